/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Differences between kernel versions. No other file knows kernel versions.
 * Force-included. The rest of the module is written for the newest kernel; each
 * entry here gives older kernels the same name.
 */
#ifndef LC_COMPAT_H
#define LC_COMPAT_H

/* Here because it must precede the first header that prints. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/version.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

/*
 * 5.14, commit 2f064a59a11f: task->state was renamed to task->__state and became
 * an unsigned int.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 14, 0)
#define __state state
#endif

/*
 * 5.17, commit 2f824d4d197e: a process that dumps core has SIGNAL_GROUP_EXIT set.
 * Before, it had a flag of its own until the dump was complete.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
#define LC_SIGNAL_EXIT (SIGNAL_GROUP_EXIT | SIGNAL_GROUP_COREDUMP)
#else
#define LC_SIGNAL_EXIT SIGNAL_GROUP_EXIT
#endif

/**
 * lc_compat_group_exits() - check whether a thread group is exiting
 * @signal: signal_struct of the group
 *
 * Context: Any context.
 * Return: true if the whole process is exiting, also while it dumps core.
 */
static inline bool lc_compat_group_exits(const struct signal_struct *signal)
{
	return READ_ONCE(signal->flags) & LC_SIGNAL_EXIT;
}

/**
 * lc_compat_group_exiting() - check whether the way in which a process ends is final
 * @signal: signal_struct of the process
 *
 * Context: The siglock of the process is held.
 * Return: true if no signal can change it any more; false during a core dump, where
 * SIGKILL still does.
 */
static inline bool lc_compat_group_exiting(const struct signal_struct *signal)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
	return signal->flags & SIGNAL_GROUP_EXIT;
#else
	return signal->flags & SIGNAL_GROUP_EXIT && !signal->core_state;
#endif
}

/**
 * lc_compat_group_execs() - check whether an exec is ending the other threads of a group
 * @signal: signal_struct of the group
 *
 * 5.17, commit 60700e38fb68: such an exec has a field of its own. Before, it is a
 * group_exit_task without the flags.
 *
 * Context: Any context.
 * Return: true while a thread waits in exec for the others to exit.
 */
static inline bool lc_compat_group_execs(const struct signal_struct *signal)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
	return READ_ONCE(signal->group_exit_task) && !lc_compat_group_exits(signal);
#else
	return READ_ONCE(signal->group_exec_task);
#endif
}

/**
 * lc_compat_exec_thread() - get the thread that waits in an exec for the others to exit
 * @signal: signal_struct of the group
 *
 * Context: Any context. Only to be compared, unless the caller keeps it alive.
 * Return: the thread, or NULL.
 */
static inline const struct task_struct *
lc_compat_exec_thread(const struct signal_struct *signal)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
	return lc_compat_group_exits(signal) ? NULL : READ_ONCE(signal->group_exit_task);
#else
	return READ_ONCE(signal->group_exec_task);
#endif
}

/**
 * lc_compat_group_dumps_core() - check whether a process is dumping core
 * @signal: signal_struct of the process
 *
 * 5.17, commit 2f824d4d197e: see LC_SIGNAL_EXIT.
 *
 * Context: Any context.
 * Return: true from the fatal signal until the dump is complete.
 */
static inline bool lc_compat_group_dumps_core(const struct signal_struct *signal)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 17, 0)
	return READ_ONCE(signal->flags) & SIGNAL_GROUP_COREDUMP;
#else
	return READ_ONCE(signal->core_state);
#endif
}

/*
 * 5.18, commit fa2c3254d7cf: sched_switch passes the state that prev had before the
 * scheduler checked for pending signals. Older kernels have only the task's own
 * state, which a waker on another CPU may already have changed to TASK_WAKING.
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

/* 6.1, commit f5d39b020809: the freezer has a task state of its own. */
#ifndef TASK_FROZEN
#define TASK_FROZEN 0
#define TASK_FREEZABLE 0
#endif

/* 5.15, commit cd781d0ce8cb: state of a wait for a sleeping spinlock of PREEMPT_RT. */
#ifndef TASK_RTLOCK_WAIT
#define TASK_RTLOCK_WAIT 0
#endif

/* 6.12, commit f0e1a0643a59: the extensible scheduling class. */
#ifndef SCHED_EXT
#define SCHED_EXT 7
#endif

/* 5.13, commit fb6cc127e0b6: si_code of a performance event's SIGTRAP. */
#ifndef TRAP_PERF
#define TRAP_PERF 6
#endif

/*
 * 6.4, commit 54e6842d0775: workers that serve a user process but never run in user
 * space (vhost). io workers are older; they are threads of their process since 5.12.
 */
#ifndef PF_USER_WORKER
#define PF_USER_WORKER 0
#endif

/* 6.16: sched_process_exit passes whether the whole thread group is dead. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
#define LC_SCHED_PROCESS_EXIT_ARGS	void *data, struct task_struct *task
#else
#define LC_SCHED_PROCESS_EXIT_ARGS					\
	void *data, struct task_struct *task, bool group_dead
#endif

/* 5.14, commit f39650de687e: panic_notifier_list moved to a header of its own. */
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

/* 6.15, commit 633488947ef6: the parent of a kernfs node is protected by RCU. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 15, 0)
#define lc_compat_kernfs_parent(node)	READ_ONCE((node)->parent)
#else
#define lc_compat_kernfs_parent(node)	rcu_dereference((node)->__parent)
#endif

/*
 * References to a user namespace. 5.11, commit 265cbd62e034: all namespaces count them in
 * the same member. 6.18: it was renamed, and has functions of its own.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 11, 0)
#define lc_compat_user_ns_refs(user_ns)	atomic_read(&(user_ns)->count)
#elif LINUX_VERSION_CODE < KERNEL_VERSION(6, 18, 0)
#define lc_compat_user_ns_refs(user_ns)	refcount_read(&(user_ns)->ns.count)
#else
#define lc_compat_user_ns_refs(user_ns)	ns_ref_read(user_ns)
#endif

/* 6.7, commit 0ede61d8589c: memory of files is reused at once, so the pointer is read again. */
#include <linux/fs.h>
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
static inline struct file *lc_compat_get_file(struct file __rcu **from)
{
	struct file *file = rcu_dereference(*from);

	return file && get_file_rcu(file) ? file : NULL;
}
#else
#define lc_compat_get_file(from) get_file_rcu(from)
#endif

#include <linux/sched/coredump.h>
#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 2, 0)
#include <linux/sched/task.h>
static inline bool lc_compat_mm_dumpable(struct mm_struct *mm, bool *dumpable,
					 const struct user_namespace **user_ns)
{
	if (!mm)
		return false;
	*dumpable = get_dumpable(mm) == SUID_DUMP_USER;
	*user_ns = mm->user_ns;
	return true;
}
#endif

/**
 * lc_compat_dumpable() - get whether a process is dumpable by its own user
 * @task: a task of it
 * @dumpable: receives whether it is
 * @user_ns: receives the user namespace over which the capability counts if it is not;
 *	     for comparison only
 *
 * 7.2: the dumpable state moved from the mm to the task.
 *
 * Context: RCU read-side critical section. If @task is not current, process context.
 * Return: false if the task has no memory, with nothing set.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(7, 2, 0)
static inline bool lc_compat_dumpable(struct task_struct *task, bool *dumpable,
				      const struct user_namespace **user_ns)
{
	bool has_mm;

	/* Only the task itself leaves its memory. */
	if (task == current)
		return lc_compat_mm_dumpable(task->mm, dumpable, user_ns);
	task_lock(task);
	has_mm = lc_compat_mm_dumpable(task->mm, dumpable, user_ns);
	task_unlock(task);
	return has_mm;
}
#else
#include <linux/sched/exec_state.h>
static inline bool lc_compat_dumpable(struct task_struct *task, bool *dumpable,
				      const struct user_namespace **user_ns)
{
	const struct task_exec_state *state = rcu_dereference(task->exec_state);

	if (!state)
		return false;
	*dumpable = READ_ONCE(state->dumpable) == TASK_DUMPABLE_OWNER;
	*user_ns = state->user_ns;
	return true;
}
#endif

/*
 * For large variables that are written before they are read: many kernels zero all
 * variables on the stack (INIT_STACK_ALL_ZERO).
 */
#if __has_attribute(uninitialized)
#define lc_compat_uninitialized __attribute__((uninitialized))
#else
#define lc_compat_uninitialized
#endif

/*
 * 6.17, commit 128ea9f6ccfb: the unbound workqueue has a new name. From 7.2 on, using the
 * old one is logged.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 17, 0)
#define system_dfl_wq system_unbound_wq
#endif

/*
 * With CONFIG_PROVE_RCU the kernel's iterator over the threads of a process refers
 * to tasklist_lock, which is not exported to modules. Here callers are RCU readers.
 */
#ifdef CONFIG_PROVE_RCU
#undef __for_each_thread
#define __for_each_thread(signal, t)					\
	list_for_each_entry_rcu(t, &(signal)->thread_head, thread_node)
#endif

/*
 * The groups of the fair class. 6.18, commit e1fad12dcb66: tasks are throttled one by one, and
 * only on their way to user space.
 */
#ifdef CONFIG_CFS_BANDWIDTH
#define lc_compat_queue(se) READ_ONCE((se)->cfs_rq)
#define lc_compat_parent(se) READ_ONCE((se)->parent)
#define lc_compat_task_group(task) READ_ONCE((task)->sched_task_group)
#else
#define lc_compat_queue(se) NULL
#define lc_compat_parent(se) NULL
#define lc_compat_task_group(task) NULL
#endif
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 18, 0) || !defined(CONFIG_CFS_BANDWIDTH)
#define LC_COMPAT_THROTTLES_TASKS false
#define lc_compat_is_throttled(task) false
#else
#define LC_COMPAT_THROTTLES_TASKS true
#define lc_compat_is_throttled(task) READ_ONCE((task)->throttled)
#endif

/*
 * An ftrace_ops sees the arguments of a function: with all registers (SAVE_REGS), or with the
 * arguments alone, which is cheaper.
 *
 * 5.11, commit 02a474ca266a: x86 passes the arguments without being asked for registers.
 * 5.11, commit a25d036d939a: a callback protects itself from recursion unless it asks for it.
 * 6.2, commit 94d095ffa0e1: ftrace_regs_get_argument().
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 11, 0)
#ifdef CONFIG_DYNAMIC_FTRACE_WITH_REGS
#define LC_FTRACE_REGS struct pt_regs
#define LC_FTRACE_FLAGS (FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_RECURSION_SAFE)
#define lc_compat_ftrace_argument(regs, n) regs_get_kernel_argument(regs, n)
#endif
#elif defined(CONFIG_DYNAMIC_FTRACE_WITH_ARGS)
#define LC_FTRACE_REGS struct ftrace_regs
#define LC_FTRACE_FLAGS 0
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 2, 0)
#define lc_compat_ftrace_argument(regs, n) regs_get_kernel_argument(&(regs)->regs, n)
#else
#define lc_compat_ftrace_argument(regs, n) ftrace_regs_get_argument(regs, n)
#endif
#endif

#endif /* LC_COMPAT_H */
