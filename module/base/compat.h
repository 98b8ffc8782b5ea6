/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Differences between kernels, and the only place that knows kernel versions.
 * Force-included; the rest of the module reads as for the newest kernel, each
 * entry here gives older ones the same name.
 */
#ifndef LC_COMPAT_H
#define LC_COMPAT_H

/* Here because it has to come before the first header that prints. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/version.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

/*
 * 5.14, commit 2f064a59a11f: task->state became task->__state, and with it
 * came unsigned int.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 14, 0)
#define __state state
#endif

/*
 * 5.17, commit 2f824d4d197e: a process that dumps core has been told to exit;
 * before, it had a flag of its own until it was done.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
#define LC_SIGNAL_EXIT (SIGNAL_GROUP_EXIT | SIGNAL_GROUP_COREDUMP)
#else
#define LC_SIGNAL_EXIT SIGNAL_GROUP_EXIT
#endif

/* Whether a process has been told to exit. */
static inline bool lc_compat_group_exits(const struct signal_struct *signal)
{
	return READ_ONCE(signal->flags) & LC_SIGNAL_EXIT;
}

/*
 * Whether no signal changes any more how a process ends, which SIGKILL does while
 * core is dumped. Under its siglock.
 */
static inline bool lc_compat_is_doomed(const struct signal_struct *signal)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
	return signal->flags & SIGNAL_GROUP_EXIT;
#else
	return signal->flags & SIGNAL_GROUP_EXIT && !signal->core_state;
#endif
}

/*
 * 5.17, commit 60700e38fb68: an exec that ends the other threads has a field
 * of its own; before, it is a group_exit_task without the flags.
 */
static inline bool lc_compat_group_execs(const struct signal_struct *signal)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
	return READ_ONCE(signal->group_exit_task) && !lc_compat_group_exits(signal);
#else
	return READ_ONCE(signal->group_exec_task);
#endif
}

/*
 * 5.18, commit fa2c3254d7cf: sched_switch passes prev's state from before the
 * scheduler looked for pending signals. Older kernels only have the task's
 * own state, which a waker on another CPU may have made TASK_WAKING by now.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 18, 0)
#define LC_SCHED_SWITCH_ARGS						\
	void *data, bool preempt, struct task_struct *prev,		\
	struct task_struct *next
#define lc_compat_prev_state(prev)	READ_ONCE((prev)->__state)
#else
#define LC_SCHED_SWITCH_ARGS						\
	void *data, bool preempt, struct task_struct *prev,		\
	struct task_struct *next, unsigned int prev_state
#define lc_compat_prev_state(prev)	(prev_state)
#endif

/* 6.1, commit f5d39b020809: the freezer has a state of its own. */
#ifndef TASK_FROZEN
#define TASK_FROZEN 0
#define TASK_FREEZABLE 0
#endif

/* 5.15, commit cd781d0ce8cb: waits for PREEMPT_RT's sleeping spinlocks. */
#ifndef TASK_RTLOCK_WAIT
#define TASK_RTLOCK_WAIT 0
#endif

/* 6.12, commit f0e1a0643a59: the extensible scheduling class. */
#ifndef SCHED_EXT
#define SCHED_EXT 7
#endif

/*
 * 6.4, commit 54e6842d0775: workers that run for a user process but never in
 * it (vhost); io workers, threads of their process since 5.12, came before.
 */
#ifndef PF_USER_WORKER
#define PF_USER_WORKER 0
#endif

/* 6.16: sched_process_exit says whether the whole group is dead. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
#define LC_SCHED_PROCESS_EXIT_ARGS	void *data, struct task_struct *task
#else
#define LC_SCHED_PROCESS_EXIT_ARGS					\
	void *data, struct task_struct *task, bool group_dead
#endif

/* 5.14, commit f39650de687e: where panic_notifier_list is declared. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 14, 0)
#include <linux/kernel.h>
#else
#include <linux/panic_notifier.h>
#endif

/* 6.18, commit edd3cb05c00a: clone flags are a u64; before, an unsigned long here. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 18, 0)
#define LC_TASK_NEWTASK_ARGS						\
	void *data, struct task_struct *task, unsigned long clone_flags
#else
#define LC_TASK_NEWTASK_ARGS						\
	void *data, struct task_struct *task, u64 clone_flags
#endif

/* 6.15, commit 633488947ef6: a kernfs node's parent is under RCU. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 15, 0)
#define lc_compat_kernfs_parent(node)	READ_ONCE((node)->parent)
#else
#define lc_compat_kernfs_parent(node)	rcu_dereference((node)->__parent)
#endif

/*
 * 7.2: whether a process may be looked into moved from its memory to the task.
 * Of current only: another's memory may be going.
 */
#include <linux/sched/coredump.h>
#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 2, 0)
static inline bool lc_compat_is_dumpable(void)
{
	return current->mm && get_dumpable(current->mm) == SUID_DUMP_USER;
}
#else
#include <linux/sched/exec_state.h>
static inline bool lc_compat_is_dumpable(void)
{
	return rcu_dereference(current->exec_state)->dumpable == TASK_DUMPABLE_OWNER;
}
#endif

/*
 * Where RCU's rules are checked, the kernel's own walk over a process's threads
 * names tasklist_lock, which no module can. Here RCU's read side is held.
 */
#ifdef CONFIG_PROVE_RCU
#undef __for_each_thread
#define __for_each_thread(signal, t)					\
	list_for_each_entry_rcu(t, &(signal)->thread_head, thread_node)
#endif

#endif /* LC_COMPAT_H */
