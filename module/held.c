// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/spinlock.h>

#include "held.h"
#include "task.h"

/*
 * A place is free without a leader. Whether a leader has any is known from its
 * record, so that hardly anybody has to look.
 */
static struct {
	const struct lc_task *leader;
	kuid_t owner;
	struct lc_signal signal;
} held[128];

/* What processes of one user can have of it: nobody takes all the others' places. */
#define SHARE (ARRAY_SIZE(held) / 4)

/* Guards the table. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static u64 lost;

static int find(const struct lc_task *leader, int sig)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(held); i++)
		if (held[i].leader == leader && (!sig || held[i].signal.sig == sig))
			return i;
	return -1;
}

/* Where a signal for a process of @owner can be put, -1 if nowhere. */
static int find_room(kuid_t owner)
{
	int i, has = 0;

	for (i = 0; i < ARRAY_SIZE(held); i++)
		if (held[i].leader && uid_eq(held[i].owner, owner))
			has++;
	return has < SHARE ? find(NULL, 0) : -1;
}

/**
 * lc_held_keep() - remember a signal that is blocked
 * @leader: record of the process's leader
 * @owner: uid of the process
 * @signal: what is known of it
 *
 * Of several of one number the first is the one that is let in first. Where there
 * is no room, or none for the owner, it is counted as lost.
 *
 * Context: any, no scheduler lock held.
 */
void lc_held_keep(struct lc_task *leader, kuid_t owner, const struct lc_signal *signal)
{
	unsigned long flags;
	int at;

	raw_spin_lock_irqsave(&lock, flags);
	if (!leader->has_held || find(leader, signal->sig) < 0) {
		at = find_room(owner);
		if (at < 0) {
			WRITE_ONCE(lost, lost + 1);
		} else {
			held[at].leader = leader;
			held[at].owner = owner;
			held[at].signal = *signal;
			leader->has_held = true;
		}
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_held_take() - a signal that may have been blocked is let in
 * @leader: record of the process's leader
 * @sig: its number
 * @signal: receives what is known of it
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
	at = find(leader, sig);
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
	while ((at = find(from, 0)) >= 0)
		held[at].leader = to;
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
