// SPDX-License-Identifier: GPL-2.0
/* Resource limits that are set, by setrlimit(2) or prlimit(2). */
#include <linux/kernel.h>
#include <linux/resource.h>
#include <linux/sched/signal.h>

#include "probe/probe.h"
#include "record/limit_setter.h"
#include "record/table.h"

/* The limits whose reaching can end a process. */
static const enum lc_rlimit limits[RLIM_NLIMITS] = {
	[RLIMIT_CPU] = LC_RLIMIT_CPU,
	[RLIMIT_RTTIME] = LC_RLIMIT_RTTIME,
	[RLIMIT_FSIZE] = LC_RLIMIT_FSIZE,
};

/* What a limit is and what it is to be: many programs set the limits that they have. */
static u8 parts_changed(enum lc_rlimit limit, const struct rlimit *old, const struct rlimit *new)
{
	u8 parts = 0;

	if (new->rlim_cur != old->rlim_cur)
		parts |= LC_LIMIT_SOFT(limit);
	if (new->rlim_max != old->rlim_max)
		parts |= LC_LIMIT_HARD(limit);
	return parts;
}

/**
 * probe_security_task_setrlimit_entry() - record that a limit is about to be set
 * @ri: receives struct lc_limit_change in its data
 * @regs: arguments: a thread of the process, which limit, and its new value
 *
 * The kernel has checked everything else before.
 *
 * Context: kretprobe, in the task that sets the limit, the task_lock() of the process's
 * leader held: the old value does not change.
 * Return: 0 if the return is to be probed.
 */
int probe_security_task_setrlimit_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	struct lc_limit_change *change = (void *)ri->data;
	unsigned long resource = (u32)regs_get_kernel_argument(regs, 1);

	if (resource >= ARRAY_SIZE(limits) || !limits[resource])
		return 1;
	change->task = (void *)regs_get_kernel_argument(regs, 0);
	change->parts = parts_changed(limits[resource], &change->task->signal->rlim[resource],
				      (void *)regs_get_kernel_argument(regs, 2));
	return !change->parts;
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
		lc_limit_setter_note(leader, change->parts, current);
	rcu_read_unlock();
	return 0;
}
