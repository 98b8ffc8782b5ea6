// SPDX-License-Identifier: GPL-2.0
#include <linux/cgroup.h>
#include <linux/random.h>
#include <linux/rculist.h>
#include <linux/spinlock.h>

#include "record/cgroup.h"
#include "record/pool.h"

#define BITS 10

static struct lc_pool pool = {
	.name = "lc_cgroup",
	.size = sizeof(struct lc_cgroup),
	.low = 32,
	.full = 64,
	.most = 128,
};

/* Serializes changes of the table; it is searched under RCU. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static struct hlist_head table[1 << BITS];
static unsigned int kept;

static atomic64_t lost = ATOMIC64_INIT(0);

/* Odd. Nobody can choose cgroups that would all be in one chain: IDs are inode numbers. */
static u64 secret __ro_after_init;

static struct hlist_head *chain_of(u64 id)
{
	return &table[id * secret >> (64 - BITS)];
}

/* Return: a reference to the cgroup; NULL if it is not in the table, or no longer. */
static struct lc_cgroup *find(u64 id)
{
	struct lc_cgroup *cgroup;

	hlist_for_each_entry_rcu(cgroup, chain_of(id), link, rcu_read_lock_any_held())
		if (cgroup->id == id && refcount_inc_not_zero(&cgroup->refs))
			return cgroup;
	return NULL;
}

static void free_cgroup(struct rcu_head *rcu)
{
	lc_pool_put(&pool, container_of(rcu, struct lc_cgroup, rcu));
}

/* Another CPU may be faster: then its entry is the one. Memory cannot be freed here. */
static struct lc_cgroup *insert(struct lc_cgroup *made)
{
	struct lc_cgroup *cgroup;
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	cgroup = find(made->id);
	if (!cgroup) {
		hlist_add_head_rcu(&made->link, chain_of(made->id));
		WRITE_ONCE(kept, kept + 1);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	if (!cgroup)
		return made;
	call_rcu(&made->rcu, free_cgroup);
	return cgroup;
}

static struct lc_cgroup *make(struct task_struct *task, u64 id)
{
	struct lc_cgroup *cgroup = lc_pool_get(&pool);

	if (!cgroup) {
		atomic64_inc(&lost);
		return NULL;
	}
	refcount_set(&cgroup->refs, 1);
	cgroup->id = id;
	lc_path_task_cgroup(cgroup->path, sizeof(cgroup->path), task, NULL);
	return insert(cgroup);
}

/* ID of the cgroup that a task, living or dead, is in. Context: RCU read side. */
u64 lc_cgroup_id(struct task_struct *task)
{
	return cgroup_id(task_css_set(task)->dfl_cgrp);
}

/**
 * lc_cgroup_of() - take a reference to the cgroup that a task is in
 * @task: the task, living or dead
 *
 * Context: RCU read side, no scheduler lock held.
 * Return: the cgroup; NULL if no memory is available, which is counted.
 */
struct lc_cgroup *lc_cgroup_of(struct task_struct *task)
{
	u64 id = lc_cgroup_id(task);

	return find(id) ?: make(task, id);
}

/**
 * lc_cgroup_put() - drop a reference
 * @cgroup: the cgroup, or NULL
 *
 * Readers may use it until the end of their RCU read side.
 *
 * Context: No scheduler lock held.
 */
void lc_cgroup_put(struct lc_cgroup *cgroup)
{
	unsigned long flags;

	if (!cgroup || !refcount_dec_and_test(&cgroup->refs))
		return;
	raw_spin_lock_irqsave(&lock, flags);
	hlist_del_rcu(&cgroup->link);
	WRITE_ONCE(kept, kept - 1);
	raw_spin_unlock_irqrestore(&lock, flags);
	call_rcu(&cgroup->rcu, free_cgroup);
}

/* Number of cgroups. Context: any. */
unsigned int lc_cgroup_kept(void)
{
	return READ_ONCE(kept);
}

/* Number of times that the cgroup of a task could not be recorded. Context: any. */
u64 lc_cgroup_lost(void)
{
	return atomic64_read(&lost);
}

/* Size of the table and of all cgroups, in use and in reserve, in bytes. Context: any. */
size_t lc_cgroup_memory(void)
{
	return sizeof(table) +
	       (READ_ONCE(kept) + lc_pool_reserve(&pool)) * sizeof(struct lc_cgroup);
}

/**
 * lc_cgroup_init() - allocate the reserve
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int __init lc_cgroup_init(void)
{
	secret = get_random_u64() | 1;
	return lc_pool_init(&pool);
}

/**
 * lc_cgroup_exit() - free the reserve
 *
 * Context: Process context. None of the dead, and no actor, refers to a cgroup any more.
 */
void lc_cgroup_exit(void)
{
	rcu_barrier();
	lc_pool_exit(&pool);
}
