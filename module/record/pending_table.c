// SPDX-License-Identifier: GPL-2.0
#include <linux/bits.h>
#include <linux/hash.h>

#include "record/pending_table.h"
#include "record/record.h"

#define CHAIN_BITS	6

static struct lc_pending table[LC_PENDING_ENTRIES];

/* Entries that are free again, linked by @by_leader, and the number that were ever used. */
static struct hlist_head spare;
static unsigned int used;

static struct hlist_head leaders[BIT(CHAIN_BITS)];
static struct list_head owners[BIT(CHAIN_BITS)];

/* All that are in use. The first is that which has not been looked at for the longest time. */
static LIST_HEAD(looks);

/**
 * lc_pending_table_init() - make the chains
 *
 * Context: Process context. No hook is attached.
 */
void lc_pending_table_init(void)
{
	int chain;

	for (chain = 0; chain < ARRAY_SIZE(owners); chain++)
		INIT_LIST_HEAD(&owners[chain]);
}

/* The chain that has the entries of a process, and others. */
static struct hlist_head *chain_of_leader(const struct lc_task *leader)
{
	return &leaders[hash_ptr(leader, CHAIN_BITS)];
}

/* The chain that has the entries of a UID, and others. */
static struct list_head *chain_of_owner(kuid_t owner)
{
	return &owners[hash_32(__kuid_val(owner), CHAIN_BITS)];
}

/* An entry can outlive its process, whose record may then have become that of another. */
static bool is_of(const struct lc_pending *p, const struct lc_task *leader)
{
	return p->leader == leader && p->task == leader->task;
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

	hlist_for_each_entry(p, chain_of_leader(leader), by_leader)
		if (p->signal.sig == sig && p->thread == thread && is_of(p, leader))
			return p;
	return NULL;
}

static bool owner_has_room(kuid_t owner)
{
	const struct lc_pending *p;
	int count = 0;

	list_for_each_entry(p, chain_of_owner(owner), by_owner)
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

static int insert(const struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		  const struct lc_signal *signal)
{
	struct lc_pending *p = take_spare();

	if (!p)
		return -ENOSPC;
	p->leader = leader;
	p->task = leader->task;
	p->thread = thread;
	p->owner = owner;
	p->signal = *signal;
	hlist_add_head(&p->by_leader, chain_of_leader(leader));
	list_add_tail(&p->by_owner, chain_of_owner(owner));
	list_add_tail(&p->by_look, &looks);
	return 0;
}

/**
 * lc_pending_add() - add an entry for a signal that has none
 * @leader: record of the process's leader
 * @thread: thread that the signal was sent to, NULL for the process
 * @owner: UID of the process
 * @signal: the signal, whose reference to its sender the entry takes over
 * @has_room: the owner has freed an entry since it was counted, and may have another
 *
 * Context: The caller's lock is held.
 * Return: 0; -EDQUOT if the owner may not have another; -ENOSPC if none is free.
 */
int lc_pending_add(const struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		   const struct lc_signal *signal, bool has_room)
{
	return has_room || owner_has_room(owner) ? insert(leader, thread, owner, signal) : -EDQUOT;
}

/**
 * lc_pending_free() - free an entry, whose sender the caller has taken over
 * @p: the entry
 *
 * Context: The caller's lock is held.
 */
void lc_pending_free(struct lc_pending *p)
{
	hlist_del(&p->by_leader);
	list_del(&p->by_owner);
	list_del(&p->by_look);
	hlist_add_head(&p->by_leader, &spare);
}

static void free_to(struct lc_pending *p, struct lc_pending_senders *senders)
{
	senders->at[senders->count++] = p->signal.sender;
	lc_pending_free(p);
}

/**
 * lc_pending_free_of() - free entries of a process
 * @leader: record of its leader
 * @thread: only those of this thread; NULL for all
 * @senders: receives the senders; it is full if there may be more entries
 *
 * Context: The caller's lock is held.
 */
void lc_pending_free_of(const struct lc_task *leader, const struct task_struct *thread,
			struct lc_pending_senders *senders)
{
	struct hlist_node *next;
	struct lc_pending *p;

	senders->count = 0;
	hlist_for_each_entry_safe(p, next, chain_of_leader(leader), by_leader) {
		if (!is_of(p, leader) || (thread && p->thread != thread))
			continue;
		free_to(p, senders);
		if (senders->count == LC_PENDING_LOOKS)
			break;
	}
}

/**
 * lc_pending_free_if() - free stale entries among the next few
 * @is_stale: tells them
 * @senders: receives the senders
 *
 * Calls that follow each other look at other entries.
 *
 * Context: The caller's lock is held.
 */
void lc_pending_free_if(bool (*is_stale)(const struct lc_pending *p),
			struct lc_pending_senders *senders)
{
	struct lc_pending *p;
	int i;

	senders->count = 0;
	for (i = 0; i < LC_PENDING_LOOKS && !list_empty(&looks); i++) {
		p = list_first_entry(&looks, struct lc_pending, by_look);
		if (is_stale(p))
			free_to(p, senders);
		else
			list_move_tail(&p->by_look, &looks);
	}
}

/**
 * lc_pending_free_if_of() - free stale entries among the next few of a UID
 * @is_stale: tells them
 * @owner: the UID
 * @senders: receives the senders
 *
 * Calls that follow each other look at other entries.
 *
 * Context: The caller's lock is held.
 */
void lc_pending_free_if_of(bool (*is_stale)(const struct lc_pending *p), kuid_t owner,
			   struct lc_pending_senders *senders)
{
	struct list_head *chain = chain_of_owner(owner);
	struct lc_pending *p, *next, *last;
	int looked = 0;

	senders->count = 0;
	if (list_empty(chain))
		return;
	last = list_last_entry(chain, struct lc_pending, by_owner);
	list_for_each_entry_safe(p, next, chain, by_owner) {
		bool was_last = p == last;

		if (uid_eq(p->owner, owner)) {
			if (is_stale(p))
				free_to(p, senders);
			else
				list_move_tail(&p->by_owner, chain);
			looked++;
		}
		if (was_last || looked == LC_PENDING_LOOKS)
			break;
	}
}

/**
 * lc_pending_pass_on() - make the entries of a process those of its new leader
 * @from: record of the old leader
 * @to: record of the new leader
 *
 * Context: The caller's lock is held.
 */
void lc_pending_pass_on(const struct lc_task *from, const struct lc_task *to)
{
	struct hlist_node *next;
	struct lc_pending *p;

	hlist_for_each_entry_safe(p, next, chain_of_leader(from), by_leader) {
		if (!is_of(p, from))
			continue;
		p->leader = to;
		p->task = to->task;
		hlist_del(&p->by_leader);
		hlist_add_head(&p->by_leader, chain_of_leader(to));
	}
}
