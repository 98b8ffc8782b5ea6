// SPDX-License-Identifier: GPL-2.0
/* The columns of a task's end: how it ended, or how far on its way it is. */
#include <linux/pid_namespace.h>
#include <linux/sched/signal.h>

#include "base/cause.h"
#include "base/clock.h"
#include "record/death.h"
#include "record/task.h"
#include "view/row.h"

static const char * const cause_words[] = { LC_CAUSES(LC_WORD) };
static const char * const reap_words[] = { LC_REAPS(LC_WORD) };
static const char * const phase_words[] = { LC_EXIT_PHASES(LC_WORD) };

static void fill_none(struct lc_row *row, struct lc_viewer *viewer,
		      const struct lc_facts *facts, const struct lc_subject *subject)
{
	lc_row_fatal(row, viewer, 0, facts, subject);
	row->exit_phase = phase_words[LC_EXIT_PHASE_NONE];
	row->exit_code = LC_UNKNOWN;
	row->exit_signal = LC_UNKNOWN;
	row->core_dumped = LC_UNKNOWN;
	row->core_dumped_ns = LC_UNKNOWN;
	row->cause = cause_words[LC_CAUSE_NONE];
	row->reaper_pid = LC_UNKNOWN;
	row->reap = reap_words[LC_REAP_NONE];
	row->reaped_ns = LC_UNKNOWN;
	row->death_seq = LC_UNKNOWN;
}

static void fill_status(struct lc_row *row, struct lc_viewer *viewer, int status,
			const struct lc_facts *facts, const struct lc_subject *subject)
{
	int sig = status & 0x7f;

	row->exit_code = sig ? LC_UNKNOWN : (status >> 8) & 0xff;
	row->exit_signal = sig ?: LC_UNKNOWN;
	row->core_dumped = !!(status & 0x80);
	row->core_dumped_ns = row->core_dumped ? lc_cell_nonzero(facts->signal.taken_ns) :
						 LC_UNKNOWN;
	lc_row_fatal(row, viewer, sig, facts, subject);
}

/*
 * Senders and the target set the flags of the process and record the signal while they
 * hold its siglock. Without the lock, a reader can find the flags without the signal.
 */
static void settle_signal(const struct lc_task *rec, int status, struct lc_facts *facts)
{
	struct sighand_struct *sighand = rcu_dereference(rec->task->sighand);
	int sig = status & 0x7f;
	unsigned long flags;

	if (!sig || lc_cause_explains(sig, facts->signal.sig, facts->signal.origin) || !sighand)
		return;
	/* Of a task that is being reaped the lock may be another's by now, but it is a lock. */
	spin_lock_irqsave(&sighand->siglock, flags);
	spin_unlock_irqrestore(&sighand->siglock, flags);
	lc_task_copy(rec, facts);
}

/*
 * The steps of a task's end, of which none is ever undone. A task that is left without its
 * mm is in do_exit(), after exit_mm(), so that its exit_code is final; a kernel thread only
 * borrows one.
 */
#define GROUP_EXITS	BIT(0)
#define EXITING		BIT(1)
#define HAS_STATUS	BIT(2)
#define ENDED		BIT(3)

static unsigned int steps_of(const struct task_struct *task)
{
	unsigned int flags = READ_ONCE(task->flags);
	bool has_mm = flags & PF_KTHREAD || READ_ONCE(task->mm);

	return (lc_compat_group_exits(task->signal) ? GROUP_EXITS : 0) |
	       (flags & PF_EXITING ? EXITING : 0) |
	       (flags & PF_EXITING && !has_mm ? HAS_STATUS : 0) |
	       (READ_ONCE(task->exit_state) ? ENDED : 0);
}

/**
 * lc_row_exit_facts() - copy the facts of a task of which the kernel's fields are shown too
 * @rec: record of the task
 * @facts: the copy, as of lc_task_facts()
 * @steps: receives how far the task was on its way to its end all the time
 *
 * The hooks are called between the steps: facts from before one of them, shown beside it,
 * would lack what it has brought. A task takes few steps, so few copies are made.
 *
 * Context: RCU read side.
 * Return: as of lc_task_facts().
 */
u64 lc_row_exit_facts(const struct lc_task *rec, struct lc_facts *facts, unsigned int *steps)
{
	u64 now_ns;

	do {
		*steps = steps_of(rec->task);
		smp_rmb(); /* the facts are no older */
		now_ns = lc_task_facts(rec, facts, lc_clock_now());
		smp_rmb(); /* nor newer */
	} while (steps_of(rec->task) != *steps);
	return now_ns;
}

/*
 * zap_pid_ns_processes() begins by closing the namespace to new tasks. The init leaves it
 * when all others have been reaped, and is a zombie soon after.
 */
static bool waits_for_namespace(const struct task_struct *task, struct pid *pid)
{
	const struct pid_namespace *ns = ns_of_pid(pid);

	return READ_ONCE(ns->child_reaper) == task &&
	       !(READ_ONCE(ns->pid_allocated) & PIDNS_ADDING);
}

/* @died: it has entered do_exit(), though PF_EXITING may not be set yet. */
static enum lc_exit_phase phase_of(const struct task_struct *task, unsigned int steps,
				   bool died, struct pid *pid)
{
	const struct signal_struct *signal = task->signal;

	if (steps & HAS_STATUS)
		return waits_for_namespace(task, pid) ? LC_EXIT_PHASE_PIDNS_WAIT :
							LC_EXIT_PHASE_EXITING;
	/* Its other threads wait for the dump in do_exit(). */
	if (lc_compat_group_dumps_core(signal))
		return LC_EXIT_PHASE_COREDUMP;
	if (died && !(steps & EXITING) && READ_ONCE(task->__state) & __TASK_TRACED)
		return LC_EXIT_PHASE_PTRACE_EVENT;
	if (died || steps & EXITING)
		return LC_EXIT_PHASE_EXITING;
	/* A kernel thread decides itself what a signal means. */
	if (READ_ONCE(task->flags) & PF_KTHREAD)
		return LC_EXIT_PHASE_NONE;
	/* complete_signal() and zap_other_threads() mark each thread like this. */
	if (steps & GROUP_EXITS || data_race(sigismember((sigset_t *)&task->pending.signal,
							 SIGKILL)))
		return LC_EXIT_PHASE_KILLED;
	return lc_compat_exec_thread(signal) == task ? LC_EXIT_PHASE_EXEC_WAIT :
						       LC_EXIT_PHASE_NONE;
}

/*
 * From the moment in which it is decided, the end of a task that is not a zombie yet is
 * shown like that of a zombie.
 */
static void fill_ending(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_task *rec, struct lc_facts *facts,
			unsigned int steps, const struct lc_subject *subject)
{
	struct task_struct *task = rec->task;
	enum lc_exit_phase phase = phase_of(task, steps, facts->died_ns, subject->pid);
	bool decided = steps & HAS_STATUS ||
		       (steps & GROUP_EXITS && thread_group_leader(task));
	int status = decided ? lc_death_status(task) : 0;

	row->exit_phase = phase_words[phase];
	if (phase == LC_EXIT_PHASE_NONE || phase == LC_EXIT_PHASE_EXEC_WAIT)
		return;
	settle_signal(rec, status, facts);
	/* What do_exit() is going to find, unless it has. */
	if (!facts->died_ns) {
		facts->group_exit = steps & GROUP_EXITS;
		facts->group_exec = lc_compat_group_execs(task->signal);
	}
	if (decided)
		fill_status(row, viewer, status, facts, subject);
	/* Whether there will be a core is known when it is complete. */
	if (phase == LC_EXIT_PHASE_COREDUMP)
		row->core_dumped = LC_UNKNOWN;
	if (decided || (!thread_group_leader(task) && (facts->group_exit || facts->group_exec)))
		row->cause = cause_words[lc_death_cause(facts, task, status)];
}

/**
 * lc_row_exit_living() - fill the columns of the end of a task that has not been reaped
 * @row: the row
 * @viewer: the reader
 * @rec: record of the task
 * @facts: a copy of its facts, which may be renewed, except for the account
 * @steps: what lc_row_exit_facts() has set along with the copy
 * @subject: the task, as access to it is decided
 *
 * Nothing is recorded for exit_phase: but for @steps, the kernel's own fields are read, each
 * by itself and without a lock, so a row that is made in the moment in which they change may
 * mix before and after.
 *
 * Context: RCU read side, process context; takes the siglock of the task's process.
 */
void lc_row_exit_living(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_task *rec, struct lc_facts *facts,
			unsigned int steps, const struct lc_subject *subject)
{
	enum lc_state state = facts->account.state;
	int status;

	fill_none(row, viewer, facts, subject);
	if (!(steps & ENDED)) {
		fill_ending(row, viewer, rec, facts, steps, subject);
		return;
	}
	/* It can be reaped, but still has to leave its CPU for good. */
	if (state != LC_STATE_ZOMBIE && state != LC_STATE_UNKNOWN)
		row->exit_phase = phase_words[LC_EXIT_PHASE_EXITING];
	status = lc_death_status(rec->task);
	settle_signal(rec, status, facts);
	fill_status(row, viewer, status, facts, subject);
	row->cause = cause_words[lc_death_cause(facts, rec->task, status)];
}

/**
 * lc_row_exit_dead() - fill the columns of the end of a dead task, but for its reaper
 * @row: the row
 * @viewer: the reader
 * @dead: a copy of the history's entry
 * @subject: the task, as access to it is decided
 *
 * Context: the RCU read side in which the copy was made.
 */
void lc_row_exit_dead(struct lc_row *row, struct lc_viewer *viewer,
		      const struct lc_death *dead, const struct lc_subject *subject)
{
	fill_none(row, viewer, &dead->facts, subject);
	fill_status(row, viewer, dead->status, &dead->facts, subject);
	row->cause = cause_words[dead->cause];
	row->reap = reap_words[dead->reap];
	/* Nobody saw it being reaped. */
	if (dead->reap == LC_REAP_NONE)
		row->zombie_ns = LC_UNKNOWN;
	else
		row->reaped_ns = dead->reaped_ns;
	row->death_seq = dead->nr;
}
