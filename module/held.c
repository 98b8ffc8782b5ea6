// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/spinlock.h>

#include "held.h"
#include "table.h"
#include "task.h"

/*
 * A place is free without a leader. Whether a leader has any is known from its
 * record, so that hardly anybody has to look. @task is the leader's, only to find
 * it by; @group: the signal is for the process, not for one thread.
 */
static struct held {
	const struct lc_task *leader;
	const struct task_struct *task;
	kuid_t owner;
	bool group;
	struct lc_signal signal;
} held[128];

/* What processes of one user can have of it: nobody takes all the others' places. */
#define SHARE (ARRAY_SIZE(held) / 4)

/* Guards the table. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static u64 lost;

static int find(const struct lc_task *leader)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(held); i++)
		if (held[i].leader == leader)
			return i;
	return -1;
}

static int find_of(const struct lc_task *leader, int sig, bool group)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(held); i++)
		if (held[i].leader == leader && held[i].signal.sig == sig &&
		    held[i].group == group)
			return i;
	return -1;
}

/*
 * No hook tells of a signal that is taken in by signalfd(2) or sigwaitinfo(2), or is
 * thrown away when the process ignores it. One for a thread is not looked for: there
 * may be very many threads. One that is being taken up this moment may be taken
 * for gone, and then the last one that was sent is known.
 */
static bool is_gone(const struct held *h)
{
	if (lc_table_find(h->task) != h->leader)
		return true;
	return h->group && !data_race(sigismember(&h->task->signal->shared_pending.signal,
						  h->signal.sig));
}

static void sweep(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(held); i++)
		if (held[i].leader && is_gone(&held[i]))
			held[i].leader = NULL;
}

/* Where a signal for a process of @owner can be put, -1 if nowhere. */
static int find_room(kuid_t owner)
{
	int i, has = 0;

	for (i = 0; i < ARRAY_SIZE(held); i++)
		if (held[i].leader && uid_eq(held[i].owner, owner))
			has++;
	return has < SHARE ? find(NULL) : -1;
}

/**
 * lc_held_keep() - remember a signal that waits to be let in
 * @leader: record of the process's leader
 * @owner: uid of the process
 * @group: it is for the whole process
 * @signal: what is known of it
 *
 * Of several of one number the first is the one that is let in first. Where there
 * is no room, or none for the owner, it is counted as lost.
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_held_keep(struct lc_task *leader, kuid_t owner, bool group,
		  const struct lc_signal *signal)
{
	unsigned long flags;
	int at;

	raw_spin_lock_irqsave(&lock, flags);
	if (!leader->has_held || find_of(leader, signal->sig, group) < 0) {
		at = find_room(owner);
		if (at < 0) {
			sweep();
			at = find_room(owner);
		}
		if (at < 0) {
			WRITE_ONCE(lost, lost + 1);
		} else {
			held[at].leader = leader;
			held[at].task = leader->task;
			held[at].owner = owner;
			held[at].group = group;
			held[at].signal = *signal;
			leader->has_held = true;
		}
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_held_forget() - a signal that may have been kept is not pending any more
 * @leader: record of the process's leader
 * @sig: its number
 * @group: it was for the whole process
 *
 * Context: any, no scheduler lock held.
 */
void lc_held_forget(struct lc_task *leader, int sig, bool group)
{
	unsigned long flags;
	int at;

	if (!leader->has_held)
		return;
	raw_spin_lock_irqsave(&lock, flags);
	at = find_of(leader, sig, group);
	if (at >= 0)
		held[at].leader = NULL;
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_held_take() - a signal that may have waited is let in
 * @leader: record of the process's leader
 * @sig: its number
 * @signal: receives what is known of it
 *
 * Those for a thread come before those for the process.
 *
 * Context: any, no scheduler lock held.
 * Return: whether it had been kept; it is not any more.
 */
bool lc_held_take(struct lc_task *leader, int sig, struct lc_signal *signal)
{
	unsigned long flags;
	int at;

	if (!leader->has_held)
		return false;
	raw_spin_lock_irqsave(&lock, flags);
	at = find_of(leader, sig, false);
	if (at < 0)
		at = find_of(leader, sig, true);
	if (at >= 0) {
		*signal = held[at].signal;
		held[at].leader = NULL;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return at >= 0;
}

static void rename(const struct lc_task *from, const struct lc_task *to)
{
	unsigned long flags;
	int at;

	raw_spin_lock_irqsave(&lock, flags);
	while ((at = find(from)) >= 0) {
		held[at].leader = to;
		held[at].task = to ? to->task : NULL;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_held_move() - a process has another leader
 * @from: record of the old one
 * @to: record of the new one
 *
 * Context: any, no scheduler lock held.
 */
void lc_held_move(struct lc_task *from, struct lc_task *to)
{
	if (!from->has_held)
		return;
	to->has_held = true;
	from->has_held = false;
	rename(from, to);
}

/**
 * lc_held_drop() - forget the signals of a process
 * @leader: record of its leader
 *
 * Context: any, no scheduler lock held.
 */
void lc_held_drop(struct lc_task *leader)
{
	if (leader->has_held)
		rename(leader, NULL);
}

/* How many there was no room for. Context: any. */
u64 lc_held_lost(void)
{
	return READ_ONCE(lost);
}
