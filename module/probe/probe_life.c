// SPDX-License-Identifier: GPL-2.0
/*
 * Birth, exec, exit and release. All run in the context of a task, outside of
 * the scheduler; what is written belongs to current or to a task that cannot
 * run yet or any more.
 *
 * From 7.2 on tracepoints are no RCU read side, so each takes its own.
 */
#include <linux/binfmts.h>
#include <linux/err.h>
#include <linux/sched/signal.h>
#include <linux/seccomp.h>
#include <trace/events/sched.h>

#include "base/clock.h"
#include "base/path.h"
#include "base/syscall.h"
#include "probe/probe.h"
#include "record/life.h"
#include "record/oom.h"
#include "record/process.h"
#include "record/stats.h"
#include "record/table.h"

DEFINE_PER_CPU(struct lc_probe_hits, lc_probe_hits);

/**
 * probe_copy_process_entry() - copy_process() begins
 * @ri: receives struct lc_fork_start
 * @regs: unused
 *
 * Context: kretprobe, in the parent.
 */
int probe_copy_process_entry(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	((struct lc_fork_start *)ri->data)->start_ns = lc_clock_now();
	return 0;
}

/**
 * probe_copy_process() - copy_process() has ended: count its time and failures
 * @ri: carries struct lc_fork_start from the entry
 * @regs: the return value
 *
 * Kretprobes miss calls when too many are under way, so no birth hangs on it.
 *
 * Context: kretprobe, in the parent.
 */
int probe_copy_process(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	u64 start_ns = ((struct lc_fork_start *)ri->data)->start_ns;
	void *child = (void *)regs_return_value(regs);
	/* A fork that a signal interrupts is begun again: no one sees it fail. */
	bool failed = IS_ERR(child) && PTR_ERR(child) != -ERESTARTNOINTR;
	struct lc_task *rec;

	lc_probe_hit(copy_process);
	if (failed)
		lc_stats_fork_failed(-PTR_ERR(child));
	rcu_read_lock();
	rec = lc_table_find(current);
	if (rec) {
		rec->facts.fork_ns += lc_clock_now() - start_ns;
		rec->facts.forks_failed += failed;
	}
	rcu_read_unlock();
	return 0;
}

static enum lc_birth birth_of(struct task_struct *task, u64 clone_flags)
{
	if (task->flags & (PF_IO_WORKER | PF_USER_WORKER))
		return LC_BIRTH_IOWORKER;
	if (task->flags & PF_KTHREAD)
		return LC_BIRTH_KTHREAD;
	if (clone_flags & CLONE_THREAD)
		return LC_BIRTH_THREAD;
	return clone_flags & CLONE_VFORK ? LC_BIRTH_VFORK : LC_BIRTH_FORK;
}

/*
 * A task was born. The idle tasks of CPUs that come up are made here too, and are
 * nobody's record.
 *
 * Context: task_newtask, at the end of copy_process(), in the parent; the child has
 * not run.
 */
void probe_task_newtask(LC_TASK_NEWTASK_ARGS)
{
	struct lc_task *rec, *maker;

	lc_probe_hit(task_newtask);
	if (!task->pid)
		return;
	rcu_read_lock();
	maker = lc_table_find(current);
	if (maker)
		maker->facts.forks++;
	rec = lc_life_birth(task);
	if (rec) {
		rec->facts.birth = birth_of(task, clone_flags);
		if (rec->facts.leads)
			lc_process_born(rec, thread_group_leader(current) ?
					     maker : lc_table_leader(current));
	}
	rcu_read_unlock();
}

/**
 * probe_sched_process_exec() - a task runs a new program
 * @data: unused
 * @task: current
 * @old_pid: its pid before
 * @bprm: the program
 *
 * A thread that was not the leader has its leader's pid from here on. The record
 * is the same: it is found by the task.
 *
 * Context: sched_process_exec, in the task.
 */
void probe_sched_process_exec(void *data, struct task_struct *task, pid_t old_pid,
			      struct linux_binprm *bprm)
{
	struct lc_task *rec;

	lc_probe_hit(sched_process_exec);
	lc_stats_inc(execs);
	rcu_read_lock();
	rec = lc_table_find(task);
	if (rec) {
		rec->facts.execs++;
		rec->facts.exec_ns = lc_clock_now();
		lc_path_tail(rec->facts.exe, sizeof(rec->facts.exe), bprm->filename);
	}
	rcu_read_unlock();
}

/*
 * Whether a task has told its process to exit, rather than been told. Before 6.1 a
 * process of one thread is not told.
 */
static bool ends_process(struct task_struct *task)
{
	return !(task->flags & PF_IO_WORKER) && lc_syscall_is(task, exit_group) &&
	       (READ_ONCE(task->signal->flags) & SIGNAL_GROUP_EXIT || thread_group_empty(task));
}

/*
 * Seccomp can end a task, and before 5.16 a process too, as if that had called
 * exit(2) with a signal for a status: none is sent.
 */
static void note_seccomp(struct lc_task *rec, struct task_struct *task, int sig)
{
	struct lc_task *leader;

	if ((sig != SIGKILL && sig != SIGSYS) || !seccomp_mode(&task->seccomp))
		return;
	leader = lc_table_leader(task);
	if (leader && leader->facts.signal.sig == sig)
		return;
	rec->facts.seccomp = true;
	if (leader && READ_ONCE(task->signal->flags) & SIGNAL_GROUP_EXIT)
		leader->facts.seccomp = true;
}

/*
 * Whether its group or an exec makes it go is asked now: by the time that it is
 * reaped the group may have been told to exit, though this thread went alone.
 */
static void died(struct lc_task *rec, struct task_struct *task)
{
	if (rec->facts.died_ns)
		return;
	rec->facts.died_ns = lc_clock_now();
	rec->facts.group_exit = lc_compat_group_exits(task->signal);
	rec->facts.group_exec = lc_compat_group_execs(task->signal);
	if (ends_process(task))
		lc_process_ended(rec);
}

/**
 * probe_do_exit() - a task begins to die
 * @kp: unused
 * @regs: the arguments of the function
 *
 * Context: kprobe, in the task.
 */
int probe_do_exit(struct kprobe *kp, struct pt_regs *regs)
{
	struct lc_task *rec;

	lc_probe_hit(do_exit);
	rcu_read_lock();
	rec = lc_table_find(current);
	if (rec) {
		died(rec, current);
		note_seccomp(rec, current, regs_get_kernel_argument(regs, 0) & 0x7f);
	}
	rcu_read_unlock();
	return 0;
}

/* The last thread of a process has gone: so has its memory. */
static void process_gone(struct lc_task *rec, struct task_struct *task)
{
	if (!thread_group_leader(task))
		rec = lc_table_leader(task);
	if (rec && rec->facts.oom_seq)
		lc_oom_gone(rec->facts.oom_seq, lc_clock_now());
}

/*
 * It is further on: its memory is gone, or about to go. Counts where the probe
 * of do_exit() was missed.
 *
 * Context: sched_process_exit, in the task.
 */
void probe_sched_process_exit(LC_SCHED_PROCESS_EXIT_ARGS)
{
	struct lc_task *rec;

	lc_probe_hit(sched_process_exit);
	rcu_read_lock();
	rec = lc_table_find(task);
	if (rec)
		died(rec, task);
	if (!atomic_read(&task->signal->live))
		process_gone(rec, task);
	rcu_read_unlock();
}

/**
 * probe_kill_orphaned_pgrp() - a process has lost its parent and got another
 * @kp: unused
 * @regs: the arguments of the function
 *
 * The kernel gives away a dying process's children in a function that is inlined
 * everywhere. For each it calls this one, which looks for stopped process groups
 * without a parent; also once for the dying process itself, without a parent.
 *
 * Context: kprobe, in the parent that dies, the task list locked.
 */
int probe_kill_orphaned_pgrp(struct kprobe *kp, struct pt_regs *regs)
{
	struct task_struct *child = (void *)regs_get_kernel_argument(regs, 0);
	struct task_struct *parent = (void *)regs_get_kernel_argument(regs, 1);

	lc_probe_hit(kill_orphaned_pgrp);
	if (!parent)
		return 0;
	rcu_read_lock();
	lc_process_orphaned(child, parent);
	rcu_read_unlock();
	return 0;
}

/**
 * probe_release_task() - a task is reaped
 * @kp: unused
 * @regs: the arguments of the function
 *
 * Context: kprobe, in whoever reaps: the parent, the tracer, the task itself,
 * another thread of its group.
 */
int probe_release_task(struct kprobe *kp, struct pt_regs *regs)
{
	struct task_struct *task = (void *)regs_get_kernel_argument(regs, 0);
	struct task_struct *leader;

	lc_probe_hit(release_task);
	rcu_read_lock();
	leader = task->group_leader;
	if (leader != task && READ_ONCE(leader->exit_state) == EXIT_ZOMBIE)
		lc_process_bequeath(leader);
	lc_life_reap(task);
	rcu_read_unlock();
	return 0;
}

/**
 * probe_sched_process_free() - a task's structure is about to go
 * @data: unused
 * @task: the task, released at least a grace period ago
 *
 * Context: sched_process_free, in an RCU callback.
 */
void probe_sched_process_free(void *data, struct task_struct *task)
{
	lc_probe_hit(sched_process_free);
	rcu_read_lock();
	lc_life_reap_late(task);
	rcu_read_unlock();
}
