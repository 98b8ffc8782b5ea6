// SPDX-License-Identifier: GPL-2.0
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>

#include "record/enrol.h"
#include "record/stats.h"
#include "record/table.h"
#include "record/task.h"

/*
 * Walk over all threads once. An empty reserve ends the walk early. It is then
 * repeated, since tasks that have a record are skipped.
 */
static bool enrol_walk(void)
{
	struct task_struct *process, *task;
	struct lc_task *rec;
	unsigned int lost = 0;
	bool done = true;

	rcu_read_lock();
	for_each_process_thread(process, task) {
		if (lc_table_find(task))
			continue;
		/* A task that finds no slot must not use up the reserve. */
		if (lc_table_is_full()) {
			lost++;
			continue;
		}
		rec = lc_task_new(task, LC_STATE_UNKNOWN);
		if (!rec) {
			done = false;
			goto out;
		}
		switch (lc_table_add(rec)) {
		case 0:
			lc_stats_inc(enrolled);
			continue;
		case -ENOSPC:
			lost++;
		}
		lc_task_drop(rec);
	}
out:
	rcu_read_unlock();
	/* A walk that ended early is repeated, and meets these tasks again. */
	for (; done && lost; lost--) {
		lc_stats_inc(enrolled);
		lc_stats_inc(lost_bound);
	}
	return done;
}

/**
 * lc_enrol_all() - create a record for every task that is already alive
 *
 * Hooks are attached. A task born during the walk may be added here or by its
 * hook. A task released during the walk is seen by its hook, or it is EXIT_DEAD,
 * see lc_table_add().
 *
 * Context: Process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lc_enrol_all(void)
{
	int ret;

	do {
		ret = lc_task_fill();
		if (ret)
			return ret;
	} while (!enrol_walk());
	return 0;
}
