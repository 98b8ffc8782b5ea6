// SPDX-License-Identifier: GPL-2.0
/* A sample as rows: threads folded into their processes, and only those that are wanted. */
#include <stdlib.h>
#include <string.h>

#include "text/warn.h"
#include "top/rows.h"

/* A row of a task alone. */
static void put(struct lct_top_rows *rows, const struct lct_top_sample *s,
		const struct lct_task *task, const struct lct_top_times *times)
{
	struct lct_top_row *row = &rows->row[rows->nr++];

	memset(row, 0, sizeof(*row));
	row->task = task;
	row->times = *times;
	row->run_ns = lct_task_number_or(task, LCT_COLUMN_run_ns, 0);
	row->peak = lct_task_number_or(task, LCT_COLUMN_rss_peak_bytes, 0);
	row->nr = 1;
	row->dead = task->dead;
	if (task->dead)
		row->dead_ns = s->view.clock.now_ns - task->end_ns;
}

/* The living, and the dead that still linger. */
static void put_all(struct lct_top_rows *rows, const struct lct_top_sample *s, bool threads)
{
	const struct lct_tasks *dead = &s->deaths.tasks;
	size_t i;

	for (i = 0; i < s->tasks.nr; i++)
		if (threads || lct_task_is_leader(&s->tasks.task[i]))
			put(rows, s, &s->tasks.task[i], &s->times[i]);
	for (i = 0; i < s->deaths.seen; i++)
		if ((threads || lct_task_is_leader(&dead->task[i])) &&
		    s->view.clock.now_ns - dead->task[i].end_ns <= LCT_TOP_LINGER_NS)
			put(rows, s, &dead->task[i], &s->deaths.times[i]);
}

static int by_birth(const void *a, const void *b)
{
	const struct lct_task *x = ((const struct lct_top_row *)a)->task;
	const struct lct_task *y = ((const struct lct_top_row *)b)->task;

	if (x->tgid != y->tgid)
		return x->tgid < y->tgid ? -1 : 1;
	return x->born_ns < y->born_ns ? -1 : x->born_ns > y->born_ns;
}

/* The row of a thread's process: the newest with this PID that is not younger than the thread. */
static struct lct_top_row *find_process(const struct lct_top_rows *rows,
					const struct lct_task *thread)
{
	const struct lct_top_row key = { .task = thread };
	size_t low = 0, high = rows->nr;

	while (low < high) {
		const size_t middle = (low + high) / 2;

		if (by_birth(&rows->row[middle], &key) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (!low || rows->row[low - 1].task->tgid != thread->tgid ||
	    rows->row[low - 1].task->end_ns < thread->born_ns)
		return NULL;
	return &rows->row[low - 1];
}

static void fold(struct lct_top_rows *rows, const struct lct_tasks *tasks,
		 const struct lct_top_times *times, size_t from, size_t to)
{
	struct lct_top_row *row;
	size_t i;

	for (i = from; i < to; i++) {
		const struct lct_task *task = &tasks->task[i];

		row = lct_task_is_leader(task) ? NULL : find_process(rows, task);
		if (!row)
			continue;
		lct_top_times_add(&row->times, &times[i]);
		if (!task->dead)
			row->run_ns += lct_task_number_or(task, LCT_COLUMN_run_ns, 0);
	}
}

/* Reaped threads: in an interval they have rows of their own, since birth they are in a sum. */
static void fold_reaped(struct lct_top_rows *rows, const struct lct_top_sample *s)
{
	size_t i;

	if (s->interval_ns)
		fold(rows, &s->deaths.tasks, s->deaths.times, s->fresh, s->deaths.seen);
	for (i = 0; i < rows->nr; i++) {
		struct lct_top_row *row = &rows->row[i];
		const int64_t run = lct_task_number_or(row->task, LCT_COLUMN_dead_threads_run_ns,
						       0);

		row->run_ns += run;
		if (s->interval_ns)
			continue;
		row->times.ns[LCT_TOP_RUN] += run;
		row->times.ns[LCT_TOP_WAIT] +=
			lct_task_number_or(row->task, LCT_COLUMN_dead_threads_runnable_ns, 0);
	}
}

static bool has_text(const struct lct_task *task, enum lct_column_id id, const char *text)
{
	char value[LCT_CELL_TEXT];

	return lct_task_text(task, id, value, sizeof(value)) && strcasestr(value, text);
}

/**
 * lct_top_rows_contains() - check whether a text is in what a task is called
 * @task:	the task
 * @text:	the text, in any case
 */
bool lct_top_rows_contains(const struct lct_task *task, const char *text)
{
	return has_text(task, LCT_COLUMN_comm, text) || has_text(task, LCT_COLUMN_exe, text) ||
	       has_text(task, LCT_COLUMN_args, text) || has_text(task, LCT_COLUMN_cgroup, text);
}

/**
 * lct_top_rows_wants() - check whether a process is one of those to show
 * @task:	the process
 * @choice:	which are wanted
 */
bool lct_top_rows_wants(const struct lct_task *task, const struct lct_top_choice *choice)
{
	if (!choice->kernel && lct_task_is_kernel_thread(task))
		return false;
	if (choice->has_uid && lct_task_number_or(task, LCT_COLUMN_uid, -1) != choice->uid)
		return false;
	if (choice->text[0] && !lct_top_rows_contains(task, choice->text))
		return false;
	return !choice->passes || choice->passes(choice->passes_arg, task);
}

/**
 * lct_top_rows_make() - make the rows of a sample
 * @rows:	receives them, in no order; freed by the caller
 * @s:		the sample, into which they point
 * @choice:	which are wanted
 *
 * Return: an exit status.
 */
int lct_top_rows_make(struct lct_top_rows *rows, const struct lct_top_sample *s,
		      const struct lct_top_choice *choice)
{
	size_t i, n = 0;

	lct_top_rows_free(rows);
	rows->row = calloc(s->tasks.nr + s->deaths.seen + 1, sizeof(*rows->row));
	if (!rows->row)
		return lct_warn_no_memory();
	put_all(rows, s, choice->threads);
	qsort(rows->row, rows->nr, sizeof(*rows->row), by_birth);
	if (!choice->threads) {
		fold(rows, &s->tasks, s->times, 0, s->tasks.nr);
		fold_reaped(rows, s);
	}
	for (i = 0; i < rows->nr; i++)
		if (lct_top_rows_wants(rows->row[i].task, choice))
			rows->row[n++] = rows->row[i];
	rows->nr = n;
	if (choice->group != LCT_TOP_BY_PROCESS)
		lct_top_group_rows(rows, choice->group, &s->view);
	return 0;
}

/**
 * lct_top_rows_free() - free the rows
 * @rows: the rows, none afterwards
 */
void lct_top_rows_free(struct lct_top_rows *rows)
{
	free(rows->row);
	*rows = (struct lct_top_rows){ .nr = 0 };
}
