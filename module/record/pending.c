// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/list.h>
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

/*
 * Whether a signal is still pending. The process exists. A task that is dequeuing the
 * signal right now may already have removed it.
 */
static bool is_pending(struct task_struct *task, struct task_struct *thread, int sig)
{
	struct sigpending *pending = &task->signal->shared_pending;

	if (thread) {
		if (!lc_table_find(thread) || thread->signal != task->signal)
			return false;
		pending = &thread->pending;
	}
	return data_race(sigismember(&pending->signal, sig));
}

/*
 * No hook reports that signalfd(2) or sigwaitinfo(2) dequeued a signal, or that it was
 * flushed when the process began to ignore it.
 */
static bool is_stale(const struct lc_pending *p)
{
	return lc_table_find(p->task) != p->leader ||
	       !is_pending(p->task, p->thread, p->signal.sig);
}

/* Drop the senders of entries that have been taken out, which is not done under the lock. */
static void release(struct hlist_head *taken)
{
	struct hlist_node *next;
	unsigned long flags;
	struct lc_pending *p;

	if (hlist_empty(taken))
		return;
	hlist_for_each_entry(p, taken, by_leader)
		lc_actor_put(p->signal.sender);
	raw_spin_lock_irqsave(&lock, flags);
	hlist_for_each_entry_safe(p, next, taken, by_leader)
		lc_pending_free(p);
	raw_spin_unlock_irqrestore(&lock, flags);
}

/* Free the entries of a process, or, if @thread is not NULL, those of one of its threads. */
static void drop(const struct lc_task *leader, const struct task_struct *thread)
{
	HLIST_HEAD(taken);
	struct hlist_node *next;
	unsigned long flags;
	struct lc_pending *p;

	raw_spin_lock_irqsave(&lock, flags);
	hlist_for_each_entry_safe(p, next, lc_pending_of_leader(leader), by_leader)
		if (p->leader == leader && (!thread || p->thread == thread))
			lc_pending_take(p, &taken);
	raw_spin_unlock_irqrestore(&lock, flags);
	release(&taken);
}

/* Free the entries of a chain of owners, or only those that are stale. */
static void drop_of_owners(struct hlist_head *chain, bool only_stale)
{
	HLIST_HEAD(taken);
	struct hlist_node *next;
	unsigned long flags;
	struct lc_pending *p;

	raw_spin_lock_irqsave(&lock, flags);
	hlist_for_each_entry_safe(p, next, chain, by_owner)
		if (!only_stale || is_stale(p))
			lc_pending_take(p, &taken);
	raw_spin_unlock_irqrestore(&lock, flags);
	release(&taken);
}

static int add(struct lc_task *leader, struct task_struct *thread, kuid_t owner,
	       const struct lc_signal *signal)
{
	unsigned long flags;
	int ret;

	raw_spin_lock_irqsave(&lock, flags);
	ret = lc_pending_add(leader, thread, owner, signal);
	raw_spin_unlock_irqrestore(&lock, flags);
	return ret;
}

/* Stale entries of the owner, or of all, are freed first. Return: as of add(). */
static int add_or_make_room(struct lc_task *leader, struct task_struct *thread, kuid_t owner,
			    const struct lc_signal *signal)
{
	int chain, ret = add(leader, thread, owner, signal);

	if (ret == -EDQUOT)
		drop_of_owners(lc_pending_of_owner(owner), true);
	else if (ret == -ENOSPC)
		for (chain = 0; chain < LC_PENDING_CHAINS; chain++)
			drop_of_owners(&lc_pending_owners[chain], true);
	else
		return ret;
	return add(leader, thread, owner, signal);
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
 * free, or none for the owner, the signal is counted as lost, and so marked in @leader.
 *
 * Context: RCU read side, the target's siglock held, no scheduler lock held.
 */
void lc_pending_save(struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		     struct lc_signal *signal)
{
	int ret = -EEXIST;

	if (is_pending(leader->task, thread, signal->sig))
		ret = add_or_make_room(leader, thread, owner, signal);
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
	HLIST_HEAD(taken);
	unsigned long flags;
	struct lc_pending *p;

	if (!leader->has_pending)
		return false;
	raw_spin_lock_irqsave(&lock, flags);
	p = lc_pending_find(leader, thread, sig);
	if (p) {
		*signal = p->signal;
		lc_pending_take(p, &taken);
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
	struct hlist_node *next;
	unsigned long flags;
	struct lc_pending *p;

	if (!from->has_pending)
		return;
	to->has_pending = true;
	from->has_pending = false;
	raw_spin_lock_irqsave(&lock, flags);
	hlist_for_each_entry_safe(p, next, lc_pending_of_leader(from), by_leader) {
		if (p->leader != from)
			continue;
		p->leader = to;
		p->task = to->task;
		hlist_del(&p->by_leader);
		hlist_add_head(&p->by_leader, lc_pending_of_leader(to));
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_pending_drop() - free the entries of a task that is gone
 * @rec: record of the task; a leader's has the entries of its process
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_pending_drop(struct lc_task *rec)
{
	struct lc_task *leader;

	if (rec->has_pending)
		drop(rec, NULL);
	if (thread_group_leader(rec->task))
		return;
	leader = lc_table_leader(rec->task);
	if (leader && leader->has_pending)
		drop(leader, rec->task);
}

/**
 * lc_pending_clear() - free all entries
 *
 * Context: Process context. Hooks are detached.
 */
void lc_pending_clear(void)
{
	int chain;

	for (chain = 0; chain < LC_PENDING_CHAINS; chain++)
		drop_of_owners(&lc_pending_owners[chain], false);
}

/* Number of signals that found no free entry. Context: any. */
u64 lc_pending_lost(void)
{
	return atomic64_read(&lost);
}
