// SPDX-License-Identifier: GPL-2.0
#include <linux/hash.h>
#include <linux/rcupdate.h>
#include <linux/spinlock.h>

#include "record/pool.h"
#include "record/userns_entry.h"

static struct lc_pool pool = {
	.name = "lc_userns",
	.size = sizeof(struct lc_userns),
	.low = 64,
	.full = 128,
	.most = 256,
};

/* Protects the table and the entries; readers of entries need RCU only. Raw: in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static struct hlist_head table[LC_USERNS_CHAINS];
static unsigned int live;
static unsigned int kept;

static atomic64_t lost = ATOMIC64_INIT(0);

/* For the parent of a namespace that is gone. Only the worker uses it. */
static struct lc_userns *spare;

static struct hlist_head *chain_of(const struct user_namespace *ns)
{
	return &table[hash_ptr(ns, LC_USERNS_BITS)];
}

/* The lock is held. Return: a reference to the entry, or NULL. */
static struct lc_userns *find(const struct user_namespace *ns)
{
	struct lc_userns *userns;

	hlist_for_each_entry(userns, chain_of(ns), link) {
		if (userns->ns == ns) {
			userns->refs++;
			return userns;
		}
	}
	return NULL;
}

/* The lock is held. */
static struct lc_userns *insert(struct lc_userns *userns, struct user_namespace *ns)
{
	userns->ns = get_user_ns(ns);
	userns->refs = 1;
	hlist_add_head(&userns->link, chain_of(ns));
	WRITE_ONCE(live, live + 1);
	WRITE_ONCE(kept, kept + 1);
	return userns;
}

static void free_entry(struct rcu_head *rcu)
{
	struct lc_userns *userns = container_of(rcu, struct lc_userns, rcu);

	put_user_ns(userns->ns);
	lc_pool_put(&pool, userns);
}

/**
 * lc_userns_entry_get() - take a reference to the entry of a user namespace
 * @ns: the namespace, not the initial one
 *
 * Context: see lc_userns_get().
 * Return: the entry; NULL if there is no memory, which is counted.
 */
struct lc_userns *lc_userns_entry_get(struct user_namespace *ns)
{
	struct lc_userns *userns, *made;
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	userns = find(ns);
	raw_spin_unlock_irqrestore(&lock, flags);
	if (userns)
		return userns;
	made = lc_pool_get(&pool);
	if (!made) {
		atomic64_inc(&lost);
		return NULL;
	}
	raw_spin_lock_irqsave(&lock, flags);
	userns = find(ns) ?: insert(made, ns);
	raw_spin_unlock_irqrestore(&lock, flags);
	/* Another CPU may have been faster. Memory cannot be freed here. */
	if (userns != made)
		call_rcu(&made->rcu, free_entry);
	return userns;
}

/* Return: whether it was the last reference; then @parent receives one to drop, or NULL. */
static bool drop(struct lc_userns *userns, struct lc_userns **parent)
{
	unsigned long flags;
	bool last;

	raw_spin_lock_irqsave(&lock, flags);
	last = !--userns->refs;
	if (last) {
		hlist_del_init(&userns->link);
		WRITE_ONCE(live, live - !!userns->ns);
		WRITE_ONCE(kept, kept - 1);
		*parent = userns->parent;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return last;
}

/**
 * lc_userns_entry_put() - drop a reference to an entry
 * @userns: the entry, or NULL
 *
 * A reader that has found the entry can go on to its parent until the end of its read side.
 * That has begun by now, so the parent's grace period covers it too.
 *
 * Context: see lc_userns_put().
 */
void lc_userns_entry_put(struct lc_userns *userns)
{
	struct lc_userns *parent;

	while (userns && drop(userns, &parent)) {
		call_rcu(&userns->rcu, free_entry);
		userns = parent;
	}
}

/* The lock is held. Return: false if there is no memory for an entry. */
static bool find_parent(const struct lc_userns *userns, struct lc_userns **parent)
{
	struct user_namespace *ns = userns->ns->parent;

	*parent = NULL;
	if (ns == &init_user_ns)
		return true;
	*parent = find(ns);
	if (*parent || !spare)
		return *parent;
	*parent = insert(spare, ns);
	spare = NULL;
	return true;
}

/*
 * Let an entry stand for its parent if it has the last reference to its namespace. Parent and
 * owner are in place before readers see that the namespace is gone. The lock is held.
 */
static bool collapse(struct lc_userns *userns, struct user_namespace **gone)
{
	struct lc_userns *parent;

	if (lc_compat_user_ns_refs(userns->ns) != 1 || !find_parent(userns, &parent))
		return false;
	*gone = userns->ns;
	WRITE_ONCE(userns->owner, userns->ns->owner);
	WRITE_ONCE(userns->parent, parent);
	/* Pairs with lc_userns_locate(). */
	smp_store_release(&userns->ns, NULL);
	WRITE_ONCE(live, live - 1);
	hlist_del_init(&userns->link);
	if (parent)
		hlist_add_head(&userns->link, &parent->children);
	return true;
}

/*
 * Let a child of an entry whose namespace is gone take the place of that entry. A reader may
 * see the new owner with the old parent: it goes on to that one, and finds the same there.
 * Return: false if there is no child.
 */
static bool lift_child(struct lc_userns *userns)
{
	struct lc_userns *child;
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	child = hlist_entry_safe(userns->children.first, struct lc_userns, link);
	if (child) {
		hlist_del_init(&child->link);
		WRITE_ONCE(child->owner, userns->owner);
		/* Pairs with lc_userns_locate(). */
		smp_store_release(&child->parent, userns->parent);
		if (userns->parent) {
			userns->parent->refs++;
			hlist_add_head(&child->link, &userns->parent->children);
		}
		/* Not the last one: the caller has another. */
		userns->refs--;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return child;
}

/* Return: an entry whose namespace was found to be gone, with a reference; NULL if none is. */
static struct lc_userns *collapse_one(struct hlist_head *chain, struct user_namespace **gone)
{
	struct lc_userns *userns;
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	hlist_for_each_entry(userns, chain, link)
		if (collapse(userns, gone)) {
			userns->refs++;
			break;
		}
	raw_spin_unlock_irqrestore(&lock, flags);
	return userns;
}

/**
 * lc_userns_entry_collapse() - look for an entry whose namespace is gone
 * @chain: number of the chain to look at, below LC_USERNS_CHAINS
 *
 * The entry and those below it stand for its parent afterwards. The lock is held for one of
 * them at a time.
 *
 * Context: Process context, may sleep; serialized by the caller.
 * Return: the namespace, with a reference to drop after a grace period; NULL if there is
 * none in this chain.
 */
struct user_namespace *lc_userns_entry_collapse(unsigned int chain)
{
	struct user_namespace *gone;
	struct lc_userns *userns;

	if (hlist_empty(&table[chain]))
		return NULL;
	if (!spare)
		spare = lc_pool_get(&pool);
	userns = collapse_one(&table[chain], &gone);
	if (!userns)
		return NULL;
	while (lift_child(userns))
		cond_resched();
	lc_userns_entry_put(userns);
	return gone;
}

/* Number of namespaces to which a reference is held. Context: any. */
unsigned int lc_userns_entry_live(void)
{
	return READ_ONCE(live);
}

/* Number of entries. Context: any. */
unsigned int lc_userns_entry_kept(void)
{
	return READ_ONCE(kept);
}

/* Number of the dead that got no entry, for want of memory. Context: any. */
u64 lc_userns_entry_lost(void)
{
	return atomic64_read(&lost);
}

/* Size of the table and of all entries, in use and in reserve, in bytes. Context: any. */
size_t lc_userns_entry_memory(void)
{
	return sizeof(table) + (READ_ONCE(kept) + lc_pool_reserve(&pool)) * sizeof(*spare);
}

/**
 * lc_userns_entry_init() - allocate the reserve
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_userns_entry_init(void)
{
	return lc_pool_init(&pool);
}

/**
 * lc_userns_entry_exit() - free the reserve
 *
 * Context: Process context. No reference to an entry is left.
 */
void lc_userns_entry_exit(void)
{
	if (spare)
		lc_pool_put(&pool, spare);
	rcu_barrier();
	lc_pool_exit(&pool);
}
