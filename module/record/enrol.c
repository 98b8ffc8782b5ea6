// SPDX-License-Identifier: GPL-2.0
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>

#include "record/enrol.h"
#include "record/pool.h"
#include "record/stats.h"
#include "record/table.h"
#include "record/task.h"

/*
 * One walk over all threads. A stock run dry ends it: it is walked again, since
 * who has a record is left alone.
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
		/* One that finds no slot shall not use up the stock. */
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
	/* A walk that was cut short is made again, and meets them again. */
	for (; done && lost; lost--) {
		lc_stats_inc(enrolled);
		lc_stats_inc(lost_bound);
	}
	return done;
}

/**
 * lc_enrol_all() - give a record to every task that lives already
 *
 * Hooks are attached: a task born meanwhile may be met here or there, one
 * released meanwhile is met by its hook or is EXIT_DEAD, see lc_table_add().
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lc_enrol_all(void)
{
	int ret;

	do {
		ret = lc_pool_fill(LC_POOL_MAX);
		if (ret)
			return ret;
	} while (!enrol_walk());
	return 0;
}
