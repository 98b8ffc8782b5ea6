// SPDX-License-Identifier: GPL-2.0
/*
 * An exit status that stands for another process's death: a shell whose command dies of
 * signal N exits with 128 + N. The entry point of a container often is such a shell.
 */
#include "task/value.h"
#include "uapi/words.h"
#include "why/cause.h"
#include "why/passed.h"

/* POSIX.1-2017, XCU 2.8.2, wants more than 128. The usual shells add that, not all do. */
#define SHELL_SIGNALS	128
#define SIGNAL_MAX	64

/**
 * lct_passed_signal() - get the signal that an exit status stands for
 * @task:	the task
 *
 * Return: the signal's number; 0 if the task has no such status.
 */
int lct_passed_signal(const struct lct_task *task)
{
	const int64_t code = lct_task_number_or(task, LCT_COLUMN_exit_code, 0);

	if (!lct_task_is_leader(task) || !lct_task_is_word(task, LCT_COLUMN_cause, "failed"))
		return 0;
	if (code <= SHELL_SIGNALS || code > SHELL_SIGNALS + SIGNAL_MAX)
		return 0;
	return code - SHELL_SIGNALS;
}

static int64_t died_at(const struct lct_task *task)
{
	return lct_task_number_or(task, LCT_COLUMN_died_ns, task->end_ns);
}

static bool has_reaped(const struct lct_task *task, const struct lct_task *child)
{
	return lct_task_is_leader(child) && child->birth_ppid == task->pid &&
	       lct_task_number_or(child, LCT_COLUMN_reaper_pid, 0) == task->pid &&
	       task->born_ns >= 0 && child->born_ns >= task->born_ns &&
	       died_at(child) >= child->born_ns && child->end_ns >= died_at(child) &&
	       child->end_ns <= died_at(task);
}

/**
 * lct_passed_find() - find the death that an exit status stands for
 * @task:	the task that had the exit status
 * @dead:	the history
 *
 * Only the child that it reaped last can explain the status.
 *
 * Return: that child if it died of the signal; else NULL.
 */
const struct lct_task *lct_passed_find(const struct lct_task *task, const struct lct_tasks *dead)
{
	const struct lct_task *last = NULL;
	size_t i;

	for (i = 0; i < dead->nr; i++)
		if (has_reaped(task, &dead->task[i]) &&
		    (!last || last->end_ns < dead->task[i].end_ns))
			last = &dead->task[i];
	if (!last || lct_task_number_or(last, LCT_COLUMN_exit_signal, 0) != lct_passed_signal(task))
		return NULL;
	return last;
}

/**
 * lct_passed_print() - print what the exit status stands for
 * @c:		the case
 * @out:	output stream; nothing is written if no such death is known
 */
void lct_passed_print(const struct lct_case *c, FILE *out)
{
	struct lct_case child = *c;
	char text[2 * LCT_CELL_ESCAPED];

	if (!c->passed)
		return;
	child.task = c->passed;
	child.leader = NULL;
	child.holder = NULL;
	child.kill = NULL;
	child.sharing = NULL;
	child.grouped = false;
	fprintf(out, "; its child %s (pid %lld) ", lct_case_name(c, c->passed, text, sizeof(text)),
		(long long)c->passed->pid);
	fputs(lct_cause_print(&child, out) ? ", " : " ", out);
	lct_case_put_duration(died_at(c->task) - died_at(c->passed), out);
	fputs(" before, for which a shell exits with this status", out);
}
