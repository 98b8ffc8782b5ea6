// SPDX-License-Identifier: GPL-2.0
/* The life-cycle diagram of a task: its states and transitions, from its record. */
#include <string.h>

#include "task/diagram.h"

static const struct {
	const char *name;
	enum lct_column_id ns, entries;
} waits[LCT_WAITS_NR] = {
	{ "sleeping", LCT_COLUMN_sleep_ns, LCT_COLUMN_sleep_entries },
	{ "disk", LCT_COLUMN_disk_ns, LCT_COLUMN_disk_entries },
	{ "iowait", LCT_COLUMN_iowait_ns, LCT_COLUMN_iowait_entries },
	{ "stopped", LCT_COLUMN_stopped_ns, LCT_COLUMN_stopped_entries },
	{ "traced", LCT_COLUMN_traced_ns, LCT_COLUMN_traced_entries },
	{ "parked", LCT_COLUMN_parked_ns, LCT_COLUMN_parked_entries },
	{ "idle", LCT_COLUMN_idle_ns, LCT_COLUMN_idle_entries },
	{ "frozen", LCT_COLUMN_frozen_ns, LCT_COLUMN_frozen_entries },
};

static struct lct_stage stage(const struct lct_task *task, const char *name,
			      enum lct_column_id ns, int64_t entered)
{
	const char *state = task->cell[LCT_COLUMN_state];
	struct lct_stage s = { .ns = lct_task_number_or(task, ns, 0), .entered = entered };

	s.is_here = state && !strcmp(state, name);
	s.left = s.entered > s.is_here ? s.entered - s.is_here : 0;
	if (s.ns || s.entered)
		s.name = name;
	return s;
}

static void make_start(struct lct_diagram *d, const struct lct_task *task)
{
	if (task->cell[LCT_COLUMN_birth])
		d->start = stage(task, "new", LCT_COLUMN_new_ns, 1);
	else
		d->start = stage(task, "unknown", LCT_COLUMN_unknown_ns, 1);
}

static void make_end(struct lct_diagram *d, const struct lct_task *task)
{
	const char *state = task->cell[LCT_COLUMN_state];
	bool is_zombie = state && !strcmp(state, "zombie");

	d->zombie = stage(task, "zombie", LCT_COLUMN_zombie_ns, task->dead || is_zombie);
	d->reaped = task->dead;
	d->reaper = lct_task_number_or(task, LCT_COLUMN_reaper_pid, 0);
}

/**
 * lct_diagram_make() - compute the transitions of a task
 * @d:		the diagram
 * @task:	the task
 *
 * All transitions out of running are counted except preemption, which is the
 * remainder. The same holds for transitions into runnable, except the start.
 *
 * Return: false if the module has not counted the states.
 */
bool lct_diagram_make(struct lct_diagram *d, const struct lct_task *task)
{
	int64_t runs = lct_task_number_or(task, LCT_COLUMN_runs, 0), waited = 0, woken = 0;
	int i;

	memset(d, 0, sizeof(*d));
	if (!task->cell[LCT_COLUMN_runnable_entries])
		return false;
	make_start(d, task);
	make_end(d, task);
	d->runnable = stage(task, "runnable", LCT_COLUMN_runnable_ns,
			    lct_task_number_or(task, LCT_COLUMN_runnable_entries, 0));
	d->running = stage(task, "running", LCT_COLUMN_run_ns, runs);
	for (i = 0; i < LCT_WAITS_NR; i++) {
		struct lct_stage *w = &d->wait[d->nwaits];

		*w = stage(task, waits[i].name, waits[i].ns,
			   lct_task_number_or(task, waits[i].entries, 0));
		waited += w->entered;
		woken += w->left;
		d->nwaits += !!w->name;
	}
	d->preempted = d->running.left - waited - d->zombie.entered;
	if (d->preempted < 0)
		d->preempted = 0;
	d->start.left = d->runnable.entered - woken - d->preempted > 0;
	return true;
}
