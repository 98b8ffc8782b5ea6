// SPDX-License-Identifier: GPL-2.0
/*
 * An exit status that stands for another process's death: a shell whose command dies of
 * signal N exits with 128 + N. The entry point of a container often is such a shell.
 */
#include "task/value.h"
#include "uapi/words.h"
#include "why/cause.h"
#include "why/passed.h"

/* See "Exit Status" in POSIX.1-2017, XCU 2.8.2; all common shells add 128. */
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

/**
 * lct_passed_by() - check whether a dead task is one that an exit status can stand for
 * @child:	the dead task
 * @task:	the task that had the exit status
 *
 * Return: whether @task has forked and reaped it, and it died of that signal.
 */
bool lct_passed_by(const struct lct_task *child, const struct lct_task *task)
{
	int64_t died;

	return lct_task_is_leader(child) && child->birth_ppid == task->pid &&
	       lct_task_number_or(child, LCT_COLUMN_reaper_pid, 0) == task->pid &&
	       lct_task_number_or(child, LCT_COLUMN_exit_signal, 0) == lct_passed_signal(task) &&
	       lct_task_number(task, LCT_COLUMN_died_ns, &died) &&
	       child->born_ns >= task->born_ns && child->end_ns <= died;
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
	lct_cause_print(&child, out);
	fputs(" ", out);
	lct_case_put_duration(lct_task_number_or(c->task, LCT_COLUMN_died_ns, 0) -
			      lct_task_number_or(c->passed, LCT_COLUMN_died_ns, c->passed->end_ns),
			      out);
	fprintf(out, " before, for which a shell exits with this status");
}
