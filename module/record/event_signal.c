// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/signal.h>

#include "record/actor.h"
#include "record/event_make.h"
#include "record/event_signal.h"
#include "record/table.h"
#include "record/watch.h"

/* Of a signal that is queued, what is known when it is sent. */
static enum lc_outcome outcome_of(const struct lc_task *leader, const struct lc_generated *s)
{
	const struct signal_struct *signal = s->task->signal;

	if (signal->flags & SIGNAL_GROUP_EXIT && signal->group_exit_code == s->sig &&
	    !leader->target_exiting)
		return LC_OUTCOME_FATAL;
	/* Another thread may take a signal for the process. */
	if (s->group && !thread_group_empty(s->task))
		return LC_OUTCOME_PENDING;
	return sigismember(&s->task->blocked, s->sig) ? LC_OUTCOME_BLOCKED : LC_OUTCOME_PENDING;
}

/* As in the record: a second SIGCONT continues nothing. */
static bool continues(const struct lc_task *leader, const struct lc_generated *s)
{
	const struct lc_facts *facts = &leader->facts;

	return s->sig == SIGCONT && s->task->signal->flags & SIGNAL_CLD_MASK &&
	       (leader->stopping.sig || !facts->cont.sent_ns ||
		facts->stop.sent_ns > facts->cont.sent_ns);
}

static void add(enum lc_event_kind kind, struct lc_task *rec, const struct lc_generated *s,
		enum lc_outcome outcome)
{
	struct pid *pid = READ_ONCE(rec->task->thread_pid);
	struct lc_event_full full lc_compat_uninitialized;

	lc_event_make(&full, kind, rec->task, pid, lc_watch_of(rec));
	full.event.sig = s->sig;
	full.event.code = s->code;
	full.event.origin = s->origin;
	full.event.word = outcome;
	if (s->sender)
		lc_event_make_by(&full, s->sender, pid);
	lc_event_add(&lc_event_lives, &full, rec);
}

/**
 * lc_event_signal_sent() - add that a signal is sent, and that it continues a process
 * @s: the signal
 * @result: what the kernel does with it if it is not queued
 *
 * Nothing is added for a task without a record: it may not have been born yet, or be reaped.
 *
 * Context: RCU read side with preemption off, in the sender, the target's siglock held, before
 * the record is changed.
 */
void lc_event_signal_sent(const struct lc_generated *s, enum lc_outcome result)
{
	struct lc_task *leader = lc_table_leader(s->task);
	struct lc_task *rec = s->group ? leader : lc_table_find(s->task);

	if (!leader || !rec)
		return;
	add(LC_EVENT_SIGNAL, rec, s, s->queued ? outcome_of(leader, s) : result);
	if (continues(leader, s))
		add(LC_EVENT_CONTINUE, leader, s, LC_OUTCOME_NONE);
}

/**
 * lc_event_signal_delivered() - add that a signal is delivered to current
 * @rec: its record
 * @signal: the signal
 * @outcome: what becomes of it
 *
 * Context: RCU read side with preemption off, the siglock held.
 */
void lc_event_signal_delivered(struct lc_task *rec, const struct lc_signal *signal,
			       enum lc_outcome outcome)
{
	struct lc_event_full full lc_compat_uninitialized;

	lc_event_make(&full, LC_EVENT_DELIVERY, current, task_pid(current), lc_watch_of(rec));
	full.event.sig = signal->sig;
	full.event.code = signal->code;
	full.event.origin = signal->origin;
	full.event.word = outcome;
	lc_event_make_by_actor(&full, signal->sender);
	lc_event_add(&lc_event_lives, &full, rec);
}
