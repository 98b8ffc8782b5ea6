// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

#include "base/clock.h"
#include "record/actor.h"
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

/**
 * lc_signals_set() - set one of the signals that are kept of a process
 * @leader: record of its leader
 * @place: the signal, in the facts of @leader
 * @signal: its new value; receives the old one, whose sender the caller drops
 *
 * Context: RCU read side, the process's siglock held, no scheduler lock held.
 */
void lc_signals_set(struct lc_task *leader, struct lc_signal *place, struct lc_signal *signal)
{
	unsigned long flags = write_begin(leader);

	swap(*place, *signal);
	write_end(leader, flags);
}

/**
 * lc_signals_set_effect() - set one of the effects that are kept of a process
 * @leader: record of its leader
 * @place: the effect, in the facts of @leader
 * @effect: its new value; receives the old one, whose sender the caller drops
 *
 * Context: RCU read side, the process's siglock held, no scheduler lock held.
 */
void lc_signals_set_effect(struct lc_task *leader, struct lc_effect *place,
			   struct lc_effect *effect)
{
	unsigned long flags = write_begin(leader);

	swap(*place, *effect);
	write_end(leader, flags);
}

/**
 * lc_signals_faulted() - record that a handler took a fault
 * @leader: record of the process's leader
 * @signal: the fault
 *
 * Context: RCU read side, the process's siglock held, no scheduler lock held.
 */
void lc_signals_faulted(struct lc_task *leader, const struct lc_signal *signal)
{
	unsigned long flags = write_begin(leader);

	leader->facts.fault = (struct lc_fault) {
		.taken_ns = signal->taken_ns,
		.address = signal->fault_address,
		.code = signal->code,
		.sig = signal->sig,
		.guard = signal->guard,
	};
	write_end(leader, flags);
}

/**
 * lc_signals_dumped_core() - record that a process has dumped core
 * @leader: record of its leader
 *
 * Context: RCU read side, in the thread that dumped it, no scheduler lock held.
 */
void lc_signals_dumped_core(struct lc_task *leader)
{
	unsigned long flags = write_begin(leader);

	leader->facts.signal.taken_ns = lc_clock_now();
	write_end(leader, flags);
}

/**
 * lc_signals_has_stopped() - check whether the process stopped after a delivered stop signal
 * @leader: record of the leader
 *
 * Between its delivery and the stop, SIGCONT can cancel it, and a process group without
 * a parent in its session ignores those of the terminal. The thread to which it was
 * delivered is the first to stop.
 *
 * Context: RCU read side.
 * Return: true if @leader->stopping took effect.
 */
bool lc_signals_has_stopped(const struct lc_task *leader)
{
	const struct task_struct *thread = READ_ONCE(leader->stopping_thread);
	const struct lc_task *rec = thread ? lc_table_find(thread) : NULL;

	return rec && READ_ONCE(rec->facts.account.entries[LC_STATE_STOPPED]) >
		      READ_ONCE(leader->stopping_entries);
}

/* Decide what became of the newest stop signal. Returns a sender to drop, or NULL. */
static struct lc_actor *settle_stop(struct lc_task *leader, bool has_stopped)
{
	struct lc_actor *sender = leader->stopping.sender;

	if (has_stopped) {
		sender = leader->facts.stop.sender;
		leader->facts.stop = leader->stopping;
	}
	leader->stopping = (struct lc_effect) { 0 };
	leader->stopping_thread = NULL;
	return sender;
}

/**
 * lc_signals_stopping() - record that a signal that stops a process is delivered
 * @leader: record of its leader
 * @thread: record of current, to which it is delivered
 * @signal: the signal; its sender is taken out
 *
 * Context: RCU read side, the process's siglock held, no scheduler lock held.
 */
void lc_signals_stopping(struct lc_task *leader, const struct lc_task *thread,
			 struct lc_signal *signal)
{
	unsigned long flags = write_begin(leader);
	struct lc_actor *sender = settle_stop(leader, lc_signals_has_stopped(leader));

	leader->stopping = (struct lc_effect) {
		.sent_ns = signal->sent_ns, .sender = signal->sender, .sig = signal->sig,
	};
	leader->stopping_entries = thread->facts.account.entries[LC_STATE_STOPPED];
	leader->stopping_thread = thread->task;
	write_end(leader, flags);
	signal->sender = NULL;
	lc_actor_put(sender);
}

/**
 * lc_signals_continued() - record that a signal continued a stopped process
 * @leader: record of its leader
 * @cont: the signal; its sender is taken out
 *
 * A second SIGCONT continues nothing: only one that comes after a stop is kept, unless
 * no stop was seen because the process was stopped before the module was loaded. That it
 * was stopped is known here, even if the continue came before its threads could switch.
 *
 * Context: RCU read side, the process's siglock held, no scheduler lock held.
 */
void lc_signals_continued(struct lc_task *leader, struct lc_effect *cont)
{
	unsigned long flags = write_begin(leader);
	struct lc_actor *stopper = settle_stop(leader, leader->stopping.sig);
	struct lc_facts *facts = &leader->facts;

	if (!facts->cont.sent_ns || facts->stop.sent_ns > facts->cont.sent_ns)
		swap(facts->cont, *cont);
	write_end(leader, flags);
	lc_actor_put(stopper);
}

/**
 * lc_signals_thread_gone() - settle what depends on a thread whose record ends
 * @leader: record of its process's leader
 * @thread: the thread
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_signals_thread_gone(struct lc_task *leader, const struct task_struct *thread)
{
	struct lc_actor *sender;
	unsigned long flags;

	if (likely(READ_ONCE(leader->stopping_thread) != thread))
		return;
	flags = write_begin(leader);
	sender = settle_stop(leader, lc_signals_has_stopped(leader));
	write_end(leader, flags);
	lc_actor_put(sender);
}

static void add_counts(struct lc_signal_counts *to, const struct lc_signal_counts *from)
{
	to->received += from->received;
	to->ignored += from->ignored;
	to->blocked += from->blocked;
}

static void keep_newer(struct lc_signal *to, struct lc_signal *from)
{
	if (from->sent_ns > to->sent_ns)
		swap(*to, *from);
}

static void keep_newer_effect(struct lc_effect *to, struct lc_effect *from)
{
	if (from->sent_ns > to->sent_ns)
		swap(*to, *from);
}

/**
 * lc_signals_de_thread() - move signals to a thread that an exec has made the leader
 * @rec: record of the new leader
 * @old: record of the old leader
 * @from: copy of the facts of the old leader, with references to their actors; receives
 *	  what @rec had
 *
 * The newer signals are kept: one may have been sent to the new leader already.
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_signals_de_thread(struct lc_task *rec, struct lc_task *old, struct lc_facts *from)
{
	struct lc_facts *to = &rec->facts;
	unsigned long flags = write_begin(rec);

	keep_newer(&to->signal, &from->signal);
	keep_newer(&to->handled, &from->handled);
	keep_newer_effect(&to->ignored, &from->ignored);
	keep_newer_effect(&to->stop, &from->stop);
	keep_newer_effect(&to->cont, &from->cont);
	if (from->fault.taken_ns > to->fault.taken_ns)
		to->fault = from->fault;
	if (old->sent.sent_ns > rec->sent.sent_ns) {
		swap(rec->sent, old->sent);
		swap(rec->sent_target, old->sent_target);
	}
	rec->lost_sender |= old->lost_sender;
	write_end(rec, flags);
	lc_pending_move(old, rec);
	add_counts(&to->counts, &from->counts);
}
