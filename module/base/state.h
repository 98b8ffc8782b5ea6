/* SPDX-License-Identifier: GPL-2.0 */
/* Maps the kernel's task states to an enum lc_state. */
#ifndef LC_STATE_H
#define LC_STATE_H

#include <linux/sched.h>

#include "uapi/words.h"

/**
 * lc_state_waiting() - map the state of a waiting task
 * @state: task->__state of the task, not TASK_RUNNING
 * @task: task
 *
 * The cgroup freezer puts its tasks into an interruptible wait and marks them. It
 * also marks a parent that waits for a vforked child, but that wait is a different
 * one. A task that waits for a sleeping lock of PREEMPT_RT is in disk wait, as the
 * kernel reports it. TASK_WAKING means that a wakeup is in progress; the kind of
 * wait is then unknown, and an interruptible one is assumed.
 *
 * The marks are bits of a word that other bits of the task share. They change with
 * the state. A caller on another CPU gets the marks of a moment ago, as it does with
 * the state.
 *
 * Context: Any context.
 * Return: the state that the task is in.
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
 * lc_state_now() - get the current state of a task from the kernel
 * @task: task
 *
 * Context: Any context.
 * Return: the state that the task is in.
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
