// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "base/clock.h"
#include "base/state.h"
#include "record/pending.h"
#include "record/signals.h"
#include "record/table.h"

/*
 * Writers of what is under signal_seq. The target's siglock keeps senders apart, but
 * an exec cannot take it where it moves what was kept. Raw: taken in probes.
 */
static DEFINE_RAW_SPINLOCK(lock);

static unsigned long write_begin(struct lc_task *rec)
	__acquires(&lock)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	raw_write_seqcount_begin(&rec->signal_seq);
	return flags;
}

static void write_end(struct lc_task *rec, unsigned long flags)
	__releases(&lock)
{
	raw_write_seqcount_end(&rec->signal_seq);
	raw_spin_unlock_irqrestore(&lock, flags);
}

/* Under the target's siglock, so the handlers stay. */
static bool has_default(int sig, const struct task_struct *task)
{
	const struct sighand_struct *sighand = rcu_dereference_protected(task->sighand, true);

	return sighand->action[sig - 1].sa.sa_handler == SIG_DFL;
}

/* Whether a signal, as things stand, ends the process that it is sent to. */
static bool is_fatal(int sig, const struct task_struct *task)
{
	if (sig == SIGKILL)
		return true;
	if (sig_kernel_ignore(sig) || sig_kernel_stop(sig))
		return false;
	return has_default(sig, task);
}

static void count(struct lc_signal_counts *counts, const struct lc_generated *s)
{
	if (s->ignored) {
		counts->ignored++;
		return;
	}
	if (!s->queued)
		return;
	counts->received++;
	counts->blocked += sigismember(&s->task->blocked, s->sig);
}

static void record_sender(struct lc_sender *sender, const struct lc_generated *s)
{
	lc_nspid_set(&sender->pid, task_tgid(current), task_pid(s->task));
	lc_nspid_comm(sender->comm, current);
	sender->uid = current_uid();
}

/* The thread of a process that has only itself to blame. */
static struct task_struct *own_thread(const struct lc_generated *s)
{
	switch (s->origin) {
	case LC_ORIGIN_SELF:
		return current;
	case LC_ORIGIN_FAULT:
	case LC_ORIGIN_SECCOMP:
		return s->task;
	default:
		return NULL;
	}
}

static void record_fatal(struct lc_signal *signal, const struct lc_generated *s,
			 enum lc_state state)
{
	struct task_struct *thread = own_thread(s), *parent;

	memset(signal, 0, sizeof(*signal));
	signal->sig = s->sig;
	signal->origin = s->origin;
	signal->state = state;
	if (thread)
		lc_nspid_set(&signal->thread, task_pid(thread), task_pid(s->task));
	signal->code = s->code;
	signal->fault_address = s->fault_address;
	signal->nondumpable = s->nondumpable;
	signal->sent_ns = lc_clock_now();
	if (!lc_signals_from_task(s->origin))
		return;
	record_sender(&signal->sender, s);
	parent = rcu_dereference(current->real_parent);
	lc_nspid_set(&signal->parent, task_tgid(parent), task_pid(s->task));
	lc_nspid_comm(signal->parent_comm, parent);
}

static void record_stop(struct lc_stop *stop, const struct lc_generated *s)
{
	memset(stop, 0, sizeof(*stop));
	stop->sig = s->sig;
	stop->sent_ns = lc_clock_now();
	if (lc_signals_from_task(s->origin))
		record_sender(&stop->sender, s);
}

/* A queue can be very long; who has one is a special case enough. */
#define MAX_SCANNED 64

/* Whom it is for: a thread, or NULL for the process. */
static struct task_struct *target_thread(const struct lc_generated *s)
{
	return s->group ? NULL : s->task;
}

/*
 * Whether a signal that was queued is the only one of its number in its queue: what
 * was kept of others there has then been taken in without being taken up, or thrown
 * away. Only real-time signals can be queued more than once.
 */
static bool is_only_queued(const struct lc_generated *s)
{
	const struct sigpending *pending = s->group ? &s->task->signal->shared_pending :
						      &s->task->pending;
	unsigned int scanned = 0, same = 0;
	const struct sigqueue *queued;

	if (s->sig < SIGRTMIN)
		return true;
	if (s->no_siginfo)
		return false;
	list_for_each_entry(queued, &pending->list, list) {
		same += queued->info.si_signo == s->sig;
		if (same > 1 || ++scanned > MAX_SCANNED)
			return false;
	}
	return true;
}

/*
 * A fatal signal has come after another, @displaced, that was for @thread. That may still be
 * let in first, unless the process has been told to exit by now.
 */
static void save_displaced(struct lc_task *leader, const struct lc_generated *s,
			   const struct lc_signal *displaced, struct task_struct *thread)
{
	bool repeats = displaced->sig == s->sig && thread == target_thread(s);

	if (s->task->signal->flags & SIGNAL_GROUP_EXIT)
		return;
	if (leader->has_pending && is_only_queued(s))
		lc_pending_flush(leader, target_thread(s), s->sig);
	if (displaced->sig && !(repeats && is_only_queued(s)))
		lc_pending_save(leader, thread, task_uid(s->task), displaced);
}

/* What a process, as a whole, has to remember of it. */
static void record_process(struct lc_task *leader, const struct lc_generated *s)
{
	struct lc_facts *facts = &leader->facts;
	bool stops = sig_kernel_stop(s->sig) && !s->ignored &&
		     has_default(s->sig, s->task);
	bool fatal = !s->ignored && s->queued && !leader->target_exiting &&
		     atomic_read(&s->task->signal->live) && is_fatal(s->sig, s->task);
	struct task_struct *displaced_target;
	struct lc_signal displaced;
	unsigned long flags;

	if (!stops && !fatal && s->sig != SIGCONT)
		return;
	flags = write_begin(leader);
	if (fatal) {
		displaced = facts->signal;
		displaced_target = leader->signal_target;
		record_fatal(&facts->signal, s, leader->target_state);
		leader->signal_target = target_thread(s);
	}
	if (stops)
		record_stop(&facts->stop, s);
	if (s->sig == SIGCONT)
		record_stop(&facts->cont, s);
	write_end(leader, flags);
	if (fatal)
		save_displaced(leader, s, &displaced, displaced_target);
}

/**
 * lc_signals_before_wakeup() - a signal is about to wake a task
 * @task: the target
 *
 * By the time that lc_signals_generated() is called it has been woken.
 *
 * Context: RCU read side, in the sender, the target's siglock held.
 */
void lc_signals_before_wakeup(struct task_struct *task)
{
	struct lc_task *leader = lc_table_leader(task);

	if (!leader)
		return;
	leader->target_state = lc_state_now(task);
	leader->target_exiting = lc_compat_group_exiting(task->signal);
}

/**
 * lc_signals_generated() - a signal is on its way
 * @s: the signal
 *
 * Kept is the last that would end the process. What comes when the process is
 * doomed does not count, though before 6.1 the kernel does not throw it away; the
 * others replace what was kept.
 *
 * Context: RCU read side with preemption off, in the sender, the target's siglock
 * held: the target cannot take up the signal before that is released.
 */
void lc_signals_generated(const struct lc_generated *s)
{
	struct lc_task *leader = lc_table_leader(s->task);
	struct lc_task *target = s->group ? leader : lc_table_find(s->task);
	struct lc_task *sender;

	if (s->origin == LC_ORIGIN_USER || s->origin == LC_ORIGIN_SELF) {
		sender = lc_table_find(current);
		if (sender)
			sender->facts.counts.sent++;
	}
	if (target)
		count(&target->facts.counts, s);
	if (leader)
		record_process(leader, s);
}

static bool has_handler(const struct k_sigaction *action)
{
	return action->sa.sa_handler != SIG_DFL && action->sa.sa_handler != SIG_IGN;
}

/* Those for a thread come before those for its process, the first of a number first. */
static bool dequeue_pending(struct lc_task *leader, int sig, struct lc_signal *signal)
{
	if (lc_pending_dequeue(leader, current, sig, signal))
		return true;
	if (leader->facts.signal.sig == sig && leader->signal_target == current)
		return false;
	return lc_pending_dequeue(leader, NULL, sig, signal);
}

/**
 * lc_signals_delivered() - current takes up a signal
 * @sig: the signal
 * @action: what it does then
 *
 * The last one sent need not be the one that ends the process, if several had been
 * blocked.
 *
 * Context: RCU read side with preemption off, in the target, its siglock held.
 */
void lc_signals_delivered(int sig, const struct k_sigaction *action)
{
	struct lc_task *rec = lc_table_find(current), *leader = rec;
	struct lc_signal signal;
	unsigned long flags;

	if (rec && has_handler(action))
		rec->facts.counts.handled++;
	if (!thread_group_leader(current))
		leader = lc_table_leader(current);
	if (!leader || !dequeue_pending(leader, sig, &signal) || !is_fatal(sig, current))
		return;
	flags = write_begin(leader);
	leader->facts.signal = signal;
	write_end(leader, flags);
}

static void add_counts(struct lc_signal_counts *to, const struct lc_signal_counts *from)
{
	to->received += from->received;
	to->ignored += from->ignored;
	to->blocked += from->blocked;
}

/**
 * lc_signals_de_thread() - an exec by another thread has made that the leader
 * @rec: its record
 * @old: the old leader's record
 * @from: what was kept there
 *
 * The later ones count: one may have been sent to the new leader already.
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_signals_de_thread(struct lc_task *rec, struct lc_task *old,
			  const struct lc_facts *from)
{
	struct lc_facts *to = &rec->facts;
	unsigned long flags = write_begin(rec);

	if (from->signal.sent_ns > to->signal.sent_ns) {
		to->signal = from->signal;
		rec->signal_target = old->signal_target;
	}
	if (from->stop.sent_ns > to->stop.sent_ns)
		to->stop = from->stop;
	if (from->cont.sent_ns > to->cont.sent_ns)
		to->cont = from->cont;
	write_end(rec, flags);
	lc_pending_move(old, rec);
	add_counts(&to->counts, &from->counts);
}
