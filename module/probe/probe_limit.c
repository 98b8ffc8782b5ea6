// SPDX-License-Identifier: GPL-2.0
/* Resource limits that are set, by setrlimit(2) or prlimit(2). */
#include <linux/kernel.h>
#include <linux/resource.h>
#include <linux/sched.h>

#include "probe/probe.h"
#include "record/limit_setter.h"
#include "record/table.h"

/* The limits whose reaching can end a process. */
static const enum lc_rlimit limits[RLIM_NLIMITS] = {
	[RLIMIT_CPU] = LC_RLIMIT_CPU,
	[RLIMIT_RTTIME] = LC_RLIMIT_RTTIME,
	[RLIMIT_FSIZE] = LC_RLIMIT_FSIZE,
};

/**
 * probe_security_task_setrlimit_entry() - record that a limit is about to be set
 * @ri: receives struct lc_limit_change in its data
 * @regs: arguments: a thread of the process, and which limit
 *
 * The kernel has checked everything else before.
 *
 * Context: kretprobe, in the task that sets the limit.
 * Return: 0 if the return is to be probed.
 */
int probe_security_task_setrlimit_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct lc_limit_change *change = (void *)ri->data;
	unsigned long resource = (u32)regs_get_kernel_argument(regs, 1);

	change->task = (void *)regs_get_kernel_argument(regs, 0);
	change->limit = resource < ARRAY_SIZE(limits) ? limits[resource] : LC_RLIMIT_NONE;
	return !change->limit;
}

/**
 * probe_security_task_setrlimit() - record which process sets a limit
 * @ri: carries struct lc_limit_change from the entry
 * @regs: return value of the function: 0 if the limit is set
 *
 * Context: kretprobe, in the task that sets the limit, the task_lock() of the process's
 * leader held.
 * Return: 0.
 */
int probe_security_task_setrlimit(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	const struct lc_limit_change *change = (void *)ri->data;
	struct lc_task *leader;

	lc_probe_hit(security_task_setrlimit);
	if ((int)regs_return_value(regs))
		return 0;
	rcu_read_lock();
	leader = lc_table_leader(change->task);
	if (leader)
		lc_limit_setter_note(leader, change->limit, current);
	rcu_read_unlock();
	return 0;
}
