// SPDX-License-Identifier: GPL-2.0
/*
 * Samples of all tasks, and the difference between two. A task is compared with itself: by its
 * PID and its birth, never by its PID alone. One that was born in the interval counts with its
 * whole life, and one that died in it is taken from the history.
 */
#include <stdlib.h>
#include <string.h>

#include "task/parents.h"
#include "task/source.h"
#include "text/warn.h"
#include "top/sample.h"

static int by_identity(const void *a, const void *b)
{
	const struct lct_top_known *x = a, *y = b;

	if (x->tgid != y->tgid)
		return x->tgid < y->tgid ? -1 : 1;
	if (x->born_ns != y->born_ns)
		return x->born_ns < y->born_ns ? -1 : 1;
	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

/* A thread that executes a program takes the PID of its leader, but keeps its birth. */
static int by_birth(const void *a, const void *b)
{
	const struct lct_top_known *x = a, *y = b;

	if (x->tgid != y->tgid)
		return x->tgid < y->tgid ? -1 : 1;
	return x->born_ns < y->born_ns ? -1 : x->born_ns > y->born_ns;
}

/**
 * lct_top_known_make() - keep the times of a sample
 * @known:	receives them, as many as there are tasks
 * @tasks:	the living tasks
 */
void lct_top_known_make(struct lct_top_known *known, const struct lct_tasks *tasks)
{
	size_t i;

	for (i = 0; i < tasks->nr; i++) {
		const struct lct_task *task = &tasks->task[i];

		known[i] = (struct lct_top_known){
			.tgid = task->tgid, .born_ns = task->born_ns, .pid = task->pid,
		};
		lct_top_times_read(&known[i].times, task);
	}
	if (tasks->nr)
		qsort(known, tasks->nr, sizeof(*known), by_identity);
}

/**
 * lct_top_known_since() - get the times of a task since the previous sample
 * @known:	that sample
 * @nr:		number of tasks in it
 * @task:	the task as it is now
 * @times:	the times; those of its whole life if it was not in that sample
 */
void lct_top_known_since(const struct lct_top_known *known, size_t nr,
			 const struct lct_task *task, struct lct_top_times *times)
{
	const struct lct_top_known key = {
		.tgid = task->tgid, .born_ns = task->born_ns, .pid = task->pid,
	};
	const struct lct_top_known *before = NULL;

	lct_top_times_read(times, task);
	if (nr)
		before = bsearch(&key, known, nr, sizeof(*known), by_identity);
	if (nr && !before)
		before = bsearch(&key, known, nr, sizeof(*known), by_birth);
	if (!before)
		return;
	lct_top_times_since(times, &before->times);
	/* Without an event so far, it has been in its state all the time. */
	if (!task->dead && lct_task_unseen(task)) {
		const int64_t ns = times->ns[LCT_TOP_OTHER];

		times->ns[LCT_TOP_OTHER] = 0;
		times->ns[lct_top_state_of(task)] += ns;
	}
}

static bool has_value(const struct lct_table *t, const char *name, int64_t *value)
{
	return lct_cell_number(lct_table_cell(t, 0, lct_table_column(t, name)), value);
}

static void read_totals(const char *root, struct lct_top_totals *totals)
{
	struct lct_table t;

	*totals = (struct lct_top_totals){ .known = false };
	if (!lct_source_has(root, "stats"))
		return;
	if (!lct_source_values(root, "stats", &t))
		totals->known = has_value(&t, "births", &totals->births) &&
				has_value(&t, "deaths", &totals->deaths);
	lct_table_free(&t);
}

/* Drop those of the living that have died while they were read. */
static void drop_dead(struct lct_top_sample *s)
{
	struct lct_tasks both = { 0 };
	size_t i, n = 0;

	both.nr = s->tasks.nr + s->deaths.tasks.nr - s->deaths.seen;
	both.task = calloc(both.nr + 1, sizeof(*both.task));
	if (!both.task)
		return;
	if (s->tasks.nr)
		memcpy(both.task, s->tasks.task, s->tasks.nr * sizeof(*both.task));
	for (i = s->deaths.seen; i < s->deaths.tasks.nr; i++)
		both.task[s->tasks.nr + i - s->deaths.seen] = s->deaths.tasks.task[i];
	lct_tasks_merge(&both);
	for (i = 0; i < both.nr; i++)
		if (both.task[i].table == &s->table && !both.task[i].dead)
			s->tasks.task[n++] = both.task[i];
	s->tasks.nr = n;
	lct_tasks_free(&both);
}

/* The living first: a task that dies meanwhile is then in both tables, never in neither. */
static int read_all(struct lct_top_sample *s)
{
	int status;

	lct_tasks_free(&s->tasks);
	lct_table_free(&s->table);
	status = lct_source_table(s->root, "tasks", &s->table);
	if (!status)
		status = lct_top_deaths_read(&s->deaths);
	if (!status && lct_tasks_add(&s->tasks, &s->table))
		status = lct_warn_no_memory();
	if (status)
		return status;
	drop_dead(s);
	lct_parents_link(&s->tasks);
	lct_source_clock(s->root, &s->view.clock);
	read_totals(s->root, &s->now);
	return 0;
}

/*
 * A task that lived in both samples has the time between its two rows for an interval; one that
 * was born or died meanwhile is measured by the interval of the others.
 */
static void measure(const struct lct_top_sample *s, const struct lct_task *task,
		    struct lct_top_times *times)
{
	const int64_t begin_ns = s->view.clock.now_ns - s->interval_ns;

	lct_top_known_since(s->known, s->nknown, task, times);
	times->interval_ns = s->interval_ns && (task->dead || task->born_ns > begin_ns) ?
		s->interval_ns : lct_top_times_sum(times);
}

static int compare(struct lct_top_sample *s)
{
	struct lct_top_times *times = reallocarray(s->times, s->tasks.nr + 1, sizeof(*times));
	struct lct_top_known *known;
	size_t i;

	if (!times)
		return lct_warn_no_memory();
	s->times = times;
	for (i = 0; i < s->tasks.nr; i++)
		measure(s, &s->tasks.task[i], &times[i]);
	for (i = s->deaths.seen; i < s->deaths.tasks.nr; i++)
		measure(s, &s->deaths.tasks.task[i], &s->deaths.times[i]);
	s->fresh = s->deaths.seen;
	s->deaths.seen = s->deaths.tasks.nr;
	known = reallocarray(s->known, s->tasks.nr + 1, sizeof(*known));
	if (!known)
		return lct_warn_no_memory();
	lct_top_known_make(known, &s->tasks);
	s->known = known;
	s->nknown = s->tasks.nr;
	return 0;
}

/**
 * lct_top_sample_open() - take the first sample
 * @s:		the sample; closed by the caller, also on failure
 * @root:	root folder of a recording, or NULL
 *
 * Return: an exit status.
 */
int lct_top_sample_open(struct lct_top_sample *s, const char *root)
{
	int status;

	*s = (struct lct_top_sample){ .root = root, .deaths.fd = -1 };
	status = lct_top_deaths_open(&s->deaths, root);
	if (!status)
		status = read_all(s);
	if (!status)
		status = compare(s);
	s->begin = s->now;
	return status;
}

/**
 * lct_top_sample_take() - take another sample; a recording stays as it is
 * @s:	the sample
 *
 * Return: an exit status.
 */
int lct_top_sample_take(struct lct_top_sample *s)
{
	const int64_t before_ns = s->view.clock.now_ns;
	int status;

	if (s->root)
		return 0;
	/* Those that died before the view began have no interval that could be compared. */
	if (!s->interval_ns)
		memset(s->deaths.times, 0, s->deaths.seen * sizeof(*s->deaths.times));
	lct_top_deaths_trim(&s->deaths);
	status = read_all(s);
	s->interval_ns = s->view.clock.now_ns - before_ns;
	return status ? status : compare(s);
}

/**
 * lct_top_sample_close() - free a sample
 * @s: the sample
 */
void lct_top_sample_close(struct lct_top_sample *s)
{
	lct_top_deaths_close(&s->deaths);
	lct_tasks_free(&s->tasks);
	lct_table_free(&s->table);
	free(s->times);
	free(s->known);
}
