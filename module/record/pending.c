// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

#include "record/actor.h"
#include "record/pending.h"
#include "record/pending_table.h"
#include "record/record.h"
#include "record/table.h"

/* Serializes all use of the entries. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static atomic64_t lost = ATOMIC64_INIT(0);

/* Whether a signal is in a queue. */
static bool is_in(struct sigpending *pending, int sig)
{
	/* A task that is dequeuing the signal right now may already have removed it. */
	return data_race(sigismember(&pending->signal, sig));
}

/* Whether a signal that was sent to a process or to one of its threads is still pending. */
static bool is_pending(struct task_struct *task, struct task_struct *thread, int sig)
{
	if (!thread)
		return is_in(&task->signal->shared_pending, sig);
	return lc_table_find(thread) && thread->signal == task->signal &&
	       is_in(&thread->pending, sig);
}

/*
 * No hook reports that signalfd(2) or sigwaitinfo(2) dequeued a signal, or that it was
 * flushed when the process began to ignore it. The record of a thread can outlive that of its
 * leader, if its release was not seen.
 */
static bool is_stale(const struct lc_pending *p)
{
	const struct lc_task *leader;

	if (p->thread)
		return !lc_table_find(p->thread) || !is_in(&p->thread->pending, p->signal.sig);
	leader = lc_pending_leader(p);
	return lc_table_find(leader->task) != leader ||
	       !is_in(&leader->task->signal->shared_pending, p->signal.sig);
}

/* Drop the senders of entries that were freed, which is not done under the lock. */
static void put_senders(const struct lc_pending_senders *senders)
{
	unsigned int i;

	for (i = 0; i < senders->count; i++)
		lc_actor_put(senders->at[i]);
}

/* Free all entries of a target. Few are freed at a time, because others wait for the lock. */
static void drop(const void *target)
{
	struct lc_pending_senders gone;
	unsigned long flags;

	do {
		raw_spin_lock_irqsave(&lock, flags);
		lc_pending_free_of(target, &gone);
		raw_spin_unlock_irqrestore(&lock, flags);
		put_senders(&gone);
	} while (gone.count == LC_PENDING_LOOKS);
}

/* A few entries, of the owner or of all, are freed first if they are stale. */
static int add(struct lc_task *leader, struct task_struct *thread, kuid_t owner,
	       const struct lc_signal *signal)
{
	struct lc_pending_senders gone = { .count = 0 };
	unsigned long flags;
	int ret = -EEXIST;

	raw_spin_lock_irqsave(&lock, flags);
	if (lc_pending_find(leader, thread, signal->sig))
		goto unlock;
	ret = lc_pending_add(leader, thread, owner, signal);
	if (!ret)
		goto unlock;
	if (ret == -EDQUOT)
		lc_pending_free_if_of(is_stale, owner, &gone);
	else
		lc_pending_free_if(is_stale, &gone);
	if (gone.count)
		ret = lc_pending_add(leader, thread, owner, signal);
unlock:
	raw_spin_unlock_irqrestore(&lock, flags);
	put_senders(&gone);
	return ret;
}

/**
 * lc_pending_save() - save a signal that a newer one displaces
 * @leader: record of the process's leader
 * @thread: thread that the signal was sent to, NULL for the process
 * @owner: UID of the process
 * @signal: the signal, with a reference to its sender, which is taken over or dropped;
 *	    nothing is saved if it is no longer pending
 *
 * Of several signals with one number, the first is delivered first. If no entry is
 * free, or none for the owner, and the few that are looked at are not stale, the signal is
 * counted as lost, and so marked in @leader.
 *
 * Context: RCU read side, the target's siglock held, no scheduler lock held.
 */
void lc_pending_save(struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		     struct lc_signal *signal)
{
	int ret = -EEXIST;

	if (is_pending(leader->task, thread, signal->sig))
		ret = add(leader, thread, owner, signal);
	if (!ret) {
		leader->has_pending = true;
		return;
	}
	if (ret != -EEXIST) {
		atomic64_inc(&lost);
		leader->lost_sender = true;
	}
	lc_actor_put(signal->sender);
}

/**
 * lc_pending_has() - check whether a signal has been saved
 * @leader: record of the process's leader
 * @thread: thread that the signal was sent to, NULL for the process
 * @sig: signal number
 *
 * Context: Any context, no scheduler lock held.
 * Return: true if it has an entry.
 */
bool lc_pending_has(const struct lc_task *leader, const struct task_struct *thread, int sig)
{
	unsigned long flags;
	bool has;

	if (!leader->has_pending)
		return false;
	raw_spin_lock_irqsave(&lock, flags);
	has = lc_pending_find(leader, thread, sig);
	raw_spin_unlock_irqrestore(&lock, flags);
	return has;
}

/**
 * lc_pending_dequeue() - take the entry of a signal that is being delivered
 * @leader: record of the process's leader
 * @thread: thread that the signal was sent to, NULL for the process
 * @sig: signal number
 * @signal: receives the saved signal, with the reference to its sender
 *
 * Context: Any context, no scheduler lock held.
 * Return: true if the signal had been saved; its entry is freed.
 */
bool lc_pending_dequeue(struct lc_task *leader, struct task_struct *thread, int sig,
			struct lc_signal *signal)
{
	unsigned long flags;
	struct lc_pending *p;

	if (!leader->has_pending)
		return false;
	raw_spin_lock_irqsave(&lock, flags);
	p = lc_pending_find(leader, thread, sig);
	if (p) {
		*signal = p->signal;
		lc_pending_free(p);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return p;
}

/**
 * lc_pending_flush() - free the entry of a signal that is no longer pending
 * @leader: record of the process's leader
 * @thread: thread that the signal was sent to, NULL for the process
 * @sig: signal number
 *
 * Context: Any context, no scheduler lock held.
 */
void lc_pending_flush(struct lc_task *leader, struct task_struct *thread, int sig)
{
	struct lc_signal flushed;

	if (lc_pending_dequeue(leader, thread, sig, &flushed))
		lc_actor_put(flushed.sender);
}

/**
 * lc_pending_move() - move the entries of a process to its new leader
 * @from: record of the old leader
 * @to: record of the new leader
 *
 * Context: Any context, no scheduler lock held.
 */
void lc_pending_move(struct lc_task *from, struct lc_task *to)
{
	unsigned long flags;
	bool more;

	if (!from->has_pending)
		return;
	to->has_pending = true;
	from->has_pending = false;
	do {
		raw_spin_lock_irqsave(&lock, flags);
		more = lc_pending_pass_on(from, to);
		raw_spin_unlock_irqrestore(&lock, flags);
	} while (more);
}

/**
 * lc_pending_drop() - free the entries of a task that is gone
 * @rec: record of the task, about to be freed; a leader's has the entries of its process
 *
 * Until then, they are stale. A record that was not in the table has none: those of its task
 * belong to another record.
 *
 * Context: RCU callback, no probe uses the record any more.
 */
void lc_pending_drop(const struct lc_task *rec)
{
	if (!lc_pending_any() || hlist_unhashed(&rec->hash))
		return;
	drop(rec);
	drop(rec->task);
}

/**
 * lc_pending_init() - prepare for signals
 *
 * Context: Process context. No hook is attached.
 */
void lc_pending_init(void)
{
	lc_pending_table_init();
}

/* Number of signals that found no free entry. Context: any. */
u64 lc_pending_lost(void)
{
	return atomic64_read(&lost);
}
