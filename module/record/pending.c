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

/* Drop the senders of entries that were freed, which is not done under the lock. */
static void put_senders(const struct lc_pending_senders *senders)
{
	unsigned int i;

	for (i = 0; i < senders->count; i++)
		lc_actor_put(senders->at[i]);
}

/* Free the entries of a process, or, if @thread is not NULL, those of one of its threads. */
static void drop(const struct lc_task *leader, const struct task_struct *thread)
{
	struct lc_pending_senders gone;
	unsigned long flags;

	do {
		raw_spin_lock_irqsave(&lock, flags);
		lc_pending_free_of(leader, thread, &gone);
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
	ret = lc_pending_add(leader, thread, owner, signal, false);
	if (!ret)
		goto unlock;
	if (ret == -EDQUOT)
		lc_pending_free_if_of(is_stale, owner, &gone);
	else
		lc_pending_free_if(is_stale, &gone);
	if (gone.count)
		ret = lc_pending_add(leader, thread, owner, signal, true);
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

	if (!from->has_pending)
		return;
	to->has_pending = true;
	from->has_pending = false;
	raw_spin_lock_irqsave(&lock, flags);
	lc_pending_pass_on(from, to);
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

static bool always(const struct lc_pending *p)
{
	return true;
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

/**
 * lc_pending_exit() - free all entries
 *
 * Context: Process context. Hooks are detached.
 */
void lc_pending_exit(void)
{
	struct lc_pending_senders gone;

	/* Nobody else uses the entries any more: no lock is needed. */
	do {
		lc_pending_free_if(always, &gone);
		put_senders(&gone);
	} while (gone.count);
}

/* Number of signals that found no free entry. Context: any. */
u64 lc_pending_lost(void)
{
	return atomic64_read(&lost);
}
