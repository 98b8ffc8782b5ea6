// SPDX-License-Identifier: GPL-2.0
/*
 * Waits for a CPU of selected processes: those of all their tasks, living and dead,
 * or only those since an earlier time.
 */
#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "task/waits.h"

/**
 * struct lct_past_one - one task at an earlier time
 * @tgid, @born_ns, @pid: its identity; a thread that calls execve() takes the PID of
 *		its leader, but keeps its birth
 * @hist:	its waits up to then
 */
struct lct_past_one {
	int64_t tgid, born_ns, pid;
	struct lct_hist hist;
};

static bool read_waits(const struct lct_task *task, struct lct_hist *h)
{
	if (!lct_hist_parse(h, task->cell[LCT_COLUMN_latency_hist]))
		return false;
	lct_task_number(task, LCT_COLUMN_runnable_ns, &h->sum_ns);
	lct_task_number(task, LCT_COLUMN_latency_max_ns, &h->max_ns);
	return true;
}

static int compare(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int by_identity(const void *a, const void *b)
{
	const struct lct_past_one *x = a, *y = b;
	int order = compare(x->tgid, y->tgid);

	if (!order)
		order = compare(x->born_ns, y->born_ns);
	return order ? order : compare(x->pid, y->pid);
}

/**
 * lct_past_note() - record the waits of tasks so far
 * @past:	the record, freed by the caller, also on failure
 * @tasks:	the tasks
 *
 * Return: 0 or -ENOMEM.
 */
int lct_past_note(struct lct_past *past, const struct lct_tasks *tasks)
{
	size_t i;

	past->nr = 0;
	past->one = calloc(tasks->nr + 1, sizeof(*past->one));
	if (!past->one)
		return -ENOMEM;
	for (i = 0; i < tasks->nr; i++) {
		const struct lct_task *task = &tasks->task[i];
		struct lct_past_one *one = &past->one[past->nr];

		one->tgid = task->tgid;
		one->born_ns = task->born_ns;
		one->pid = task->pid;
		past->nr += read_waits(task, &one->hist);
	}
	qsort(past->one, past->nr, sizeof(*past->one), by_identity);
	return 0;
}

/**
 * lct_past_free() - free what lct_past_note() has recorded
 * @past: the record
 */
void lct_past_free(struct lct_past *past)
{
	free(past->one);
	memset(past, 0, sizeof(*past));
}

/* The same task earlier; of two with the same birth, the one with the same PID. */
static const struct lct_past_one *find(const struct lct_past *past, const struct lct_task *task)
{
	const struct lct_past_one *found = NULL;
	size_t low = 0, high = past->nr;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;
		const struct lct_past_one *one = &past->one[mid];

		if (one->tgid < task->tgid ||
		    (one->tgid == task->tgid && one->born_ns < task->born_ns))
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < past->nr; low++) {
		const struct lct_past_one *one = &past->one[low];

		if (one->tgid != task->tgid || one->born_ns != task->born_ns)
			break;
		if (!found || one->pid == task->pid)
			found = one;
	}
	return found;
}

static void add(struct lct_waits *w, const struct lct_task *task, const struct lct_past *past)
{
	const struct lct_past_one *before = past ? find(past, task) : NULL;
	struct lct_hist h;

	w->threads++;
	w->living += !task->dead;
	if (!read_waits(task, &h))
		return;
	if (before)
		lct_hist_since(&h, &before->hist);
	lct_hist_add(&w->hist, &h);
}

/* The leader's record has the number of dead threads that should be found. */
static void count_evicted(struct lct_waits *w, const struct lct_task *task,
			  const struct lct_task *leader)
{
	int64_t dead_threads = 0;

	if (task != leader) {
		w->evicted -= task->dead;
		return;
	}
	lct_task_number(leader, LCT_COLUMN_dead_threads, &dead_threads);
	w->evicted += dead_threads;
	w->processes++;
	w->leader = leader;
}

static const struct lct_task *find_thread(const struct lct_family *f,
					  const struct lct_target *target)
{
	const struct lct_task *found = NULL;
	size_t i;

	for (i = 0; i < f->tasks->nr; i++) {
		const struct lct_task *task = &f->tasks->task[i];

		if (task->pid != target->pid ||
		    (target->is_pinned && task->born_ns != target->at_ns))
			continue;
		if (!found || !task->dead || (found->dead && task->end_ns > found->end_ns))
			found = task;
	}
	return found;
}

static void collect_thread(struct lct_waits *w, struct lct_target *target,
			   const struct lct_family *f, const struct lct_past *past)
{
	const struct lct_task *task = find_thread(f, target);

	if (!task)
		return;
	target->is_thread = true;
	target->is_pinned = true;
	target->at_ns = task->born_ns;
	w->leader = task;
	add(w, task, past);
}

static bool is_named(const struct lct_task *task, const char *pattern)
{
	char comm[LCT_CELL_TEXT];

	return lct_task_text(task, LCT_COLUMN_comm, comm, sizeof(comm)) &&
	       !fnmatch(pattern, comm, 0);
}

/**
 * lct_waits_collect() - sum up the waits of a target
 * @w:		the waits
 * @target:	the target; its PID means the same task in every later call
 * @f:		the family of all tasks
 * @past:	earlier waits to subtract, or NULL
 */
void lct_waits_collect(struct lct_waits *w, struct lct_target *target,
		       const struct lct_family *f, const struct lct_past *past)
{
	ssize_t process = -1;
	size_t i;

	memset(w, 0, sizeof(*w));
	if (target->pid && !target->is_thread)
		process = lct_family_find(f, target->pid,
					  target->is_pinned ? target->at_ns : INT64_MAX);
	if (target->pid && process < 0 && (target->is_thread || !target->is_pinned)) {
		collect_thread(w, target, f, past);
		return;
	}
	for (i = 0; i < f->tasks->nr; i++) {
		const struct lct_task *task = &f->tasks->task[i];
		const struct lct_task *leader = lct_family_leader(f, i);

		if (target->pid ? (ssize_t)f->owner[i] != process :
				  !is_named(leader, target->comm))
			continue;
		add(w, task, past);
		count_evicted(w, task, leader);
	}
	if (w->evicted < 0 || past)
		w->evicted = 0;
	if (target->pid && w->leader) {
		target->is_pinned = true;
		/* A time at which it was alive, so that the same task is found again. */
		if (!lct_task_number(w->leader, LCT_COLUMN_now_ns, &target->at_ns))
			target->at_ns = w->leader->end_ns;
	}
}
