// SPDX-License-Identifier: GPL-2.0
/* Which process traces a task, and which could have reaped it and did not. */
#include "task/value.h"
#include "why/tracing.h"

static void put_duration(int64_t ns, FILE *out)
{
	char text[LCT_CLOCK_TEXT];

	lct_clock_duration(ns, text, sizeof(text));
	fputs(text, out);
}

static void put_tracer(const struct lct_case *c, const struct lct_task *task, FILE *out)
{
	int64_t pid;

	fputs("its tracer", out);
	if (!lct_task_number(task, LCT_COLUMN_tracer_pid, &pid))
		return;
	fputs(pid ? " " : " (outside this PID namespace)", out);
	if (pid)
		lct_case_put_task(c, task, LCT_COLUMN_tracer_pid, LCT_COLUMN_tracer_comm, out);
}

/**
 * lct_tracing_put_tracer() - name the tracer of a task
 * @c:		the case
 * @out:	output stream
 */
void lct_tracing_put_tracer(const struct lct_case *c, FILE *out)
{
	put_tracer(c, c->task, out);
}

/**
 * lct_tracing_put_life() - say of a living task that it is traced
 * @c:		the case
 * @out:	output stream
 */
void lct_tracing_put_life(const struct lct_case *c, FILE *out)
{
	if (!c->task->cell[LCT_COLUMN_tracer_pid])
		return;
	fputs("; it is traced by ", out);
	lct_case_put_task(c, c->task, LCT_COLUMN_tracer_pid, LCT_COLUMN_tracer_comm, out);
}

/* When the last thread of a process that is a zombie or dead had ended. */
static bool ended_at(const struct lct_task *task, int64_t *ns)
{
	int64_t unreaped, end;

	if (!lct_task_unreaped(task, &unreaped) ||
	    (!lct_task_number(task, LCT_COLUMN_reaped_ns, &end) &&
	     !lct_task_number(task, LCT_COLUMN_now_ns, &end)))
		return false;
	*ns = end - unreaped;
	return true;
}

/**
 * lct_tracing_put_delays() - say which processes kept a zombie from its last parent
 * @c:		the case: a process that is a zombie or dead
 * @out:	output stream
 *
 * Return: true if there are any.
 */
bool lct_tracing_put_delays(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;
	int64_t from, ended, to;

	if (!ended_at(task, &ended))
		return false;
	from = ended;
	if (lct_task_number(task, LCT_COLUMN_tracer_left_ns, &to) && to > from) {
		fputs("; ", out);
		put_tracer(c, task, out);
		fputs(" held it for ", out);
		put_duration(to - from, out);
		from = to;
	}
	if (lct_task_number(task, LCT_COLUMN_orphaned_ns, &to) && to > from) {
		fputs("; its parent ", out);
		lct_case_put_task(c, task, LCT_COLUMN_orphaned_by_pid,
				  LCT_COLUMN_orphaned_by_comm, out);
		fputs(" did not reap it for ", out);
		put_duration(to - from, out);
		fputs(" and died", out);
		from = to;
	}
	return from != ended;
}

static void put_parent(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;
	char text[2 * LCT_CELL_ESCAPED];

	fputs("its parent ", out);
	if (task->parent) {
		lct_value_format(LCT_COLUMN_comm, c->form, task->parent, c->view, text,
				 sizeof(text));
		fprintf(out, "%s ", text);
	}
	if (task->ppid)
		fprintf(out, "(pid %lld) ", (long long)task->ppid);
	fputs("has not reaped it", out);
}

/* A process that its parent can reap: it may have become able to only some time ago. */
static void put_neglect(const struct lct_case *c, FILE *out)
{
	int64_t delay;

	if (!lct_tracing_put_delays(c, out)) {
		fputs(", because ", out);
		put_parent(c, out);
		return;
	}
	fputs("; ", out);
	put_parent(c, out);
	if (lct_task_reap_delay(c->task, &delay)) {
		fputs(" for ", out);
		put_duration(delay, out);
	}
}

/**
 * lct_tracing_put_reason() - say why a zombie has not been reaped
 * @c:		the case
 * @out:	output stream
 */
void lct_tracing_put_reason(const struct lct_case *c, FILE *out)
{
	const struct lct_task *task = c->task;

	if (task->survived) {
		fputs(", while other threads of its process are still alive", out);
	} else if (!lct_task_is_leader(task) || task->held == task) {
		fputs(", held by ", out);
		put_tracer(c, task, out);
	} else if (task->held) {
		fprintf(out, ", because its thread %lld is held by ",
			(long long)task->held->pid);
		put_tracer(c, task->held, out);
	} else {
		put_neglect(c, out);
	}
}
