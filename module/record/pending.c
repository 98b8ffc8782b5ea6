// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

#include "record/actor.h"
#include "record/pending.h"
#include "record/record.h"
#include "record/table.h"

/*
 * An entry is free if it has no leader. A leader's record says whether it may have
 * entries, so a search is rarely needed. @task is the leader's task. @thread is the
 * thread that the signal was sent to, NULL for the process. No reference to either is
 * held: both are only looked up.
 */
static struct pending {
	const struct lc_task *leader;
	struct task_struct *task;
	struct task_struct *thread;
	kuid_t owner;
	struct lc_signal signal;
} table[128];

/* Entries that the processes of one UID may use, so that no user can take all. */
#define PER_OWNER (ARRAY_SIZE(table) / 4)

/* Guards the table. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static atomic64_t lost = ATOMIC64_INIT(0);

static int find(const struct lc_task *leader)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].leader == leader)
			return i;
	return -1;
}

static int find_signal(const struct lc_task *leader, struct task_struct *thread, int sig)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].leader == leader && table[i].thread == thread &&
		    table[i].signal.sig == sig)
			return i;
	return -1;
}

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
static bool is_stale(const struct pending *p, const struct lc_task *leader,
		     const struct task_struct *thread)
{
	return p->leader && (lc_table_find(p->task) != p->leader ||
			     !is_pending(p->task, p->thread, p->signal.sig));
}

static bool is_of_process(const struct pending *p, const struct lc_task *leader,
			  const struct task_struct *thread)
{
	return p->leader == leader;
}

static bool is_of_thread(const struct pending *p, const struct lc_task *leader,
			 const struct task_struct *thread)
{
	return p->leader == leader && p->thread == thread;
}

static bool is_used(const struct pending *p, const struct lc_task *leader,
		    const struct task_struct *thread)
{
	return p->leader;
}

/* Free all entries that match, and drop their senders outside of the lock. */
static void drop(bool (*match)(const struct pending *p, const struct lc_task *leader,
			       const struct task_struct *thread),
		 const struct lc_task *leader, const struct task_struct *thread)
{
	struct lc_actor *sender;
	unsigned long flags;
	struct pending *p;

	for (p = table; p < table + ARRAY_SIZE(table); p++) {
		if (!data_race(p->leader))
			continue;
		sender = NULL;
		raw_spin_lock_irqsave(&lock, flags);
		if (match(p, leader, thread)) {
			sender = p->signal.sender;
			p->leader = NULL;
		}
		raw_spin_unlock_irqrestore(&lock, flags);
		lc_actor_put(sender);
	}
}

/* Find a free entry for a process of @owner; -1 if there is none. */
static int find_free(kuid_t owner)
{
	int i, used = 0;

	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].leader && uid_eq(table[i].owner, owner))
			used++;
	return used < PER_OWNER ? find(NULL) : -1;
}

static bool add(struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		const struct lc_signal *signal)
{
	unsigned long flags;
	int index;

	raw_spin_lock_irqsave(&lock, flags);
	index = find_free(owner);
	if (index >= 0)
		table[index] = (struct pending) {
			.leader = leader, .task = leader->task, .thread = thread,
			.owner = owner, .signal = *signal,
		};
	raw_spin_unlock_irqrestore(&lock, flags);
	return index >= 0;
}

static bool has_entry(const struct lc_task *leader, struct task_struct *thread, int sig)
{
	unsigned long flags;
	bool found;

	if (!leader->has_pending)
		return false;
	raw_spin_lock_irqsave(&lock, flags);
	found = find_signal(leader, thread, sig) >= 0;
	raw_spin_unlock_irqrestore(&lock, flags);
	return found;
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
	if (!is_pending(leader->task, thread, signal->sig) ||
	    has_entry(leader, thread, signal->sig)) {
		lc_actor_put(signal->sender);
		return;
	}
	if (!add(leader, thread, owner, signal)) {
		drop(is_stale, NULL, NULL);
		if (!add(leader, thread, owner, signal)) {
			atomic64_inc(&lost);
			leader->lost_sender = true;
			lc_actor_put(signal->sender);
			return;
		}
	}
	leader->has_pending = true;
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
	int index;

	if (!leader->has_pending)
		return false;
	raw_spin_lock_irqsave(&lock, flags);
	index = find_signal(leader, thread, sig);
	if (index >= 0) {
		*signal = table[index].signal;
		table[index].leader = NULL;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return index >= 0;
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
	int index;

	if (!from->has_pending)
		return;
	to->has_pending = true;
	from->has_pending = false;
	raw_spin_lock_irqsave(&lock, flags);
	while ((index = find(from)) >= 0) {
		table[index].leader = to;
		table[index].task = to->task;
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
		drop(is_of_process, rec, NULL);
	if (thread_group_leader(rec->task))
		return;
	leader = lc_table_leader(rec->task);
	if (leader && leader->has_pending)
		drop(is_of_thread, leader, rec->task);
}

/**
 * lc_pending_clear() - free all entries
 *
 * Context: Process context. Hooks are detached.
 */
void lc_pending_clear(void)
{
	drop(is_used, NULL, NULL);
}

/* Number of signals that found no free entry. Context: any. */
u64 lc_pending_lost(void)
{
	return atomic64_read(&lost);
}
