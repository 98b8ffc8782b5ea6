/* SPDX-License-Identifier: GPL-2.0 */
/* Which system call a task is in: at times only that tells why something happens. */
#ifndef LC_SYSCALL_H
#define LC_SYSCALL_H

#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/unistd.h>
#ifdef CONFIG_IA32_EMULATION
#include <asm/unistd_32_ia32.h>
#endif

static inline bool lc_syscall_has_nr(const struct task_struct *task, int nr, int nr_ia32)
{
	int now;

	if (task->flags & PF_KTHREAD)
		return false;
	now = task_pt_regs(task)->orig_ax;
#ifdef CONFIG_IA32_EMULATION
	if (task->thread_info.status & TS_COMPAT)
		return now == nr_ia32;
#endif
	return now == nr;
}

/**
 * lc_syscall_is() - whether a task is in a system call
 * @task: current
 * @name: what the call is named in unistd.h
 *
 * Context: the task's own, and not that of an interrupt.
 */
#ifdef CONFIG_IA32_EMULATION
#define lc_syscall_is(task, name) lc_syscall_has_nr(task, __NR_##name, __NR_ia32_##name)
#else
#define lc_syscall_is(task, name) lc_syscall_has_nr(task, __NR_##name, -1)
#endif

#endif /* LC_SYSCALL_H */
