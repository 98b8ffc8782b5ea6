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
 * Serializes writers of what signal_seq protects. The target's siglock serializes
 * senders, but an exec cannot take it where it moves these fields. Raw: taken in probes.
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

/* The target's siglock is held, so the handlers do not change. */
static bool has_default(int sig, const struct task_struct *task)
{
	const struct sighand_struct *sighand = rcu_dereference_protected(task->sighand, true);

	return sighand->action[sig - 1].sa.sa_handler == SIG_DFL;
}

/* Whether a signal, with the current disposition, ends the process it is sent to. */
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

/* The thread of the target process that caused the signal itself; NULL if none did. */
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

/* Entries of a queue to scan at most. A queue can be very long, but few processes have one. */
#define MAX_SCANNED 64

/* The thread that the signal is sent to; NULL for the process. */
static struct task_struct *target_thread(const struct lc_generated *s)
{
	return s->group ? NULL : s->task;
}

/*
 * Whether a signal that was queued is the only one of its number in its queue. Saved
 * signals of that number have then been dequeued without delivery, or flushed. Only
 * real-time signals can be queued more than once.
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
 * A fatal signal has been generated after another, @displaced, which was sent to
 * @thread. The earlier one may still be delivered first, unless the process has been
 * told to exit by now.
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

/* Record what a signal means for its process as a whole. */
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
 * lc_signals_before_wakeup() - record the state of a signal's target before its wakeup
 * @task: the target
 *
 * When lc_signals_generated() is called, the target has already been woken.
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
 * lc_signals_generated() - record that a signal is generated
 * @s: the signal
 *
 * The newest signal that would end the process is kept, and replaces the one before.
 * Signals for a process that is already exiting do not count, though before 6.1 the
 * kernel does not discard them.
 *
 * Context: RCU read side with preemption off, in the sender, the target's siglock
 * held: the target cannot dequeue the signal before that lock is released.
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

/*
 * Signals for a thread are delivered before those for its process, and the first of
 * one number before the others.
 */
static bool dequeue_pending(struct lc_task *leader, int sig, struct lc_signal *signal)
{
	if (lc_pending_dequeue(leader, current, sig, signal))
		return true;
	if (leader->facts.signal.sig == sig && leader->signal_target == current)
		return false;
	return lc_pending_dequeue(leader, NULL, sig, signal);
}

/**
 * lc_signals_delivered() - record that a signal is delivered to current
 * @sig: signal number
 * @action: disposition of the signal
 *
 * If several signals were blocked, the newest need not be the one that ends the
 * process.
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
 * lc_signals_de_thread() - move signals to a thread that an exec has made the leader
 * @rec: record of the new leader
 * @old: record of the old leader
 * @from: facts of the old leader
 *
 * The newer signals are kept: one may have been sent to the new leader already.
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
