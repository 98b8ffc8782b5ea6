// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>

#include "base/guard.h"

/**
 * lc_guard_of() - get who may look into a process now
 * @task: a task of the process
 * @gone: the result if the task has left its memory
 *
 * Context: RCU read-side critical section. If @task is not current, process context in
 * which a spinlock_t may be taken.
 * Return: who may.
 */
enum lc_guard lc_guard_of(struct task_struct *task, enum lc_guard gone)
{
	const struct user_namespace *user_ns;
	bool dumpable;

	if (!lc_compat_dumpable(task, &dumpable, &user_ns))
		return gone;
	if (dumpable)
		return LC_GUARD_USER;
	return user_ns == __task_cred(task)->user_ns ? LC_GUARD_USERNS : LC_GUARD_MACHINE;
}
