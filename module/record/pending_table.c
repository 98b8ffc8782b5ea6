// SPDX-License-Identifier: GPL-2.0
#include <linux/bits.h>
#include <linux/hash.h>
#include <linux/jhash.h>
#include <linux/random.h>

#include "record/pending_table.h"
#include "record/record.h"

#define CHAIN_BITS	7

/**
 * struct lc_pending_set - entries that have something in common
 * @chain: in a chain of sets, or of those that are not used
 * @key: what they have in common: the address of a record or task, or a UID
 * @leader: their record, if they are for a process
 * @count: how many they are, not 0
 * @entries: the entries
 */
struct lc_pending_set {
	struct hlist_node chain;
	u64 key;
	const struct lc_task *leader;
	unsigned int count;
	struct list_head entries;
};

static struct lc_pending table[LC_PENDING_ENTRIES];
static struct hlist_head spare_entries;
static struct hlist_head by_signal[BIT(CHAIN_BITS)];

/* Each entry is in two: that of its target and that of its owner. */
static struct lc_pending_set sets[2 * LC_PENDING_ENTRIES];
static struct hlist_head spare_sets;
static struct hlist_head by_key[BIT(CHAIN_BITS)];

/* Without it, a user who has many UIDs could choose those that share a chain. */
static u32 seed;

static unsigned int used;
static unsigned int next_look;

/**
 * lc_pending_table_init() - make all entries spare
 *
 * Context: Process context. No hook is attached.
 */
void lc_pending_table_init(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(table); i++)
		hlist_add_head(&table[i].by_signal, &spare_entries);
	for (i = 0; i < ARRAY_SIZE(sets); i++) {
		INIT_LIST_HEAD(&sets[i].entries);
		hlist_add_head(&sets[i].chain, &spare_sets);
	}
	get_random_bytes(&seed, sizeof(seed));
}

/* Whether there are entries at all. Context: any, without the caller's lock. */
bool lc_pending_any(void)
{
	return READ_ONCE(used);
}

static u64 key_of(const void *target)
{
	return (unsigned long)target;
}

static u64 key_of_owner(kuid_t owner)
{
	return __kuid_val(owner);
}

static struct hlist_head *chain_of_key(u64 key)
{
	u32 hash = key > U32_MAX ? hash_64(key, CHAIN_BITS) :
				   jhash_1word(key, seed) % ARRAY_SIZE(by_key);

	return &by_key[hash];
}

static struct hlist_head *chain_of_signal(const struct lc_pending_set *target, int sig)
{
	return &by_signal[hash_64((unsigned long)target + sig, CHAIN_BITS)];
}

static struct lc_pending_set *find_set(u64 key)
{
	struct lc_pending_set *set;

	hlist_for_each_entry(set, chain_of_key(key), chain)
		if (set->key == key)
			return set;
	return NULL;
}

/* There are enough: each entry takes two at most. */
static struct lc_pending_set *get_set(u64 key)
{
	struct lc_pending_set *set = find_set(key);

	if (!set) {
		set = hlist_entry(spare_sets.first, struct lc_pending_set, chain);
		hlist_del(&set->chain);
		set->key = key;
		hlist_add_head(&set->chain, chain_of_key(key));
	}
	set->count++;
	return set;
}

static void put_set(struct lc_pending_set *set)
{
	if (--set->count)
		return;
	hlist_del(&set->chain);
	hlist_add_head(&set->chain, &spare_sets);
}

/* A thread can have a signal pending that its process has pending, too. */
static u64 key_of_target(const struct lc_task *leader, const struct task_struct *thread)
{
	return thread ? key_of(thread) : key_of(leader);
}

static void set_target(struct lc_pending *p, const struct lc_task *leader)
{
	p->target = get_set(key_of_target(leader, p->thread));
	p->target->leader = leader;
	list_add_tail(&p->by_target, &p->target->entries);
	hlist_add_head(&p->by_signal, chain_of_signal(p->target, p->signal.sig));
}

static void clear_target(struct lc_pending *p)
{
	hlist_del(&p->by_signal);
	list_del(&p->by_target);
	put_set(p->target);
}

/**
 * lc_pending_leader() - get the record of the process that a signal was sent to
 * @p: the entry of the signal, which was not sent to a thread
 *
 * Context: The caller's lock is held.
 * Return: the record of its leader.
 */
const struct lc_task *lc_pending_leader(const struct lc_pending *p)
{
	return p->target->leader;
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
	const struct lc_pending_set *target = find_set(key_of_target(leader, thread));
	struct lc_pending *p;

	if (!target)
		return NULL;
	hlist_for_each_entry(p, chain_of_signal(target, sig), by_signal)
		if (p->target == target && p->signal.sig == sig)
			return p;
	return NULL;
}

static bool owner_has_room(kuid_t owner)
{
	const struct lc_pending_set *set = find_set(key_of_owner(owner));

	return !set || set->count < LC_PENDING_PER_OWNER;
}

/**
 * lc_pending_add() - add an entry for a signal that has none
 * @leader: record of the process's leader
 * @thread: thread that the signal was sent to, NULL for the process
 * @owner: UID of the process
 * @signal: the signal, whose reference to its sender the entry takes over
 *
 * Context: The caller's lock is held.
 * Return: 0; -EDQUOT if the owner may not have another; -ENOSPC if none is free.
 */
int lc_pending_add(const struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		   const struct lc_signal *signal)
{
	struct lc_pending *p;

	if (!owner_has_room(owner))
		return -EDQUOT;
	if (hlist_empty(&spare_entries))
		return -ENOSPC;
	p = hlist_entry(spare_entries.first, struct lc_pending, by_signal);
	hlist_del(&p->by_signal);
	WRITE_ONCE(used, used + 1);
	p->thread = thread;
	p->signal = *signal;
	set_target(p, leader);
	p->owner = get_set(key_of_owner(owner));
	list_add_tail(&p->by_owner, &p->owner->entries);
	return 0;
}

/**
 * lc_pending_free() - free an entry, whose sender the caller has taken over
 * @p: the entry
 *
 * Context: The caller's lock is held.
 */
void lc_pending_free(struct lc_pending *p)
{
	clear_target(p);
	list_del(&p->by_owner);
	put_set(p->owner);
	WRITE_ONCE(used, used - 1);
	hlist_add_head(&p->by_signal, &spare_entries);
}

static void free_to(struct lc_pending *p, struct lc_pending_senders *senders)
{
	senders->at[senders->count++] = p->signal.sender;
	lc_pending_free(p);
}

/**
 * lc_pending_free_of() - free entries of a target
 * @target: record of a process's leader, or a thread
 * @senders: receives the senders; it is full if there may be more entries
 *
 * Context: The caller's lock is held.
 */
void lc_pending_free_of(const void *target, struct lc_pending_senders *senders)
{
	struct lc_pending_set *set;

	senders->count = 0;
	while (senders->count < LC_PENDING_LOOKS) {
		set = find_set(key_of(target));
		if (!set)
			break;
		free_to(list_first_entry(&set->entries, struct lc_pending, by_target), senders);
	}
}

/**
 * lc_pending_free_if() - free stale entries among the next few
 * @is_stale: tells them
 * @senders: receives the senders
 *
 * Calls that follow each other look at other entries.
 *
 * Context: The caller's lock is held, no entry is spare.
 */
void lc_pending_free_if(bool (*is_stale)(const struct lc_pending *p),
			struct lc_pending_senders *senders)
{
	struct lc_pending *p;
	int i;

	senders->count = 0;
	for (i = 0; i < LC_PENDING_LOOKS; i++) {
		p = &table[next_look++ % ARRAY_SIZE(table)];
		if (is_stale(p))
			free_to(p, senders);
	}
}

/**
 * lc_pending_free_if_of() - free stale entries among the next few of a UID
 * @is_stale: tells them
 * @owner: the UID, which has as many entries as it may
 * @senders: receives the senders
 *
 * Calls that follow each other look at other entries.
 *
 * Context: The caller's lock is held.
 */
void lc_pending_free_if_of(bool (*is_stale)(const struct lc_pending *p), kuid_t owner,
			   struct lc_pending_senders *senders)
{
	struct lc_pending_set *set = find_set(key_of_owner(owner));
	struct lc_pending *p;
	int i;

	BUILD_BUG_ON(LC_PENDING_LOOKS >= LC_PENDING_PER_OWNER);
	senders->count = 0;
	for (i = 0; i < LC_PENDING_LOOKS; i++) {
		p = list_first_entry(&set->entries, struct lc_pending, by_owner);
		if (is_stale(p))
			free_to(p, senders);
		else
			list_move_tail(&p->by_owner, &set->entries);
	}
}

/**
 * lc_pending_pass_on() - make entries of a process those of its new leader
 * @from: record of the old leader
 * @to: record of the new leader
 *
 * All at once, unless signals have been sent to the new leader already: then one by one. The
 * entries of the new leader are younger, and are found last.
 *
 * Context: The caller's lock is held.
 * Return: true if there are more.
 */
bool lc_pending_pass_on(const struct lc_task *from, const struct lc_task *to)
{
	struct lc_pending_set *set = find_set(key_of(from));
	struct lc_pending *p;

	if (!set)
		return false;
	if (!find_set(key_of(to))) {
		hlist_del(&set->chain);
		set->key = key_of(to);
		set->leader = to;
		hlist_add_head(&set->chain, chain_of_key(set->key));
		return false;
	}
	p = list_first_entry(&set->entries, struct lc_pending, by_target);
	clear_target(p);
	set_target(p, to);
	return true;
}
