// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

#include "record/pending.h"
#include "record/record.h"
#include "record/table.h"

/*
 * A place is free without a leader. Whether a leader has any is known from its
 * record, so that hardly anybody has to look. @task is the leader's, and @thread
 * whom the signal is for, NULL for the process: both only to be looked up.
 */
static struct pending {
	const struct lc_task *leader;
	struct task_struct *task;
	struct task_struct *thread;
	kuid_t owner;
	struct lc_signal signal;
} table[128];

/* What processes of one uid can have of it: nobody takes all the others' places. */
#define PER_OWNER (ARRAY_SIZE(table) / 4)

/* Guards the table. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static u64 lost;

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

/* The process is there. Whoever takes a signal up this moment may have it no more. */
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
 * No hook tells of a signal that is taken in by signalfd(2) or sigwaitinfo(2), or is
 * thrown away when the process ignores it.
 */
static void drop_stale(void)
{
	struct pending *p;

	for (p = table; p < table + ARRAY_SIZE(table); p++)
		if (p->leader && (lc_table_find(p->task) != p->leader ||
				  !is_pending(p->task, p->thread, p->signal.sig)))
			p->leader = NULL;
}

/* Where a signal for a process of @owner can be put, -1 if nowhere. */
static int find_free(kuid_t owner)
{
	int i, used = 0;

	for (i = 0; i < ARRAY_SIZE(table); i++)
		if (table[i].leader && uid_eq(table[i].owner, owner))
			used++;
	return used < PER_OWNER ? find(NULL) : -1;
}

static void add(struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		const struct lc_signal *signal)
{
	int index = find_free(owner);

	if (index < 0) {
		drop_stale();
		index = find_free(owner);
	}
	if (index < 0) {
		WRITE_ONCE(lost, lost + 1);
		return;
	}
	table[index] = (struct pending) {
		.leader = leader, .task = leader->task, .thread = thread, .owner = owner,
		.signal = *signal,
	};
	leader->has_pending = true;
}

/**
 * lc_pending_save() - remember a signal that another has come after
 * @leader: record of the process's leader
 * @thread: whom it is for: a thread, or NULL for the process
 * @owner: uid of the process
 * @signal: what is known of it; nothing happens if it is not pending any more
 *
 * Of several of one number the first is the one that is let in first. Where there
 * is no room, or none for the owner, it is counted as lost.
 *
 * Context: RCU read side, no scheduler lock table.
 */
void lc_pending_save(struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		     const struct lc_signal *signal)
{
	unsigned long flags;

	if (!is_pending(leader->task, thread, signal->sig))
		return;
	raw_spin_lock_irqsave(&lock, flags);
	if (!leader->has_pending || find_signal(leader, thread, signal->sig) < 0)
		add(leader, thread, owner, signal);
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_pending_dequeue() - a signal that may have waited is let in
 * @leader: record of the process's leader
 * @thread: whom it was for: a thread, or NULL for the process
 * @sig: its number
 * @signal: receives what is known of it
 *
 * Context: any, no scheduler lock table.
 * Return: whether it had been kept; it is not any more.
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
 * lc_pending_flush() - a signal that may have been kept is not pending any more
 * @leader: record of the process's leader
 * @thread: whom it was for: a thread, or NULL for the process
 * @sig: its number
 *
 * Context: any, no scheduler lock table.
 */
void lc_pending_flush(struct lc_task *leader, struct task_struct *thread, int sig)
{
	struct lc_signal flushed;

	lc_pending_dequeue(leader, thread, sig, &flushed);
}

static void set_leader(const struct lc_task *from, const struct lc_task *to)
{
	unsigned long flags;
	int index;

	raw_spin_lock_irqsave(&lock, flags);
	while ((index = find(from)) >= 0) {
		table[index].leader = to;
		table[index].task = to ? to->task : NULL;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_pending_move() - a process has another leader
 * @from: record of the old one
 * @to: record of the new one
 *
 * Context: any, no scheduler lock table.
 */
void lc_pending_move(struct lc_task *from, struct lc_task *to)
{
	if (!from->has_pending)
		return;
	to->has_pending = true;
	from->has_pending = false;
	set_leader(from, to);
}

static void drop_thread(const struct lc_task *leader, const struct task_struct *thread)
{
	unsigned long flags;
	struct pending *p;

	raw_spin_lock_irqsave(&lock, flags);
	for (p = table; p < table + ARRAY_SIZE(table); p++)
		if (p->leader == leader && p->thread == thread)
			p->leader = NULL;
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_pending_drop() - forget the signals of a task that is gone
 * @rec: its record: a leader's has those of its process
 *
 * Context: RCU read side, no scheduler lock table.
 */
void lc_pending_drop(struct lc_task *rec)
{
	struct lc_task *leader = NULL;

	if (rec->has_pending)
		set_leader(rec, NULL);
	else if (!thread_group_leader(rec->task))
		leader = lc_table_leader(rec->task);
	if (leader && leader->has_pending)
		drop_thread(leader, rec->task);
}

/* How many there was no room for. Context: any. */
u64 lc_pending_lost(void)
{
	return READ_ONCE(lost);
}
