// SPDX-License-Identifier: GPL-2.0
/*
 * The totals of processes: what their living threads have used, and what the
 * module keeps with the leader of those that have been reaped. A thread moves from
 * the one to the other at its death, so that the total never shrinks.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "task/process.h"

#define OWN(name)	LC_COLUMN_##name,
#define DEAD(name)	LC_COLUMN_dead_threads_##name,
static const enum lc_column_id own[] = { LC_TOTALS(OWN) };
static const enum lc_column_id dead[] = { LC_TOTALS(DEAD) };

static void add(struct lc_process_total *one, const struct lc_task *task,
		const enum lc_column_id *ids)
{
	int64_t value;
	int i;

	for (i = 0; i < LC_TOTAL_NR; i++)
		if (lc_task_number(task, ids[i], &value))
			one->total[i] += value;
}

/* The living first, by number: no two of them have the same. */
static int by_tgid(const void *a, const void *b)
{
	const struct lc_task *x = ((const struct lc_process_total *)a)->leader;
	const struct lc_task *y = ((const struct lc_process_total *)b)->leader;

	if (x->dead != y->dead)
		return x->dead - y->dead;
	return x->tgid < y->tgid ? -1 : x->tgid > y->tgid;
}

static struct lc_process_total *find(struct lc_processes *p, const struct lc_task *thread)
{
	const struct lc_task key = { .tgid = thread->tgid };
	const struct lc_process_total wanted = { .leader = &key };

	return bsearch(&wanted, p->one, p->nr, sizeof(*p->one), by_tgid);
}

/*
 * Whoever was reaped before the leader's row was made is in that row; who lived
 * on is not, though dead by now.
 */
static void join(struct lc_process_total *one, const struct lc_task *thread)
{
	int64_t now;

	if (thread->dead && (!lc_task_number(one->leader, LC_COLUMN_now_ns, &now) ||
			     thread->end_ns <= now))
		return;
	add(one, thread, own);
	one->threads += !thread->dead;
}

static void begin(struct lc_processes *p, const struct lc_task *leader, size_t row)
{
	struct lc_process_total *one = &p->one[p->nr++];

	one->leader = leader;
	one->row = row;
	one->threads = !leader->dead;
	lc_task_number(leader, LC_COLUMN_dead_threads, &one->dead_threads);
	add(one, leader, own);
	add(one, leader, dead);
}

/* The many processes of one thread are shown as they are. */
static void finish(struct lc_processes *p, const struct lc_process_total *one,
		   struct lc_rows *rows)
{
	struct lc_process_shown *shown = &p->shown[p->nshown];
	int i;

	if (!one->dead_threads && one->threads <= 1)
		return;
	p->nshown++;
	shown->task = *one->leader;
	shown->task.threads = one->threads;
	for (i = 0; i < LC_TOTAL_NR; i++) {
		snprintf(shown->text[i], sizeof(shown->text[i]), "%lld",
			 (long long)one->total[i]);
		shown->task.cell[own[i]] = shown->text[i];
	}
	rows->row[one->row].task = &shown->task;
}

/**
 * lc_processes_total() - let the rows of processes show the process's totals
 * @p:		what the rows then point into, to be freed after them in any case
 * @tasks:	the living, and the dead that died while these were read
 * @rows:	rows of tasks; those of leaders are changed, where the module keeps
 *		an account of dead threads
 *
 * Return: 0 or -ENOMEM.
 */
int lc_processes_total(struct lc_processes *p, const struct lc_tasks *tasks,
		       struct lc_rows *rows)
{
	struct lc_process_total *one;
	size_t i;

	memset(p, 0, sizeof(*p));
	p->one = calloc(rows->nr + 1, sizeof(*p->one));
	/* Memory that is not touched costs nothing. */
	p->shown = calloc(rows->nr + 1, sizeof(*p->shown));
	if (!p->one || !p->shown)
		return -ENOMEM;
	for (i = 0; i < rows->nr; i++) {
		const struct lc_task *task = rows->row[i].task;

		if (lc_task_is_leader(task) && task->cell[LC_COLUMN_dead_threads])
			begin(p, task, i);
	}
	qsort(p->one, p->nr, sizeof(*p->one), by_tgid);
	for (i = 0; i < tasks->nr; i++) {
		const struct lc_task *task = &tasks->task[i];

		one = lc_task_is_leader(task) ? NULL : find(p, task);
		if (one)
			join(one, task);
	}
	for (i = 0; i < p->nr; i++)
		finish(p, &p->one[i], rows);
	return 0;
}

/**
 * lc_processes_free() - give back the totals
 * @p: what lc_processes_total() has made
 */
void lc_processes_free(struct lc_processes *p)
{
	free(p->one);
	free(p->shown);
	memset(p, 0, sizeof(*p));
}
