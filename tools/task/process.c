// SPDX-License-Identifier: GPL-2.0
/*
 * Totals of processes: the values of their living threads, plus those of reaped
 * threads, which the module adds to the leader's record. A thread moves from one to
 * the other at its death, so that the total never decreases.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "task/process.h"

#define OWN(name)	LCT_COLUMN_##name,
#define DEAD(name)	LCT_COLUMN_dead_threads_##name,
static const enum lct_column_id own[] = { LCT_TOTALS(OWN) };
static const enum lct_column_id dead[] = { LCT_TOTALS(DEAD) };

static void add(struct lct_process_total *one, const struct lct_task *task,
		const enum lct_column_id *ids)
{
	int64_t value;
	int i;

	for (i = 0; i < LCT_TOTAL_NR; i++)
		if (lct_task_number(task, ids[i], &value))
			one->total[i] += value;
}

/* The living first, by PID: it is unique among them. */
static int by_tgid(const void *a, const void *b)
{
	const struct lct_task *x = ((const struct lct_process_total *)a)->leader;
	const struct lct_task *y = ((const struct lct_process_total *)b)->leader;

	if (x->dead != y->dead)
		return x->dead - y->dead;
	return x->tgid < y->tgid ? -1 : x->tgid > y->tgid;
}

static struct lct_process_total *find(struct lct_processes *p, const struct lct_task *thread)
{
	const struct lct_task key = { .tgid = thread->tgid };
	const struct lct_process_total wanted = { .leader = &key };

	return bsearch(&wanted, p->one, p->nr, sizeof(*p->one), by_tgid);
}

/*
 * A thread reaped before the leader's row was written is included in that row;
 * one reaped later is not, although it is dead by now.
 */
static void join(struct lct_process_total *one, const struct lct_task *thread)
{
	int64_t now;

	if (thread->dead && (!lct_task_number(one->leader, LCT_COLUMN_now_ns, &now) ||
			     thread->end_ns <= now))
		return;
	add(one, thread, own);
	one->threads += !thread->dead;
}

static void begin(struct lct_processes *p, const struct lct_task *leader, size_t row)
{
	struct lct_process_total *one = &p->one[p->nr++];

	one->leader = leader;
	one->row = row;
	one->threads = !leader->dead;
	lct_task_number(leader, LCT_COLUMN_dead_threads, &one->dead_threads);
	add(one, leader, own);
	add(one, leader, dead);
}

/* Most processes have a single thread and are shown unchanged. */
static void finish(struct lct_processes *p, const struct lct_process_total *one,
		   struct lct_rows *rows)
{
	struct lct_process_shown *shown = &p->shown[p->nshown];
	int i;

	if (!one->dead_threads && one->threads <= 1)
		return;
	p->nshown++;
	shown->task = *one->leader;
	shown->task.threads = one->threads;
	for (i = 0; i < LCT_TOTAL_NR; i++) {
		snprintf(shown->text[i], sizeof(shown->text[i]), "%lld",
			 (long long)one->total[i]);
		shown->task.cell[own[i]] = shown->text[i];
	}
	rows->row[one->row].task = &shown->task;
}

/**
 * lct_processes_total() - make the rows of processes show totals
 * @p:		what the rows then point into, to be freed after them in any case
 * @tasks:	the living, and the dead that died while these were read
 * @rows:	rows of tasks; those of leaders are changed, where the module keeps
 *		an account of dead threads
 *
 * Return: 0 or -ENOMEM.
 */
int lct_processes_total(struct lct_processes *p, const struct lct_tasks *tasks,
			struct lct_rows *rows)
{
	struct lct_process_total *one;
	size_t i;

	memset(p, 0, sizeof(*p));
	p->one = calloc(rows->nr + 1, sizeof(*p->one));
	/* Untouched memory is not allocated. */
	p->shown = calloc(rows->nr + 1, sizeof(*p->shown));
	if (!p->one || !p->shown)
		return -ENOMEM;
	for (i = 0; i < rows->nr; i++) {
		const struct lct_task *task = rows->row[i].task;

		if (lct_task_is_leader(task) && task->cell[LCT_COLUMN_dead_threads])
			begin(p, task, i);
	}
	qsort(p->one, p->nr, sizeof(*p->one), by_tgid);
	for (i = 0; i < tasks->nr; i++) {
		const struct lct_task *task = &tasks->task[i];

		one = lct_task_is_leader(task) ? NULL : find(p, task);
		if (one)
			join(one, task);
	}
	for (i = 0; i < p->nr; i++)
		finish(p, &p->one[i], rows);
	return 0;
}

/**
 * lct_processes_free() - free the totals
 * @p: what lct_processes_total() has made
 */
void lct_processes_free(struct lct_processes *p)
{
	free(p->one);
	free(p->shown);
	memset(p, 0, sizeof(*p));
}
