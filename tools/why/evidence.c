// SPDX-License-Identifier: GPL-2.0
/* The evidence for a sentence: the facts that apply, one a line. */
#include "column/format.h"
#include "task/value.h"
#include "view/details.h"
#include "why/evidence.h"
#include "why/exec.h"

/* Facts of a task, in their order. */
static const enum lct_column_id facts[] = {
	LCT_COLUMN_cause, LCT_COLUMN_exit,
	LCT_COLUMN_execs_failed, LCT_COLUMN_exec_error, LCT_COLUMN_exec_failed_path,
	LCT_COLUMN_exec_failed_ns,
	LCT_COLUMN_signal_origin, LCT_COLUMN_code, LCT_COLUMN_fault_address,
	LCT_COLUMN_signal_sent_ns, LCT_COLUMN_signal_state,
	LCT_COLUMN_killer, LCT_COLUMN_killer_uid, LCT_COLUMN_killer_kind, LCT_COLUMN_killer_parent,
	LCT_COLUMN_killer_start_ns, LCT_COLUMN_killer_exe, LCT_COLUMN_killer_args,
	LCT_COLUMN_killer_unit, LCT_COLUMN_killer_cgroup, LCT_COLUMN_killer_loginuid,
	LCT_COLUMN_killer_lost,
	LCT_COLUMN_handled, LCT_COLUMN_handled_ns, LCT_COLUMN_handled_sender,
	LCT_COLUMN_handled_sender_start_ns, LCT_COLUMN_handled_sender_exe,
	LCT_COLUMN_handled_sender_unit, LCT_COLUMN_handled_sender_cgroup,
	LCT_COLUMN_handled_sender_loginuid,
	LCT_COLUMN_ignored, LCT_COLUMN_ignored_sent_ns, LCT_COLUMN_ignored_sender,
	LCT_COLUMN_ignored_sender_start_ns, LCT_COLUMN_ignored_sender_exe,
	LCT_COLUMN_ignored_sender_unit, LCT_COLUMN_ignored_sender_cgroup,
	LCT_COLUMN_ignored_sender_loginuid,
	LCT_COLUMN_signal_to_death_ns, LCT_COLUMN_exit_initiator_pid,
	LCT_COLUMN_state, LCT_COLUMN_state_since_ns, LCT_COLUMN_exit_phase,
	LCT_COLUMN_born_ns, LCT_COLUMN_died_ns, LCT_COLUMN_core_dumped_ns, LCT_COLUMN_exit_time_ns,
	LCT_COLUMN_parent, LCT_COLUMN_orphaned_ns, LCT_COLUMN_orphaned_by, LCT_COLUMN_adopter,
	LCT_COLUMN_tracer, LCT_COLUMN_tracer_left_ns, LCT_COLUMN_reapable_ns,
	LCT_COLUMN_zombie_ns, LCT_COLUMN_reaped_ns, LCT_COLUMN_reap, LCT_COLUMN_reaper_pid,
	LCT_COLUMN_stop, LCT_COLUMN_stop_sent_ns, LCT_COLUMN_stop_sender,
	LCT_COLUMN_continue_sent_ns, LCT_COLUMN_continue_sender,
	LCT_COLUMN_uid, LCT_COLUMN_exe, LCT_COLUMN_args, LCT_COLUMN_unit, LCT_COLUMN_cgroup,
	LCT_COLUMN_sid, LCT_COLUMN_tty, LCT_COLUMN_session, LCT_COLUMN_loginuid,
	LCT_COLUMN_throttled_ns, LCT_COLUMN_user_ns, LCT_COLUMN_system_ns,
	LCT_COLUMN_rss_peak_bytes,
};

/* Facts of an OOM kill. */
static const struct {
	const char *label;
	enum lct_oom_column_id id;
} oom_facts[] = {
	{ "OOM kill number", LCT_OOM_COLUMN_oom_seq },
	{ "killed at", LCT_OOM_COLUMN_killed_ns },
	{ "memory freed after", LCT_OOM_COLUMN_freed_after_ns },
	{ "selected as", LCT_OOM_COLUMN_selection },
	{ "already dying", LCT_OOM_COLUMN_already_dying },
	{ "SIGKILL sent", LCT_OOM_COLUMN_sigkill_sent },
	{ "also killed at", LCT_OOM_COLUMN_also_killed_ns },
	{ "also killed by", LCT_OOM_COLUMN_also_killer },
	{ "OOM scope", LCT_OOM_COLUMN_oom_kind },
	{ "OOM cgroup", LCT_OOM_COLUMN_oom_cgroup },
	{ "own cgroup then", LCT_OOM_COLUMN_cgroup },
	{ "OOM trigger", LCT_OOM_COLUMN_trigger_kind },
	{ "triggered by", LCT_OOM_COLUMN_trigger },
	{ "triggering thread ID", LCT_OOM_COLUMN_trigger_tid },
	{ "triggering thread", LCT_OOM_COLUMN_trigger_thread },
	{ "trigger outside cgroup", LCT_OOM_COLUMN_trigger_outside },
	{ "allocation order", LCT_OOM_COLUMN_order },
	{ "allocation flags", LCT_OOM_COLUMN_gfp_flags },
	{ "badness points", LCT_OOM_COLUMN_points },
	{ "oom_score_adj", LCT_OOM_COLUMN_oom_score_adj },
	{ "virtual memory", LCT_OOM_COLUMN_total_vm_bytes },
	{ "resident anonymous", LCT_OOM_COLUMN_rss_anon_bytes },
	{ "resident file-backed", LCT_OOM_COLUMN_rss_file_bytes },
	{ "resident shared memory", LCT_OOM_COLUMN_rss_shmem_bytes },
	{ "swapped out", LCT_OOM_COLUMN_swap_bytes },
	{ "page tables", LCT_OOM_COLUMN_page_tables_bytes },
};

#define NR(a)	(sizeof(a) / sizeof(*(a)))

/* The label of `show`, except for facts that it does not have or labels differently. */
static const char *label(enum lct_column_id id)
{
	switch (id) {
	case LCT_COLUMN_killer_lost:
		return "a sender is unknown";
	case LCT_COLUMN_parent:
		return "parent";
	case LCT_COLUMN_user_ns:
		return "user CPU time";
	case LCT_COLUMN_system_ns:
		return "system CPU time";
	default:
		return lct_details_label(id);
	}
}

/* Redundant facts: that a dead task is dead, that a thread ended itself, ... */
static bool is_idle(const struct lct_case *c, enum lct_column_id id)
{
	int64_t value = -1;

	switch (id) {
	case LCT_COLUMN_state:
		return c->task->dead;
	case LCT_COLUMN_parent:
		return !c->task->ppid;
	case LCT_COLUMN_rss_peak_bytes:
		/* Until it ends, the peak is that of the programs it executed before. */
		return !c->task->dead && !lct_task_is_zombie(c->task);
	case LCT_COLUMN_killer_lost:
	case LCT_COLUMN_throttled_ns:
	case LCT_COLUMN_zombie_ns:
		return lct_task_number(c->task, id, &value) && !value;
	case LCT_COLUMN_execs_failed:
	case LCT_COLUMN_exec_error:
	case LCT_COLUMN_exec_failed_path:
	case LCT_COLUMN_exec_failed_ns:
		return !lct_exec_explains(c->task);
	case LCT_COLUMN_exit_initiator_pid:
		return lct_task_number(c->task, id, &value) && value == c->task->pid;
	default:
		return false;
	}
}

/* Redundant facts of an OOM kill: what did not happen, and the thread if it is the process. */
static bool is_idle_oom(const struct lct_oom_kill *kill, enum lct_oom_column_id id)
{
	int64_t value;

	switch (id) {
	case LCT_OOM_COLUMN_already_dying:
	case LCT_OOM_COLUMN_trigger_outside:
		return lct_oom_kill_number(kill, id, &value) && !value;
	case LCT_OOM_COLUMN_sigkill_sent:
		return lct_oom_kill_number(kill, id, &value) && value;
	case LCT_OOM_COLUMN_trigger_tid:
		return !kill->cell[LCT_OOM_COLUMN_trigger_thread];
	default:
		return false;
	}
}

/**
 * lct_evidence_print() - print the facts for people, one a line
 * @c:		the case
 * @out:	output stream
 */
void lct_evidence_print(const struct lct_case *c, FILE *out)
{
	char text[2 * LCT_CELL_ESCAPED];
	size_t i;

	for (i = 0; i < NR(facts); i++)
		if (!is_idle(c, facts[i]) &&
		    lct_value_format(facts[i], LCT_FORM_HUMAN, c->task, c->view, text,
				     sizeof(text)))
			fprintf(out, "  %-24s %s\n", label(facts[i]), text);
	for (i = 0; c->kill && i < NR(oom_facts); i++)
		if (!is_idle_oom(c->kill, oom_facts[i].id) &&
		    lct_oom_kill_format(oom_facts[i].id, LCT_FORM_HUMAN, c->kill, c->view, text,
					sizeof(text)))
			fprintf(out, "  %-24s %s\n", oom_facts[i].label, text);
}

/**
 * lct_evidence_json() - write the facts as an object, by the names of the columns
 * @c:		the case
 * @json:	an open object
 */
void lct_evidence_json(const struct lct_case *c, struct lct_json *json)
{
	char text[2 * LCT_CELL_ESCAPED];
	int ids[LCT_OOM_COLUMN_NR];
	size_t i;

	lct_json_open(json, "evidence", '{');
	for (i = 0; i < NR(facts); i++) {
		const enum lct_column_id id = facts[i];

		if (is_idle(c, id) || !lct_value_format(id, LCT_FORM_JSON, c->task, c->view, text,
							sizeof(text)))
			continue;
		if (lct_column_is_literal(id))
			lct_json_literal(json, lct_columns[id].name, text);
		else
			lct_json_string(json, lct_columns[id].name, text);
	}
	if (c->kill) {
		for (i = 0; i < LCT_OOM_COLUMN_NR; i++)
			ids[i] = i;
		lct_json_open(json, "oom", '{');
		lct_oom_kill_members(json, c->kill, ids, LCT_OOM_COLUMN_NR);
		lct_json_close(json, '}');
	}
	lct_json_close(json, '}');
}
