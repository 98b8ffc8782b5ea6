// SPDX-License-Identifier: GPL-2.0
/* What a verdict rests on: the facts that apply, one a line. */
#include "column/format.h"
#include "task/value.h"
#include "view/details.h"
#include "why/evidence.h"

/* Facts in their order, of a task. */
static const enum lc_column_id facts[] = {
	LC_COLUMN_cause, LC_COLUMN_exit,
	LC_COLUMN_signal_origin, LC_COLUMN_code, LC_COLUMN_fault_address,
	LC_COLUMN_signal_sent_ns, LC_COLUMN_signal_state,
	LC_COLUMN_killer, LC_COLUMN_killer_uid, LC_COLUMN_killer_kind, LC_COLUMN_killer_parent,
	LC_COLUMN_signal_to_death_ns, LC_COLUMN_ender_pid,
	LC_COLUMN_state, LC_COLUMN_state_since_ns,
	LC_COLUMN_born_ns, LC_COLUMN_died_ns, LC_COLUMN_exit_time_ns,
	LC_COLUMN_parent, LC_COLUMN_orphaned_ns, LC_COLUMN_orphaned_by, LC_COLUMN_adopter,
	LC_COLUMN_zombie_ns, LC_COLUMN_reaped_ns, LC_COLUMN_reap, LC_COLUMN_reaper_pid,
	LC_COLUMN_stop, LC_COLUMN_stop_sent_ns, LC_COLUMN_stopper,
	LC_COLUMN_continue_sent_ns, LC_COLUMN_continuer,
	LC_COLUMN_uid, LC_COLUMN_exe, LC_COLUMN_cgroup,
	LC_COLUMN_user_ns, LC_COLUMN_system_ns, LC_COLUMN_rss_peak_bytes,
};

/* And of an OOM kill. */
static const struct {
	const char *label;
	enum lc_oom_column_id id;
} oom_facts[] = {
	{ "OOM kill", LC_OOM_COLUMN_oom_seq },
	{ "killed", LC_OOM_COLUMN_at_ns },
	{ "gone after", LC_OOM_COLUMN_gone_after_ns },
	{ "memory of", LC_OOM_COLUMN_oom_kind },
	{ "cgroup out of memory", LC_OOM_COLUMN_cgroup },
	{ "memory wanted by", LC_OOM_COLUMN_trigger },
	{ "allocation order", LC_OOM_COLUMN_order },
	{ "allocation flags", LC_OOM_COLUMN_gfp_flags },
	{ "badness points", LC_OOM_COLUMN_points },
	{ "oom_score_adj", LC_OOM_COLUMN_oom_score_adj },
	{ "virtual memory", LC_OOM_COLUMN_total_vm_bytes },
	{ "resident anonymous", LC_OOM_COLUMN_rss_anon_bytes },
	{ "resident of files", LC_OOM_COLUMN_rss_file_bytes },
	{ "resident shared", LC_OOM_COLUMN_rss_shmem_bytes },
	{ "swapped out", LC_OOM_COLUMN_swap_bytes },
	{ "page tables", LC_OOM_COLUMN_page_tables_bytes },
};

#define NR(a)	(sizeof(a) / sizeof(*(a)))

/* As `show` calls it, but for what that does not tell, or in more words. */
static const char *label(enum lc_column_id id)
{
	switch (id) {
	case LC_COLUMN_exit_time_ns:
		return "time in exit";
	case LC_COLUMN_parent:
		return "parent";
	case LC_COLUMN_user_ns:
		return "user time";
	case LC_COLUMN_system_ns:
		return "system time";
	default:
		return lc_facts_label(id);
	}
}

/* Facts that say nothing: that the dead are dead, that a thread ended itself, ... */
static bool is_idle(const struct lc_case *c, enum lc_column_id id)
{
	int64_t value = -1;

	switch (id) {
	case LC_COLUMN_state:
		return c->task->dead;
	case LC_COLUMN_parent:
		return !c->task->ppid;
	case LC_COLUMN_rss_peak_bytes:
		/* Until it ends, of the programs that it executed before this one. */
		return !c->task->dead && !lc_task_is_zombie(c->task);
	case LC_COLUMN_zombie_ns:
		return lc_task_number(c->task, id, &value) && !value;
	case LC_COLUMN_ender_pid:
		return lc_task_number(c->task, id, &value) && value == c->task->pid;
	default:
		return false;
	}
}

/**
 * lc_evidence_print() - the facts for people, one a line
 * @c:		the case
 * @out:	where to
 */
void lc_evidence_print(const struct lc_case *c, FILE *out)
{
	char text[2 * LC_CELL_ESCAPED];
	size_t i;

	for (i = 0; i < NR(facts); i++)
		if (!is_idle(c, facts[i]) &&
		    lc_column_format(facts[i], LC_FORM_HUMAN, c->task, c->view, text,
				     sizeof(text)))
			fprintf(out, "  %-24s %s\n", label(facts[i]), text);
	for (i = 0; c->kill && i < NR(oom_facts); i++)
		if (lc_oom_format(oom_facts[i].id, LC_FORM_HUMAN, c->kill, c->view, text,
				  sizeof(text)))
			fprintf(out, "  %-24s %s\n", oom_facts[i].label, text);
}

/**
 * lc_evidence_json() - the same as an object, by the names of the columns
 * @c:		the case
 * @json:	an open object
 */
void lc_evidence_json(const struct lc_case *c, struct lc_json *json)
{
	char text[2 * LC_CELL_ESCAPED];
	int ids[LC_OOM_COLUMN_NR];
	size_t i;

	lc_json_open(json, "evidence", '{');
	for (i = 0; i < NR(facts); i++) {
		const enum lc_column_id id = facts[i];

		if (is_idle(c, id) || !lc_column_format(id, LC_FORM_JSON, c->task, c->view, text,
							sizeof(text)))
			continue;
		if (lc_column_is_literal(id))
			lc_json_literal(json, lc_columns[id].name, text);
		else
			lc_json_string(json, lc_columns[id].name, text);
	}
	if (c->kill) {
		for (i = 0; i < LC_OOM_COLUMN_NR; i++)
			ids[i] = i;
		lc_json_open(json, "oom", '{');
		lc_oom_members(json, c->kill, ids, LC_OOM_COLUMN_NR);
		lc_json_close(json, '}');
	}
	lc_json_close(json, '}');
}
