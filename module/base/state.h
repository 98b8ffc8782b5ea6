/* SPDX-License-Identifier: GPL-2.0 */
/* From the kernel's task states to ours. */
#ifndef LC_STATE_H
#define LC_STATE_H

#include <linux/sched.h>

#include "uapi/words.h"

/**
 * lc_state_waiting() - which of our states a waiting task is in
 * @state: its task->__state, not TASK_RUNNING
 * @task: the task
 *
 * The cgroup freezer leaves its tasks in an interruptible wait and marks them. A
 * parent that waits for a vforked child is marked too, but its wait is another.
 * A task that waits for a sleeping lock of PREEMPT_RT is in disk wait, as the
 * kernel reports it. TASK_WAKING says that a wakeup is under way already; what
 * the wait was is then not known, an interruptible one is assumed. The marks are
 * bits of a word that the task's other bits are in too, and change with the state;
 * who asks from another CPU gets what was true a moment ago, as with the state.
 *
 * Context: any.
 */
static __always_inline enum lc_state lc_state_waiting(unsigned int state,
						      const struct task_struct *task)
{
	if (likely((state & ~TASK_FREEZABLE) == TASK_INTERRUPTIBLE &&
		   !data_race(task->in_iowait || task->frozen)))
		return LC_STATE_SLEEPING;
	if (state & TASK_DEAD)
		return LC_STATE_ZOMBIE;
	if (state & __TASK_STOPPED)
		return LC_STATE_STOPPED;
	if (state & __TASK_TRACED)
		return LC_STATE_TRACED;
	if (state & TASK_FROZEN ||
	    (state & TASK_INTERRUPTIBLE && data_race(!!task->frozen)))
		return LC_STATE_FROZEN;
	if (state & TASK_PARKED)
		return LC_STATE_PARKED;
	if (data_race(!!task->in_iowait))
		return LC_STATE_IOWAIT;
	if (state & (TASK_UNINTERRUPTIBLE | TASK_RTLOCK_WAIT))
		return state & TASK_NOLOAD ? LC_STATE_IDLE : LC_STATE_DISK;
	return LC_STATE_SLEEPING;
}

/**
 * lc_state_now() - which of our states a task is in, as the kernel has it
 * @task: the task
 *
 * Context: any.
 */
static inline enum lc_state lc_state_now(const struct task_struct *task)
{
	unsigned int now = READ_ONCE(task->__state);

	if (READ_ONCE(task->exit_state))
		return LC_STATE_ZOMBIE;
	if (now == TASK_RUNNING)
		return READ_ONCE(task->on_cpu) ? LC_STATE_RUNNING : LC_STATE_RUNNABLE;
	return lc_state_waiting(now, task);
}

#endif /* LC_STATE_H */
