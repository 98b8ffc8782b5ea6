// SPDX-License-Identifier: GPL-2.0
/* What becomes of a signal when it is delivered. */
#include <linux/sched/signal.h>

#include "base/clock.h"
#include "record/actor.h"
#include "record/event_signal.h"
#include "record/signals.h"
#include "record/table.h"

/**
 * enum outcome - what a delivered signal does
 * @NOTHING: it is discarded
 * @IGNORED: likewise, because the process ignores it
 * @HANDLED: a handler runs
 * @STOPS: it stops the process
 * @ENDS: it ends the process
 */
enum outcome { NOTHING, IGNORED, HANDLED, STOPS, ENDS };

static enum outcome outcome_of(int sig, const struct k_sigaction *action)
{
	if (action->sa.sa_handler == SIG_IGN)
		return IGNORED;
	if (action->sa.sa_handler != SIG_DFL)
		return HANDLED;
	/* An init gets no signal that it has not asked for, except from above. */
	if (sig_kernel_ignore(sig) ||
	    (current->signal->flags & SIGNAL_UNKILLABLE && !sig_kernel_only(sig)))
		return NOTHING;
	return sig_kernel_stop(sig) ? STOPS : ENDS;
}

/*
 * The siginfo of a tracer's signal: ptrace(2) lets a tracer replace a signal by another,
 * and the kernel writes a new siginfo for that one.
 */
static bool is_tracers(const struct kernel_siginfo *info)
{
	return current->ptrace && info->si_code == SI_USER &&
	       info->si_pid == task_pid_vnr(rcu_dereference(current->parent));
}

/*
 * No signal that was sent agrees with the one that is delivered. It came from a tracer,
 * its sender was lost, or it was sent before the module was loaded.
 */
static void guess(struct lc_signal *signal, int sig, const struct kernel_siginfo *info,
		  bool lost_sender)
{
	*signal = (struct lc_signal) {
		.sig = sig, .code = info->si_code, .state = LC_STATE_UNKNOWN,
	};
	if (is_tracers(info)) {
		signal->origin = LC_ORIGIN_TRACER;
		signal->sender = lc_actor_get(rcu_dereference(current->parent));
		signal->sent_ns = lc_clock_now();
	} else {
		signal->sender_lost = lost_sender;
	}
}

static void add_event(struct lc_task *rec, enum outcome outcome, const struct lc_signal *signal)
{
	static const enum lc_outcome outcomes[] = {
		[NOTHING] = LC_OUTCOME_IGNORED, [IGNORED] = LC_OUTCOME_IGNORED,
		[HANDLED] = LC_OUTCOME_HANDLED, [STOPS] = LC_OUTCOME_STOPS,
		[ENDS] = LC_OUTCOME_FATAL,
	};

	lc_event_signal_delivered(rec, signal, outcomes[outcome]);
}

/* Of signals whose default is to be ignored, the sender is not kept. */
static void add_minor_event(struct lc_task *rec, enum outcome outcome, int sig,
			    const struct kernel_siginfo *info)
{
	const struct lc_signal signal = { .sig = sig, .code = info->si_code };

	add_event(rec, outcome, &signal);
}

static void note_fault(struct lc_task *leader, struct lc_task *rec, struct lc_signal *signal)
{
	lc_signals_faulted(leader, signal);
	if (rec)
		rec->fault_taken = lower_32_bits(signal->taken_ns);
}

static void note_handled(struct lc_task *leader, struct lc_task *rec, struct lc_signal *signal)
{
	signal->taken_ns = lc_clock_now();
	if (signal->origin == LC_ORIGIN_FAULT)
		note_fault(leader, rec, signal);
	else if (lc_signals_from_outside(signal->origin) && !sig_kernel_stop(signal->sig))
		lc_signals_set(leader, &leader->facts.handled, signal);
}

static void note_ignored(struct lc_task *leader, struct lc_signal *signal)
{
	struct lc_effect ignored = {
		.sent_ns = signal->sent_ns, .sender = signal->sender, .sig = signal->sig,
		.origin = signal->origin,
	};

	if (!lc_signals_from_outside(signal->origin) || sig_kernel_stop(signal->sig))
		return;
	lc_signals_set_effect(leader, &leader->facts.ignored, &ignored);
	signal->sender = ignored.sender;
}

/* The sender that is left in @signal afterwards is to be dropped. */
static void note(struct lc_task *leader, struct lc_task *rec, enum outcome outcome,
		 struct lc_signal *signal)
{
	switch (outcome) {
	case ENDS:
		lc_signals_set(leader, &leader->facts.signal, signal);
		break;
	case STOPS:
		if (rec)
			lc_signals_stopping(leader, rec, signal);
		break;
	case HANDLED:
		note_handled(leader, rec, signal);
		break;
	case IGNORED:
		note_ignored(leader, signal);
		break;
	case NOTHING:
		break;
	}
}

/**
 * lc_delivery_seen() - record that a signal is delivered to current
 * @sig: signal number
 * @info: its siginfo
 * @action: disposition of the signal
 *
 * Context: RCU read side with preemption off, in the target, its siglock held.
 */
void lc_delivery_seen(int sig, const struct kernel_siginfo *info,
		      const struct k_sigaction *action)
{
	struct lc_task *rec = lc_table_find(current), *leader = rec;
	enum outcome outcome = outcome_of(sig, action);
	struct lc_signal signal;

	if (rec && outcome == HANDLED) {
		rec->facts.counts.handled++;
		rec->fault_taken = 0;
	}
	if (!thread_group_leader(current))
		leader = lc_table_leader(current);
	if (lc_event_wanted() && rec && sig_kernel_ignore(sig))
		add_minor_event(rec, outcome, sig, info);
	if (!leader || sig_kernel_ignore(sig))
		return;
	if (!lc_sent_take(leader, sig, info, &signal))
		guess(&signal, sig, info, leader->lost_sender);
	if (lc_event_wanted() && rec)
		add_event(rec, outcome, &signal);
	note(leader, rec, outcome, &signal);
	lc_actor_put(signal.sender);
}
