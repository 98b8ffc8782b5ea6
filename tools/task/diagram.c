// SPDX-License-Identifier: GPL-2.0
/* The life-cycle diagram of a task: what its account says of states and ways. */
#include <string.h>

#include "task/diagram.h"

static const struct {
	const char *name;
	enum lc_column_id ns, entries;
} waits[LC_WAITS_NR] = {
	{ "sleeping", LC_COLUMN_sleep_ns, LC_COLUMN_sleep_entries },
	{ "disk", LC_COLUMN_disk_ns, LC_COLUMN_disk_entries },
	{ "iowait", LC_COLUMN_iowait_ns, LC_COLUMN_iowait_entries },
	{ "stopped", LC_COLUMN_stopped_ns, LC_COLUMN_stopped_entries },
	{ "traced", LC_COLUMN_traced_ns, LC_COLUMN_traced_entries },
	{ "parked", LC_COLUMN_parked_ns, LC_COLUMN_parked_entries },
	{ "idle", LC_COLUMN_idle_ns, LC_COLUMN_idle_entries },
	{ "frozen", LC_COLUMN_frozen_ns, LC_COLUMN_frozen_entries },
};

static struct lc_stage stage(const struct lc_task *task, const char *name,
			     enum lc_column_id ns, int64_t entered)
{
	const char *state = task->cell[LC_COLUMN_state];
	struct lc_stage s = { .ns = lc_task_number_or(task, ns, 0), .entered = entered };

	s.is_here = state && !strcmp(state, name);
	s.left = s.entered > s.is_here ? s.entered - s.is_here : 0;
	if (s.ns || s.entered)
		s.name = name;
	return s;
}

static void make_start(struct lc_diagram *d, const struct lc_task *task)
{
	if (task->cell[LC_COLUMN_birth])
		d->start = stage(task, "new", LC_COLUMN_new_ns, 1);
	else
		d->start = stage(task, "unknown", LC_COLUMN_unknown_ns, 1);
}

static void make_end(struct lc_diagram *d, const struct lc_task *task)
{
	const char *state = task->cell[LC_COLUMN_state];
	bool is_zombie = state && !strcmp(state, "zombie");

	d->zombie = stage(task, "zombie", LC_COLUMN_zombie_ns, task->dead || is_zombie);
	d->reaped = task->dead;
	d->reaper = lc_task_number_or(task, LC_COLUMN_reaper_pid, 0);
}

/**
 * lc_diagram_make() - find the way of a task through the states
 * @d:		the way
 * @task:	the task
 *
 * What ends a run is counted, but for preemption: it is what remains. The same
 * holds for what begins a wait for a CPU, and the start.
 *
 * Return: false if the module has not counted the states.
 */
bool lc_diagram_make(struct lc_diagram *d, const struct lc_task *task)
{
	int64_t runs = lc_task_number_or(task, LC_COLUMN_runs, 0), waited = 0, woken = 0;
	int i;

	memset(d, 0, sizeof(*d));
	if (!task->cell[LC_COLUMN_runnable_entries])
		return false;
	make_start(d, task);
	make_end(d, task);
	d->runnable = stage(task, "runnable", LC_COLUMN_runnable_ns,
			    lc_task_number_or(task, LC_COLUMN_runnable_entries, 0));
	d->running = stage(task, "running", LC_COLUMN_run_ns, runs);
	for (i = 0; i < LC_WAITS_NR; i++) {
		struct lc_stage *w = &d->wait[d->nwaits];

		*w = stage(task, waits[i].name, waits[i].ns,
			   lc_task_number_or(task, waits[i].entries, 0));
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
