// SPDX-License-Identifier: GPL-2.0
/* A task whose end is decided and which is not a zombie yet: how far it is, what holds it. */
#include "task/value.h"
#include "uapi/words.h"
#include "why/cause.h"
#include "why/ending.h"
#include "why/tracing.h"

static const char * const phases[] = { LC_EXIT_PHASES(LC_WORD) };

static enum lc_exit_phase phase_of(const struct lct_task *task)
{
	return lct_task_word(task, LCT_COLUMN_exit_phase, phases, LC_EXIT_PHASE_NR);
}

/**
 * lct_ending_has_begun() - check whether the end of a living task is decided
 * @task: the task
 */
bool lct_ending_has_begun(const struct lct_task *task)
{
	return phase_of(task) != LC_EXIT_PHASE_NONE && !lct_ending_waits_in_exec(task);
}

/**
 * lct_ending_waits_in_exec() - check whether a task waits in exec for other threads to exit
 * @task: the task
 */
bool lct_ending_waits_in_exec(const struct lct_task *task)
{
	return phase_of(task) == LC_EXIT_PHASE_EXEC_WAIT;
}

/**
 * lct_ending_put_ago() - print when the end was decided, if the process has not ended yet
 * @c:		the case
 * @comma:	the sentence needs a comma before it continues
 * @out:	output stream
 *
 * That is when the fatal signal was sent. Without one, it is the start of the task's own
 * exit; that of a leader is not the end of a process that other threads have survived.
 *
 * Return: true if it was printed.
 */
bool lct_ending_put_ago(const struct lct_case *c, bool comma, FILE *out)
{
	const struct lct_task *task = c->task;
	int64_t at, now;

	if (!task->survived && !lct_ending_has_begun(task))
		return false;
	if (!lct_task_number(task, LCT_COLUMN_now_ns, &now) ||
	    (!lct_task_number(task, LCT_COLUMN_signal_sent_ns, &at) &&
	     (task->survived || !lct_task_number(task, LCT_COLUMN_died_ns, &at))))
		return false;
	fputs(comma ? ", " : " ", out);
	lct_case_put_duration(now - at, out);
	fputs(" ago", out);
	return true;
}

static void put_state(const struct lct_task *task, const char *who, FILE *out)
{
	const char *state = lct_case_doing(task, LCT_COLUMN_state);
	int64_t age;

	if (state && lct_task_state_age(task, &age)) {
		fprintf(out, "%s has been %s for ", who, state);
		lct_case_put_duration(age, out);
	} else if (state) {
		fprintf(out, "%s is %s", who, state);
	}
}

/* Why a process that has ended still holds others. */
static void put_zombie(const struct lct_case *c, const struct lct_task *task, FILE *out)
{
	char text[2 * LCT_CELL_ESCAPED];

	if (task->survived) {
		fputs(", whose leader has ended and whose other threads are still alive", out);
		return;
	}
	if (task->held) {
		fputs(", a zombie that a tracer holds", out);
		return;
	}
	fputs(", a zombie that its parent ", out);
	if (task->parent)
		fprintf(out, "%s ", lct_case_name(c, task->parent, text, sizeof(text)));
	if (task->ppid)
		fprintf(out, "(pid %lld) ", (long long)task->ppid);
	fputs("has not reaped", out);
}

/**
 * lct_ending_put_holder() - print what a task waits for
 * @c:		the case
 * @before:	printed before, if there is such a task
 * @out:	output stream
 */
void lct_ending_put_holder(const struct lct_case *c, const char *before, FILE *out)
{
	const struct lct_task *holder = c->holder;
	char text[2 * LCT_CELL_ESCAPED];

	if (!holder)
		return;
	fprintf(out, "%s%s (pid %lld)", before,
		lct_case_name(c, holder, text, sizeof(text)), (long long)holder->pid);
	if (lct_task_is_zombie(holder))
		put_zombie(c, holder, out);
	else
		put_state(holder, ", which", out);
}

/**
 * lct_ending_put_exec() - print that a task waits in exec
 * @c:		the case
 * @out:	output stream
 */
void lct_ending_put_exec(const struct lct_case *c, FILE *out)
{
	fputs("; it is executing a program, waiting for the other threads of its process to exit",
	      out);
	lct_ending_put_holder(c, ", such as ", out);
}

static void put_namespace(const struct lct_case *c, FILE *out)
{
	if (c->holders > 1)
		fprintf(out, ": it waits for %zu processes of its PID namespace", c->holders);
	else if (c->holders)
		fputs(": it waits for the last process of its PID namespace", out);
	else
		fputs(": it waits for the other processes of its PID namespace", out);
	lct_ending_put_holder(c, c->holders > 1 ? ", such as " : ", ", out);
}

static void put_phase(const struct lct_case *c, FILE *out)
{
	switch (phase_of(c->task)) {
	case LC_EXIT_PHASE_COREDUMP:
		fputs(" and is dumping core", out);
		break;
	case LC_EXIT_PHASE_PTRACE_EVENT:
		fputs(" and is still exiting: ", out);
		lct_tracing_put_tracer(c, out);
		fputs(" has stopped it (PTRACE_EVENT_EXIT)", out);
		break;
	case LC_EXIT_PHASE_PIDNS_WAIT:
		fputs(" and is still exiting", out);
		put_namespace(c, out);
		break;
	case LC_EXIT_PHASE_KILLED:
		fputs(" and has not begun to exit", out);
		put_state(c->task, ": it", out);
		break;
	default:
		fputs(" and is still exiting", out);
		put_state(c->task, ": it", out);
	}
}

/**
 * lct_ending_print() - print how a living task's end was decided, and what holds it
 * @c:		the case
 * @out:	output stream
 */
void lct_ending_print(const struct lct_case *c, FILE *out)
{
	bool comma = false;

	fputs(" ", out);
	if (c->task->cell[LCT_COLUMN_cause])
		comma = lct_cause_print(c, out);
	else if (phase_of(c->task) == LC_EXIT_PHASE_KILLED)
		fputs("has been told to exit", out);
	else
		fputs("began to exit", out);
	lct_ending_put_ago(c, comma, out);
	if (comma)
		fputs(",", out);
	put_phase(c, out);
}
