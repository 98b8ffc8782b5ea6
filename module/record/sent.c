// SPDX-License-Identifier: GPL-2.0
/* Signals that are sent to a process, until it is seen what becomes of them. */
#include <linux/sched/signal.h>

#include "base/clock.h"
#include "base/state.h"
#include "record/actor.h"
#include "record/limit_setter.h"
#include "record/pending.h"
#include "record/signals.h"
#include "record/silence.h"
#include "record/table.h"

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

static struct lc_actor *sender_of(const struct lc_generated *s)
{
	return s->sender ? lc_actor_get(s->sender) : NULL;
}

/* The kernel sends the signal, for what the process that set the limit has set. */
static void set_limiter(struct lc_signal *signal, struct lc_task *leader)
{
	bool lost;

	signal->sender = lc_limit_setter_get(leader, signal->sig == SIGKILL ?
					     LC_LIMIT_HARD(signal->rlimit) :
					     LC_LIMIT_SOFT(signal->rlimit), &lost);
	signal->sender_lost = lost;
}

/* Whether it comes in place of the fault that the handler of current was to take. */
static bool replaces_fault(const struct lc_task *leader, const struct lc_generated *s)
{
	const struct lc_task *rec = s->no_frame ? lc_table_find(s->task) : NULL;

	return rec && rec->fault_taken &&
	       rec->fault_taken == lower_32_bits(leader->facts.fault.taken_ns);
}

static void fill(struct lc_signal *signal, struct lc_task *leader, const struct lc_generated *s)
{
	struct task_struct *thread = own_thread(s);

	*signal = (struct lc_signal) {
		.sig = s->sig,
		.origin = s->origin,
		.state = leader->target_state,
		.guard = s->guard,
		.no_siginfo = s->no_siginfo,
		.rlimit = s->rlimit,
		.no_frame = replaces_fault(leader, s),
		.code = s->code,
		.pid = s->pid,
		.sent_ns = lc_clock_now(),
		.fault_address = s->fault_address,
	};
	if (thread)
		lc_nspid_set(&signal->thread, task_pid(thread), task_pid(s->task));
	signal->sender = sender_of(s);
	signal->sender_lost = !signal->sender && s->sender;
	if (s->rlimit)
		set_limiter(signal, leader);
}

/* Entries of a queue to scan at most. A queue can be very long, but few processes have one. */
#define MAX_SCANNED 32

/* The thread that the signal is sent to; NULL for the process. */
static struct task_struct *target_thread(const struct lc_generated *s)
{
	return s->group ? NULL : s->task;
}

/*
 * Whether a signal that was queued, at the end of its queue, is the only one of its number there.
 * Saved signals of that number have then been dequeued without delivery, or flushed. Only
 * real-time signals can be queued more than once.
 */
static bool is_only_queued(const struct lc_generated *s)
{
	const struct sigpending *pending = s->group ? &s->task->signal->shared_pending :
						      &s->task->pending;
	const struct list_head *earlier = pending->list.prev;
	unsigned int scanned = 0;

	if (s->sig < SIGRTMIN)
		return true;
	if (s->no_siginfo)
		return false;
	while ((earlier = earlier->prev) != &pending->list)
		if (list_entry(earlier, struct sigqueue, list)->info.si_signo == s->sig ||
		    ++scanned == MAX_SCANNED)
			return false;
	return true;
}

/*
 * A signal has been sent after another, @displaced, which was sent to @thread. The
 * earlier one may still be delivered first. Takes over the reference to its sender.
 */
static void save_displaced(struct lc_task *leader, const struct lc_generated *s,
			   struct lc_signal *displaced, struct task_struct *thread)
{
	bool repeats = displaced->sig == s->sig && thread == target_thread(s);
	bool has_earlier = lc_pending_has(leader, target_thread(s), s->sig);
	bool is_only = (repeats || has_earlier) && is_only_queued(s);

	if (has_earlier && is_only)
		lc_pending_flush(leader, target_thread(s), s->sig);
	if (displaced->sig && !(repeats && is_only))
		lc_pending_save(leader, thread, task_uid(s->task), displaced);
	else
		lc_actor_put(displaced->sender);
}

/*
 * Whether this signal has just decided the end of the process. The kernel does that
 * where it is sent, unless it is blocked, or dumps core, or the process is traced.
 */
static bool decides(const struct lc_task *leader, const struct lc_generated *s)
{
	const struct signal_struct *signal = s->task->signal;

	return signal->flags & SIGNAL_GROUP_EXIT && signal->group_exit_code == s->sig &&
	       leader->facts.signal.sig != s->sig;
}

static void keep(struct lc_task *leader, const struct lc_generated *s)
{
	struct task_struct *thread = leader->sent_target;
	struct lc_signal signal;

	fill(&signal, leader, s);
	if (decides(leader, s)) {
		lc_signals_set(leader, &leader->facts.signal, &signal);
		lc_actor_put(signal.sender);
		return;
	}
	swap(leader->sent, signal);
	leader->sent_target = target_thread(s);
	save_displaced(leader, s, &signal, thread);
}

static struct lc_effect effect_of(const struct lc_generated *s)
{
	return (struct lc_effect) {
		.sent_ns = lc_clock_now(),
		.sender = sender_of(s),
		.sig = s->sig,
		.origin = s->origin,
	};
}

static void note_ignored(struct lc_task *leader, const struct lc_generated *s)
{
	struct lc_effect ignored = effect_of(s);

	lc_signals_set_effect(leader, &leader->facts.ignored, &ignored);
	lc_actor_put(ignored.sender);
}

/*
 * SIGCONT continues where it is sent. The flags say that it ended a stop, of all threads
 * or one that had only begun; they stay until a thread of the process has told its parent,
 * before it takes another signal.
 */
static void note_continue(struct lc_task *leader, const struct lc_generated *s)
{
	struct lc_effect cont;

	if (!(s->task->signal->flags & SIGNAL_CLD_MASK))
		return;
	cont = effect_of(s);
	lc_signals_continued(leader, &cont);
	lc_actor_put(cont.sender);
}

/* What a signal means for its process as a whole. */
static void note(struct lc_task *leader, const struct lc_generated *s)
{
	const struct signal_struct *signal = s->task->signal;

	if (s->sig == SIGCONT)
		note_continue(leader, s);
	if (sig_kernel_ignore(s->sig) || leader->target_exiting || !atomic_read(&signal->live))
		return;
	if (s->queued)
		keep(leader, s);
	else if (s->ignored && !sig_kernel_stop(s->sig) && !lc_compat_group_exits(signal) &&
		 lc_signals_from_outside(s->origin))
		note_ignored(leader, s);
}

/**
 * lc_sent_before_wakeup() - record the state of a signal's target before its wakeup
 * @task: the target
 *
 * When lc_sent_generated() is called, the target has already been woken. A leader that
 * has exited before its other threads receives the signals of its process; the state
 * is that of a thread that lives.
 *
 * Context: RCU read side, in the sender, the target's siglock held.
 */
void lc_sent_before_wakeup(struct task_struct *task)
{
	struct lc_task *leader = lc_table_leader(task);

	if (!leader)
		return;
	leader->target_exiting = lc_compat_group_exiting(task->signal);
	if (READ_ONCE(task->exit_state))
		task = next_thread(task);
	leader->target_state = lc_state_now(task);
}

static void generated(struct lc_task *leader, const struct lc_generated *s)
{
	struct lc_task *target = s->group ? leader : lc_table_find(s->task);
	struct lc_task *sender;

	/* What was sent before is still kept; the tracer's own signal in its place is not. */
	if (s->requeued && s->origin != LC_ORIGIN_TRACER)
		return;
	if (s->origin == LC_ORIGIN_USER || s->origin == LC_ORIGIN_SELF) {
		sender = lc_table_find(current);
		if (sender)
			sender->facts.counts.sent++;
	}
	if (target)
		count(&target->facts.counts, s);
	if (leader)
		note(leader, s);
}

/**
 * lc_sent_generated() - record that a signal is generated
 * @s: the signal
 *
 * Signals for a process that is already exiting do not count, though before 6.1 the
 * kernel does not discard them. A signal that is queued has passed complete_signal().
 *
 * Context: RCU read side with preemption off, in the sender, the target's siglock
 * held: the target cannot dequeue the signal before that lock is released.
 */
void lc_sent_generated(const struct lc_generated *s)
{
	struct lc_task *leader = lc_table_leader(s->task);

	generated(leader, s);
	if (!leader)
		return;
	if (s->queued && unlikely(leader->target_state == LC_STATE_UNKNOWN))
		lc_silence_unseen(LC_WATCHED_complete_signal, U64_MAX, U64_MAX);
	leader->target_state = LC_STATE_UNKNOWN;
	leader->target_exiting = false;
}

/* Whether the siginfo of a delivered signal is that of the signal that was sent. */
static bool agrees(const struct lc_signal *signal, const struct kernel_siginfo *info)
{
	if (signal->no_siginfo)
		return info->si_code == SI_USER && !info->si_pid;
	if (signal->code != info->si_code)
		return false;
	switch (info->si_code) {
	case SI_USER:
	case SI_QUEUE:
	case SI_TKILL:
		return signal->pid == info->si_pid;
	default:
		return true;
	}
}

static bool take_newest(struct lc_task *leader, const struct task_struct *thread, int sig,
			struct lc_signal *signal)
{
	if (leader->sent.sig != sig || leader->sent_target != thread)
		return false;
	*signal = (struct lc_signal) { 0 };
	swap(leader->sent, *signal);
	return true;
}

static bool take_if_agrees(bool taken, const struct kernel_siginfo *info,
			   struct lc_signal *signal)
{
	if (!taken || agrees(signal, info))
		return taken;
	lc_actor_put(signal->sender);
	return false;
}

/**
 * lc_sent_take() - take the sent signal that is being delivered
 * @leader: record of the process's leader
 * @sig: signal number
 * @info: its siginfo
 * @signal: receives the signal, with the reference to its sender
 *
 * Signals for a thread are delivered before those for its process, and the first of
 * one number before the others. A signal that does not agree with @info is not the one
 * that was delivered: it was dequeued unseen. It is forgotten.
 *
 * Context: RCU read side, in the target, its siglock held.
 * Return: true if it was found.
 */
bool lc_sent_take(struct lc_task *leader, int sig, const struct kernel_siginfo *info,
		  struct lc_signal *signal)
{
	struct task_struct *threads[] = { current, NULL };
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(threads); i++) {
		if (take_if_agrees(lc_pending_dequeue(leader, threads[i], sig, signal),
				   info, signal) ||
		    take_if_agrees(take_newest(leader, threads[i], sig, signal), info, signal))
			return true;
	}
	return false;
}
