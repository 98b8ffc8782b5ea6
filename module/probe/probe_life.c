// SPDX-License-Identifier: GPL-2.0
/*
 * Birth, exec, exit and release. All probes run in the context of a task, outside of
 * the scheduler, except probe_sched_process_free(), which runs in an RCU callback.
 * What they write belongs to current, or to a task that cannot run yet or any more.
 *
 * From 7.2 on a tracepoint is not an RCU read-side critical section, so each probe
 * enters its own.
 */
#include <linux/binfmts.h>
#include <linux/sched/signal.h>
#include <linux/seccomp.h>
#include <trace/events/sched.h>

#include "base/clock.h"
#include "base/guard.h"
#include "base/syscall.h"
#include "probe/probe.h"
#include "record/event_life.h"
#include "record/life.h"
#include "record/oom.h"
#include "record/process.h"
#include "record/program.h"
#include "record/signals.h"
#include "record/silence.h"
#include "record/stats.h"
#include "record/table.h"
#include "record/unseen.h"
#include "record/watch.h"

DEFINE_PER_CPU(struct lc_probe_hits, lc_probe_hits);

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
 * A fork is counted in copy_process(), whose return has not been seen yet. Nor may that of
 * the fork before be: it may have begun before the hook was attached.
 */
static void count_fork(struct lc_task *maker)
{
	maker->facts.forks++;
	if (unlikely(maker->forks_open == 2))
		lc_silence_unseen(LC_WATCHED_copy_process, U64_MAX, U64_MAX);
	else
		maker->forks_open++;
}

/*
 * Records the birth of a task. The idle tasks of CPUs that come up are created here
 * too. They get no record.
 *
 * Context: task_newtask, at the end of copy_process(), in the parent. The child has
 * not run.
 */
void probe_task_newtask(LC_TASK_NEWTASK_ARGS)
{
	struct lc_task *rec, *maker;
	u32 watches = 0;

	lc_probe_hit(task_newtask);
	if (!task->pid)
		return;
	rcu_read_lock();
	maker = lc_table_find(current);
	if (maker)
		count_fork(maker);
	if (lc_event_wanted()) {
		watches = lc_watch_inherited(maker);
		lc_event_life_birth(task, birth_of(task, clone_flags), clone_flags, watches);
	}
	rec = lc_life_birth(task);
	if (rec) {
		rec->facts.birth = birth_of(task, clone_flags);
		if (rec->facts.is_leader)
			lc_process_born(rec, thread_group_leader(current) ?
					     maker : lc_table_leader(current));
		if (lc_event_wanted())
			lc_watch_inherit(rec, watches);
	}
	rcu_read_unlock();
}

static void execute(struct lc_task *rec, const struct linux_binprm *bprm)
{
	/* What its old leader leaves it may come at the same time, see lc_life_reap_late(). */
	lc_program_put(xchg(&rec->facts.program, lc_program_new(bprm)));
}

/**
 * probe_sched_process_exec() - record that a task executes a new program
 * @data: unused
 * @task: current
 * @old_pid: PID of the task before the exec
 * @bprm: new program
 *
 * From here on, a thread that was not the leader has the PID of its leader. Its
 * record stays the same, because a record is found by its task_struct.
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
		if (unlikely(old_pid != task->pid))
			lc_unseen_exec(rec);
		execute(rec, bprm);
		lc_session_terminal(&rec->facts.terminal, task);
	} else {
		/* Its PID may just have changed, so that a walk has missed it. */
		lc_life_missing(task);
	}
	if (lc_event_wanted())
		lc_event_life_exec(rec);
	rcu_read_unlock();
}

/*
 * Whether the task has initiated the exit of its process, rather than been ended by
 * it. Before 6.1 the exit of a single-threaded process does not set the flag.
 */
static bool ends_process(struct task_struct *task)
{
	return !(task->flags & PF_IO_WORKER) && lc_syscall_is(task, exit_group) &&
	       (READ_ONCE(task->signal->flags) & SIGNAL_GROUP_EXIT || thread_group_empty(task));
}

/*
 * Seccomp can end a task, and before 5.16 a whole process, as if it had called
 * exit(2) with a signal number as its status. No signal is sent.
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
 * Whether a group exit or an exec ends the task is read now. By the time the task is
 * reaped, the group may be exiting although this thread exited alone.
 */
static void died(struct lc_task *rec, struct task_struct *task)
{
	rec->facts.died_ns = lc_clock_now();
	rec->facts.group_exit = lc_compat_group_exits(task->signal);
	rec->facts.group_exec = lc_compat_group_execs(task->signal);
	rec->facts.guard = lc_guard_of(task, LC_GUARD_MACHINE);
	if (ends_process(task))
		lc_process_ended(rec);
}

/*
 * The thread that dumps core exits after that, with this status. All others have begun to exit
 * before the dump, with the bare number of the signal.
 */
static bool has_dumped_core(long code)
{
	return (code & ~0x7f) == 0x80;
}

/**
 * probe_do_exit() - record that a task begins to exit
 * @code: its exit status, as that of wait(2)
 *
 * Context: entry of the function, in the task.
 */
void probe_do_exit(long code)
{
	struct lc_task *rec, *leader;

	lc_probe_hit(do_exit);
	lc_silence_hit(LC_WATCHED_do_exit);
	rcu_read_lock();
	rec = lc_table_find(current);
	if (rec) {
		if (!rec->facts.died_ns)
			died(rec, current);
		note_seccomp(rec, current, code & 0x7f);
	}
	if (unlikely(has_dumped_core(code))) {
		leader = lc_table_leader(current);
		if (leader)
			lc_signals_dumped_core(leader);
	}
	if (lc_event_traced(death))
		lc_event_life_exit(rec, code);
	rcu_read_unlock();
}

/* Of a task that was enrolled, do_exit() may have been called before it was hooked. */
static void died_unseen(struct lc_task *rec, struct task_struct *task)
{
	died(rec, task);
	note_seccomp(rec, task, READ_ONCE(task->exit_code) & 0x7f);
	lc_unseen_save_group(rec);
	if (lc_event_traced(death))
		lc_event_life_exit(rec, READ_ONCE(task->exit_code));
	if (rec->facts.birth != LC_BIRTH_NONE)
		lc_silence_unseen(LC_WATCHED_do_exit, rec->facts.account.born_ns, U64_MAX);
}

/* The last thread of a process has exited, so the memory of the process is released. */
static void process_gone(struct lc_task *rec, struct task_struct *task)
{
	if (!thread_group_leader(task))
		rec = lc_table_leader(task);
	if (rec && rec->facts.oom_seq)
		lc_oom_gone(task, rec->facts.oom_seq, lc_clock_now());
}

/*
 * Records that a task is further in its exit: its memory has been released, or is
 * about to be. Needed where the hook of do_exit() is silent.
 *
 * Context: sched_process_exit, in the task.
 */
void probe_sched_process_exit(LC_SCHED_PROCESS_EXIT_ARGS)
{
	struct lc_task *rec;

	lc_probe_hit(sched_process_exit);
	rcu_read_lock();
	rec = lc_table_find(task);
	if (rec && unlikely(!rec->facts.died_ns))
		died_unseen(rec, task);
	if (!atomic_read(&task->signal->live))
		process_gone(rec, task);
	rcu_read_unlock();
}

/**
 * probe_kill_orphaned_pgrp() - record that a process lost its parent and was reparented
 * @child: the process
 * @parent: current, or NULL
 *
 * The kernel reparents the children of a dying process in a function that is inlined
 * everywhere. For each child it calls kill_orphaned_pgrp(), which looks for stopped
 * process groups without a parent. For the last thread of a process it then makes one
 * call for the process itself, with a NULL parent.
 *
 * Context: entry of the function, in the dying parent, tasklist_lock held for writing.
 */
void probe_kill_orphaned_pgrp(struct task_struct *child, struct task_struct *parent)
{
	lc_probe_hit(kill_orphaned_pgrp);
	if (!parent) {
		lc_process_left_all();
		return;
	}
	rcu_read_lock();
	lc_process_orphaned(child, parent);
	rcu_read_unlock();
}

/* A zombie that its tracer lets go was kept from its parent, unless that is the tracer. */
static bool is_held(struct task_struct *task)
{
	if (!(READ_ONCE(task->exit_state) & EXIT_ZOMBIE))
		return false;
	if (!thread_group_leader(task))
		return true;
	return thread_group_empty(task) &&
	       !same_thread_group(rcu_dereference(task->parent),
				  rcu_dereference(task->real_parent));
}

/**
 * probe___ptrace_unlink() - record that a zombie's tracer lets it go
 * @task: the task that the tracer leaves
 *
 * A traced process that has ended can be reaped by its tracer only. The tracer lets it go
 * when it has waited for it or exits itself.
 *
 * Context: entry of the function, in the tracer, tasklist_lock held.
 */
void probe___ptrace_unlink(struct task_struct *task)
{
	lc_probe_hit(__ptrace_unlink);
	rcu_read_lock();
	if (is_held(task))
		lc_process_traced(task, lc_clock_now());
	rcu_read_unlock();
}

/**
 * probe_release_task() - record that a task is reaped
 * @task: the task
 *
 * Context: entry of the function, in the reaper: the parent, the tracer, the task itself or
 * another thread of its group.
 */
void probe_release_task(struct task_struct *task)
{
	struct task_struct *leader;

	lc_probe_hit(release_task);
	lc_silence_hit(LC_WATCHED_release_task);
	rcu_read_lock();
	leader = task->group_leader;
	if (leader != task && READ_ONCE(leader->exit_state) == EXIT_ZOMBIE)
		lc_unseen_save_leader(leader);
	lc_life_reap(task);
	rcu_read_unlock();
}

/**
 * probe_sched_process_free() - close the record of a task_struct that is about to be freed
 * @data: unused
 * @task: task, released at least one grace period ago
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
