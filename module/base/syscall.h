/* SPDX-License-Identifier: GPL-2.0 */
/* Identifies the system call of a task. Sometimes nothing else tells why an event happens. */
#ifndef LC_SYSCALL_H
#define LC_SYSCALL_H

#include <linux/sched.h>
#include <linux/sched/task_stack.h>
#include <linux/unistd.h>
#include <asm/syscall.h>
#ifdef CONFIG_IA32_EMULATION
#include <asm/unistd_32_ia32.h>
#endif

/* Compares the number with that of the task's ABI: @nr, or @nr_ia32 for a 32-bit call. */
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
 * lc_syscall_is() - check whether a task is in a given system call
 * @task: current
 * @name: name of the system call, as in unistd.h
 *
 * Context: In the task itself, not in an interrupt.
 * Return: true if the task is in that system call.
 */
#ifdef CONFIG_IA32_EMULATION
#define lc_syscall_is(task, name) lc_syscall_has_nr(task, __NR_##name, __NR_ia32_##name)
#else
#define lc_syscall_is(task, name) lc_syscall_has_nr(task, __NR_##name, -1)
#endif

/**
 * lc_syscall_argument() - get an argument of the system call that a task is in
 * @task: current
 * @n: which argument, from 0
 *
 * Context: In the task itself, not in an interrupt.
 * Return: the argument as user space has passed it, of either ABI.
 */
static inline unsigned long lc_syscall_argument(struct task_struct *task, unsigned int n)
{
	unsigned long arguments[6];

	syscall_get_arguments(task, task_pt_regs(task), arguments);
	return arguments[n];
}

#endif /* LC_SYSCALL_H */
