// SPDX-License-Identifier: GPL-2.0
/*
 * One sentence about a task: its identity, how and when it ended and how it was reaped;
 * or, while it lives, its state, or what keeps it from ending. No file is read and nothing
 * is guessed: the same facts always give the same sentence.
 */
#include <string.h>

#include "task/derive.h"
#include "task/value.h"
#include "uapi/words.h"
#include "why/asked.h"
#include "why/cause.h"
#include "why/ending.h"
#include "why/exec.h"
#include "why/oom.h"
#include "why/origin.h"
#include "why/passed.h"
#include "why/quota.h"
#include "why/sentence.h"
#include "why/tracing.h"

static const char * const reaps[] = { LC_REAPS(LC_WORD) };

/* Was it orphaned? @lost is the parent that died, 0 if outside the namespace or unknown. */
static bool lost_parent(const struct lct_task *task, int64_t *lost)
{
	*lost = 0;
	if (lct_task_number(task, LCT_COLUMN_orphaned_by_pid, lost) ||
	    task->cell[LCT_COLUMN_orphaned_ns])
		return true;
	/* An older module records only the parent at birth. */
	return lct_task_number(task, LCT_COLUMN_birth_ppid, lost) && *lost > 0 &&
	       *lost != task->ppid;
}

/* name (pid 7, child of 5): distinguishes it from other tasks of the same name. */
static void put_subject(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;
	char text[2 * LCT_CELL_ESCAPED];
	int64_t lost;

	fprintf(out, "%s (pid %lld", lct_case_name(c, task, text, sizeof(text)),
		(long long)task->pid);
	if (!lct_task_is_leader(task))
		fprintf(out, ", thread of %lld", (long long)task->tgid);
	else if (lct_task_is_word(task, LCT_COLUMN_birth, "kthread"))
		fputs(", kernel thread", out);
	else if (lost_parent(task, &lost) && lost)
		fprintf(out, ", orphan of %lld", (long long)lost);
	else if (lost_parent(task, &lost))
		fputs(", orphan", out);
	else if (task->ppid)
		fprintf(out, ", child of %lld", (long long)task->ppid);
	fputs(")", out);
	lct_case_put_unit(c, LCT_COLUMN_unit, out);
}

/* Had the first thread ended before the fatal signal, while other threads lived? */
static bool outlived(const struct lct_task *task)
{
	return lct_task_is_leader(task) &&
	       lct_task_is_word(task, LCT_COLUMN_signal_state, "zombie");
}

static void put_end(const struct lct_case *c, FILE *out)
{
	const char *whose = lct_task_is_leader(c->task) ? "it" : "the thread";
	const char *state = lct_case_doing(c->task, LCT_COLUMN_signal_state);
	struct lct_value life = { 0 }, first;
	bool comma;

	fputs(" ", out);
	comma = lct_cause_print(c, out);
	if (lct_ending_put_ago(c, comma, out))
		return;
	if (c->task->survived)
		lct_derive_until_zombie(c->task, LCT_COLUMN_born_ns, &life);
	else
		lct_derive_until_end(c->task, LCT_COLUMN_born_ns, &life);
	if (life.present) {
		fputs(comma ? ", " : " ", out);
		lct_case_put_duration(life.number, out);
		fprintf(out, " after %s was born", whose);
	}
	lct_value_get(LCT_COLUMN_life_ns, c->task, c->view, &first);
	if (outlived(c->task) && first.present) {
		fputs(", its first thread having ended after ", out);
		lct_case_put_duration(first.number, out);
	} else if (state && lct_origin_is_sent(c->task)) {
		fprintf(out, ", while %s", state);
	}
	lct_asked_print(c, out);
	lct_exec_print(c, out);
	lct_passed_print(c, out);
}

/* The reaper: its parent, or the process that adopted it. */
static void put_reaper(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;
	const int64_t reaper = lct_task_number_or(task, LCT_COLUMN_reaper_pid, 0);
	int64_t adopter;

	if (lct_task_number(task, LCT_COLUMN_adopter_pid, &adopter) && adopter == reaper) {
		lct_case_put_task(c, task, LCT_COLUMN_adopter_pid, LCT_COLUMN_adopter_comm, out);
		fputs(", which had adopted it,", out);
	} else if (reaper && reaper == task->ppid) {
		fputs("its parent", out);
	} else if (reaper) {
		fprintf(out, "process %lld", (long long)reaper);
	} else {
		fputs("a process outside this PID namespace", out);
	}
	fputs(" reaped it", out);
}

static void put_later(const struct lct_task *task, FILE *out)
{
	int64_t later;

	if (!lct_task_reap_delay(task, &later))
		return;
	fputs(" ", out);
	if (later)
		lct_case_put_duration(later, out);
	fputs(later ? " later" : "at once", out);
}

static void put_reaping(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;
	enum lc_reap reap = lct_task_word(task, LCT_COLUMN_reap, reaps, LC_REAP_NR);

	/* An older module records the reaper, but not the method. */
	if (reap == LC_REAP_NONE && task->cell[LCT_COLUMN_reaper_pid])
		reap = LC_REAP_WAITED;
	switch (reap) {
	case LC_REAP_WAITED:
		lct_tracing_put_delays(c, out);
		fputs("; ", out);
		put_reaper(c, out);
		put_later(task, out);
		break;
	case LC_REAP_IGNORED:
		lct_tracing_put_delays(c, out);
		fputs("; it was reaped automatically", out);
		/* The kernel lets a dying init ignore SIGCHLD, whatever its disposition. */
		if (!lct_task_is_word(task, LCT_COLUMN_cause, "pidns"))
			fputs(", because its parent ignores SIGCHLD or has set SA_NOCLDWAIT", out);
		break;
	case LC_REAP_TRACER:
		fputs("; ", out);
		lct_tracing_put_tracer(c, out);
		fputs(" released it", out);
		put_later(task, out);
		break;
	default:
		if (!task->cell[LCT_COLUMN_reaped_ns])
			fputs("; its reaping was not recorded", out);
		break;
	}
}

/* For how long it has been a zombie, and which process has not reaped it. */
static void put_unreaped(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;
	int64_t age, unreaped;
	bool known = lct_task_state_age(task, &age);
	bool later = known && !task->survived && lct_task_unreaped(task, &unreaped) &&
		     unreaped < age;

	fprintf(out, "; it has %s ", later ? "been unreaped" : "been a zombie");
	if (known) {
		fputs("for ", out);
		lct_case_put_duration(later ? unreaped : age, out);
	} else {
		fputs("since before the module was loaded", out);
	}
	lct_tracing_put_reason(c, out);
	if (task->survived)
		lct_ending_put_holder(c, ", such as ", out);
}

/* Its adoption after the death of its parent. */
static void put_adoption(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;

	if (!task->cell[LCT_COLUMN_orphaned_by_pid] || !task->cell[LCT_COLUMN_adopter_pid])
		return;
	fputs("; ", out);
	lct_case_put_task(c, task, LCT_COLUMN_adopter_pid, LCT_COLUMN_adopter_comm, out);
	fputs(" adopted it when its parent ", out);
	lct_case_put_task(c, task, LCT_COLUMN_orphaned_by_pid, LCT_COLUMN_orphaned_by_comm, out);
	fputs(" died", out);
}

static void put_life(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;
	const char *state = lct_case_doing(task, LCT_COLUMN_state);
	struct lct_value life;
	int64_t age;

	fputs(" is alive", out);
	lct_value_get(LCT_COLUMN_life_ns, task, c->view, &life);
	if (life.present) {
		fputs(" and ", out);
		lct_case_put_duration(life.number, out);
		fputs(" old", out);
	}
	if (lct_ending_waits_in_exec(task)) {
		lct_ending_put_exec(c, out);
	} else if (state && lct_task_state_age(task, &age)) {
		fprintf(out, "; it has been %s for ", state);
		lct_case_put_duration(age, out);
	} else if (state) {
		fprintf(out, "; it is %s", state);
	}
	if (lct_task_is_word(task, LCT_COLUMN_state, "stopped") &&
	    task->cell[LCT_COLUMN_stop_sender_pid]) {
		fputs(", by ", out);
		lct_case_put_task(c, task, LCT_COLUMN_stop_sender_pid,
				  LCT_COLUMN_stop_sender_comm, out);
	}
	lct_tracing_put_life(c, out);
	put_adoption(c, out);
	if (lct_task_unseen(task))
		fputs("; no event has been recorded since the module was loaded", out);
}

/**
 * lct_sentence_print() - print one sentence that explains a task
 * @c:		the case
 * @out:	output stream; no newline is written
 */
void lct_sentence_print(const struct lct_case *c, FILE *out)
{
	put_subject(c, out);
	if (c->task->dead || lct_task_is_zombie(c->task))
		put_end(c, out);
	else if (lct_ending_has_begun(c->task))
		lct_ending_print(c, out);
	else
		put_life(c, out);
	if (c->task->dead || lct_task_is_zombie(c->task))
		lct_oom_print_more(c, out);
	lct_quota_print(c, out);
	if (c->task->dead)
		put_reaping(c, out);
	else if (lct_task_is_zombie(c->task))
		put_unreaped(c, out);
	fputs(".", out);
}
