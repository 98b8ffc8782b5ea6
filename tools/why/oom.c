// SPDX-License-Identifier: GPL-2.0
/* What the kernel's OOM killer did, as phrases of a sentence. */
#include <string.h>

#include "column/format.h"
#include "task/value.h"
#include "text/clock.h"
#include "why/oom.h"

static bool get(const struct lct_case *c, const struct lct_oom_kill *kill,
		enum lct_oom_column_id id, char *text, size_t room)
{
	return lct_oom_kill_format(id, c->form, kill, c->view, text, room);
}

static bool is_trigger(const struct lct_case *c, const char *kind)
{
	return lct_oom_kill_is_word(c->kill, LCT_OOM_COLUMN_trigger_kind, kind);
}

static void put_process(const struct lct_case *c, const struct lct_oom_kill *kill,
			enum lct_oom_column_id pid_id, enum lct_oom_column_id comm_id, FILE *out)
{
	char comm[2 * LCT_CELL_ESCAPED];
	int64_t pid = 0;
	bool named = get(c, kill, comm_id, comm, sizeof(comm));

	fputs(named ? comm : "a process", out);
	if (lct_oom_kill_number(kill, pid_id, &pid) && pid)
		fprintf(out, " (pid %lld)", (long long)pid);
}

/* The process that triggered the OOM killer, and its thread if that has another name. */
static void put_trigger(const struct lct_case *c, FILE *out)
{
	char thread[2 * LCT_CELL_ESCAPED];
	int64_t pid = 0, outside = 0;
	bool itself = lct_oom_kill_number(c->kill, LCT_OOM_COLUMN_trigger_pid, &pid) && pid &&
		      pid == c->task->tgid;

	if (get(c, c->kill, LCT_OOM_COLUMN_trigger_thread, thread, sizeof(thread)))
		fprintf(out, itself ? "its thread %s" : "thread %s of ", thread);
	else if (itself)
		fputs("it", out);
	if (!itself)
		put_process(c, c->kill, LCT_OOM_COLUMN_trigger_pid, LCT_OOM_COLUMN_trigger_comm,
			    out);
	if (lct_oom_kill_number(c->kill, LCT_OOM_COLUMN_trigger_outside, &outside) && outside)
		fputs(", which is outside the cgroup,", out);
}

/* The cgroup, which may be hidden, or the machine. */
static void put_scope(const struct lct_case *c, FILE *out)
{
	char cgroup[2 * LCT_CELL_ESCAPED];

	if (lct_oom_kill_is_word(c->kill, LCT_OOM_COLUMN_oom_kind, "global"))
		fputs("the system", out);
	else if (get(c, c->kill, LCT_OOM_COLUMN_oom_cgroup, cgroup, sizeof(cgroup)))
		fprintf(out, "the cgroup %s", cgroup);
	else
		fputs("its cgroup", out);
}

/**
 * lct_oom_print_reason() - print what made the OOM killer select the task
 * @c:		a case with an OOM kill
 * @out:	output stream
 */
void lct_oom_print_reason(const struct lct_case *c, FILE *out)
{
	if (is_trigger(c, "sysrq")) {
		fputs(" at the request of SysRq f", out);
	} else if (is_trigger(c, "kswapd")) {
		fputs(" when reclaim could not keep the working set in memory (min_ttl_ms of "
		      "lru_gen)", out);
	} else if (is_trigger(c, "limit")) {
		fputs(" when ", out);
		put_trigger(c, out);
		fputs(" lowered the memory limit of ", out);
		put_scope(c, out);
		fputs(" below its use", out);
	} else if (is_trigger(c, "allocation")) {
		fputs(" when ", out);
		put_trigger(c, out);
		fputs(" requested memory and ", out);
		put_scope(c, out);
		fputs(" had none left", out);
	} else {
		fputs(" when ", out);
		put_scope(c, out);
		fputs(" had no memory left", out);
	}
}

/**
 * lct_oom_print_companions() - print which tasks the OOM killer killed with it
 * @c:		the case
 * @out:	output stream
 */
void lct_oom_print_companions(const struct lct_case *c, FILE *out)
{
	if (c->grouped)
		fputs(", together with others of its cgroup (memory.oom.group),", out);
	if (!c->sharing)
		return;
	fputs(", because it shared the memory of ", out);
	put_process(c, c->sharing, LCT_OOM_COLUMN_pid, LCT_OOM_COLUMN_comm, out);
	fputs(",", out);
}

static void put_duration(int64_t ns, FILE *out)
{
	char text[LCT_CLOCK_TEXT];

	lct_clock_duration(ns, text, sizeof(text));
	fputs(text, out);
}

static bool died_of_oom(const struct lct_task *task)
{
	return lct_task_is_word(task, LCT_COLUMN_cause, "oom") ||
	       lct_task_is_word(task, LCT_COLUMN_cause, "oom-cgroup");
}

/* The task did not die of the OOM killer's signal, but was selected. */
static void put_selection(const struct lct_case *c, FILE *out)
{
	int64_t sent, killed = 0, dying = 0;

	lct_oom_kill_number(c->kill, LCT_OOM_COLUMN_killed_ns, &killed);
	lct_oom_kill_number(c->kill, LCT_OOM_COLUMN_already_dying, &dying);
	fputs("; the kernel's OOM killer selected it", out);
	if (lct_task_number(c->task, LCT_COLUMN_signal_sent_ns, &sent) && killed >= sent) {
		fputs(", too, ", out);
		put_duration(killed - sent, out);
		fputs(" after that signal,", out);
	} else if (dying) {
		fputs(" while it was dying,", out);
	}
	lct_oom_print_reason(c, out);
}

static void put_also_killer(const struct lct_case *c, FILE *out)
{
	int64_t killed, also;

	if (!lct_oom_kill_number(c->kill, LCT_OOM_COLUMN_also_killed_ns, &also) ||
	    !lct_oom_kill_number(c->kill, LCT_OOM_COLUMN_killed_ns, &killed))
		return;
	fputs("; ", out);
	put_process(c, c->kill, LCT_OOM_COLUMN_also_killer_pid, LCT_OOM_COLUMN_also_killer_comm,
		    out);
	fputs(" sent it SIGKILL, too, ", out);
	put_duration(also - killed, out);
	fputs(" later", out);
}

/**
 * lct_oom_print_more() - print that the OOM killer, or another one, would have killed it
 * @c:		the case
 * @out:	output stream
 */
void lct_oom_print_more(const struct lct_case *c, FILE *out)
{
	if (!c->kill)
		return;
	if (!died_of_oom(c->task))
		put_selection(c, out);
	put_also_killer(c, out);
}
