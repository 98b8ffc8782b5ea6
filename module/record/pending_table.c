// SPDX-License-Identifier: GPL-2.0
#include <linux/hash.h>

#include "record/pending_table.h"
#include "record/record.h"

static struct lc_pending table[LC_PENDING_ENTRIES];

/* Entries that are free again, linked by @by_leader, and the number that were ever used. */
static struct hlist_head spare;
static unsigned int used;

static struct hlist_head leaders[LC_PENDING_CHAINS];
struct hlist_head lc_pending_owners[LC_PENDING_CHAINS];

/* The chain that has the entries of a process, and others. */
struct hlist_head *lc_pending_of_leader(const struct lc_task *leader)
{
	return &leaders[hash_ptr(leader, LC_PENDING_CHAIN_BITS)];
}

/* The chain that has the entries of a UID, and others. */
struct hlist_head *lc_pending_of_owner(kuid_t owner)
{
	return &lc_pending_owners[hash_32(__kuid_val(owner), LC_PENDING_CHAIN_BITS)];
}

/**
 * lc_pending_find() - find the entry of a signal
 * @leader: record of the process's leader
 * @thread: thread that the signal was sent to, NULL for the process
 * @sig: signal number
 *
 * Context: The caller's lock is held.
 * Return: the entry, or NULL.
 */
struct lc_pending *lc_pending_find(const struct lc_task *leader,
				   const struct task_struct *thread, int sig)
{
	struct lc_pending *p;

	hlist_for_each_entry(p, lc_pending_of_leader(leader), by_leader)
		if (p->leader == leader && p->thread == thread && p->signal.sig == sig)
			return p;
	return NULL;
}

static bool has_room(kuid_t owner)
{
	const struct lc_pending *p;
	int count = 0;

	hlist_for_each_entry(p, lc_pending_of_owner(owner), by_owner)
		count += uid_eq(p->owner, owner);
	return count < LC_PENDING_PER_OWNER;
}

static struct lc_pending *take_spare(void)
{
	struct lc_pending *p = hlist_entry_safe(spare.first, struct lc_pending, by_leader);

	if (p)
		hlist_del(&p->by_leader);
	else if (used < LC_PENDING_ENTRIES)
		p = &table[used++];
	return p;
}

/**
 * lc_pending_add() - add an entry for a signal
 * @leader: record of the process's leader
 * @thread: thread that the signal was sent to, NULL for the process
 * @owner: UID of the process
 * @signal: the signal, whose reference to its sender the entry takes over
 *
 * Context: The caller's lock is held.
 * Return: 0; -EEXIST if the signal has an entry; -EDQUOT if the owner may not have another;
 * -ENOSPC if none is free.
 */
int lc_pending_add(const struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		   const struct lc_signal *signal)
{
	struct lc_pending *p;

	if (lc_pending_find(leader, thread, signal->sig))
		return -EEXIST;
	if (!has_room(owner))
		return -EDQUOT;
	p = take_spare();
	if (!p)
		return -ENOSPC;
	p->leader = leader;
	p->task = leader->task;
	p->thread = thread;
	p->owner = owner;
	p->signal = *signal;
	hlist_add_head(&p->by_leader, lc_pending_of_leader(leader));
	hlist_add_head(&p->by_owner, lc_pending_of_owner(owner));
	return 0;
}

/**
 * lc_pending_take() - take an entry out of its chains
 * @p: the entry
 * @taken: receives it, linked by @by_leader
 *
 * Context: The caller's lock is held.
 */
void lc_pending_take(struct lc_pending *p, struct hlist_head *taken)
{
	hlist_del(&p->by_leader);
	hlist_del(&p->by_owner);
	hlist_add_head(&p->by_leader, taken);
}

/**
 * lc_pending_free() - make an entry that was taken out free again
 * @p: the entry
 *
 * Context: The caller's lock is held.
 */
void lc_pending_free(struct lc_pending *p)
{
	hlist_del(&p->by_leader);
	hlist_add_head(&p->by_leader, &spare);
}
