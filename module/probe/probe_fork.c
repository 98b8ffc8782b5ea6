// SPDX-License-Identifier: GPL-2.0
/* Calls of copy_process(), also those that fail. A birth has a hook of its own. */
#include <linux/err.h>
#include <linux/sched.h>

#include "base/clock.h"
#include "probe/probe.h"
#include "record/event_life.h"
#include "record/silence.h"
#include "record/stats.h"
#include "record/table.h"

/**
 * probe_copy_process_entry() - record the start of a copy_process() call
 * @ri: receives struct lc_fork_start in its data
 * @regs: unused
 *
 * Context: kretprobe, in the parent.
 * Return: 0, so that the return is probed.
 */
int probe_copy_process_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	((struct lc_fork_start *)ri->data)->start_ns = lc_clock_now();
	return 0;
}

/**
 * probe_copy_process() - record the duration and the result of a copy_process() call
 * @ri: carries struct lc_fork_start from the entry
 * @regs: return value of the function
 *
 * A kretprobe misses calls when too many are in progress, so the record of a birth
 * does not depend on it.
 *
 * Context: kretprobe, in the parent.
 * Return: 0.
 */
int probe_copy_process(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	u64 start_ns = ((struct lc_fork_start *)ri->data)->start_ns;
	void *child = (void *)regs_return_value(regs);
	/* A fork that a signal interrupts is restarted: user space does not see it fail. */
	bool failed = IS_ERR(child) && PTR_ERR(child) != -ERESTARTNOINTR;
	struct lc_task *rec;

	lc_probe_hit(copy_process);
	lc_silence_hit(LC_WATCHED_copy_process);
	if (failed)
		lc_stats_fork_failed(-PTR_ERR(child));
	rcu_read_lock();
	rec = lc_table_find(current);
	if (rec) {
		rec->forks_open = 0;
		rec->facts.fork_ns += lc_clock_now() - start_ns;
		rec->facts.forks_failed += failed;
	}
	if (lc_event_wanted() && failed && rec)
		lc_event_life_fork_failed(rec, -PTR_ERR(child));
	rcu_read_unlock();
	return 0;
}
