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
#include <trace/events/sched.h>

#include "clock.h"
#include "probe.h"
#include "stats.h"
#include "table.h"

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

/**
 * probe_sched_process_fork() - a task was born
 * @data: unused
 * @parent: current
 * @child: the new task
 *
 * Context: sched_process_fork, in the parent; the child has not run.
 */
void probe_sched_process_fork(void *data, struct task_struct *parent,
			      struct task_struct *child)
{
	struct lc_task *rec;

	lc_probe_hit(sched_process_fork);
	rcu_read_lock();
	lc_task_birth(child);
	rec = lc_table_find(parent);
	if (rec)
		rec->facts.forks++;
	rcu_read_unlock();
}

static enum lc_birth birth_of(struct task_struct *task)
{
	if (task->flags & (PF_IO_WORKER | PF_USER_WORKER))
		return LC_BIRTH_IOWORKER;
	if (task->flags & PF_KTHREAD)
		return LC_BIRTH_KTHREAD;
	if (!thread_group_leader(task))
		return LC_BIRTH_THREAD;
	return task->vfork_done ? LC_BIRTH_VFORK : LC_BIRTH_FORK;
}

/**
 * probe_wake_up_new_task() - a new task is about to be woken for the first time
 * @kp: unused
 * @regs: the arguments of the function
 *
 * Only now is it known how it was born. Workers of io_uring and vhost are not
 * announced by sched_process_fork, so this is their birth.
 *
 * Context: kprobe, in the parent; the child has not run.
 */
int probe_wake_up_new_task(struct kprobe *kp, struct pt_regs *regs)
{
	struct task_struct *task = (void *)regs_get_kernel_argument(regs, 0);
	struct lc_task *rec;

	lc_probe_hit(wake_up_new_task);
	rcu_read_lock();
	rec = task->flags & (PF_IO_WORKER | PF_USER_WORKER) ?
	      lc_task_birth(task) : lc_table_find(task);
	if (rec && rec->facts.account.state == LC_STATE_NEW)
		rec->facts.birth = birth_of(task);
	rcu_read_unlock();
	return 0;
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
	}
	rcu_read_unlock();
}

/*
 * Whether its group or an exec makes it go is asked now: by the time that it is
 * reaped the group may have been told to exit, though this thread went alone.
 */
static void died(void)
{
	struct lc_task *rec;

	rcu_read_lock();
	rec = lc_table_find(current);
	if (rec && !rec->facts.died_ns) {
		rec->facts.died_ns = lc_clock_now();
		rec->facts.group_exit = current->signal->flags & SIGNAL_GROUP_EXIT;
		rec->facts.group_exec = lc_compat_group_execs(current->signal);
	}
	rcu_read_unlock();
}

/**
 * probe_do_exit() - a task begins to die
 * @kp: unused
 * @regs: unused
 *
 * Context: kprobe, in the task.
 */
int probe_do_exit(struct kprobe *kp, struct pt_regs *regs)
{
	lc_probe_hit(do_exit);
	died();
	return 0;
}

/*
 * It is further on: its memory is gone, or about to go. Counts where the probe
 * of do_exit() was missed.
 *
 * Context: sched_process_exit, in the task.
 */
void probe_sched_process_exit(LC_SCHED_PROCESS_EXIT_ARGS)
{
	lc_probe_hit(sched_process_exit);
	died();
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
	if (leader != task && leader->exit_state == EXIT_ZOMBIE)
		lc_task_bequeath(leader);
	lc_task_reap(task);
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
	lc_task_reap_late(task);
	rcu_read_unlock();
}
