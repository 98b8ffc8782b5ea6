// SPDX-License-Identifier: GPL-2.0
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "record/table.h"

/* Serializes writers of the table. Raw: taken in probes, with preemption off. */
static DEFINE_RAW_SPINLOCK(lock);

/* Hooks look records up here; writers hold the lock. */
struct lc_buckets lc_buckets __read_mostly;

/* A slot in use points to its record. The numbers of free slots are on a stack. */
static struct lc_task __rcu **slots;
static unsigned int *free_slots;
static unsigned int nr_slots;
static unsigned int living;
static unsigned int peak;
static unsigned int slots_end;

/* With fewer records than a user may have, there is room for all users. */
static unsigned int roomy __read_mostly;

/**
 * lc_table_leader() - find the record of a task's process
 * @task: any thread of the process
 *
 * Context: As for lc_table_find().
 * Return: the leader's record, or NULL.
 */
struct lc_task *lc_table_leader(const struct task_struct *task)
{
	return lc_table_find(READ_ONCE(task->group_leader));
}

/**
 * lc_table_at() - get the record in a slot
 * @slot: index, less than lc_table_slots()
 *
 * Context: RCU read side.
 * Return: the record, or NULL if the slot is free.
 */
struct lc_task *lc_table_at(unsigned int slot)
{
	return rcu_dereference(slots[slot]);
}

/* Highest slot that was ever in use, plus one. Context: any. */
unsigned int lc_table_slots(void)
{
	return READ_ONCE(slots_end);
}

/* Number of records. Context: any. */
unsigned int lc_table_living(void)
{
	return READ_ONCE(living);
}

/* Largest number of records so far. Context: any. */
unsigned int lc_table_peak(void)
{
	return READ_ONCE(peak);
}

/* Number of records that the table can hold. Context: any. */
unsigned int lc_table_max(void)
{
	return nr_slots;
}

/* Size of the table in bytes, without the records. Context: any. */
size_t lc_table_memory(void)
{
	return (sizeof(*lc_buckets.heads) << (64 - lc_buckets.shift)) +
	       nr_slots * (sizeof(*slots) + sizeof(*free_slots));
}

static enum lc_bound bound_locked(kuid_t user)
{
	enum lc_bound bound;

	if (living < roomy)
		return LC_BOUND_NONE;
	bound = lc_quota_bound(user, living);
	if (bound != LC_BOUND_NONE)
		lc_quota_wait(user, bound);
	return bound;
}

/**
 * lc_table_bound() - find what keeps a task from a record
 * @user: the user whom the task counts for
 *
 * A task that finds no place must not use up the reserve of records.
 *
 * Context: No scheduler lock held.
 * Return: LC_BOUND_NONE if nothing does. Else lc_table_remove() will report when there is
 * room for it.
 */
enum lc_bound lc_table_bound(kuid_t user)
{
	unsigned int held = READ_ONCE(living);
	enum lc_bound bound;
	unsigned long flags;

	if (held < roomy || lc_quota_bound(user, held) == LC_BOUND_NONE)
		return LC_BOUND_NONE;
	raw_spin_lock_irqsave(&lock, flags);
	bound = bound_locked(user);
	raw_spin_unlock_irqrestore(&lock, flags);
	return bound;
}

static void insert(struct lc_task *rec, kuid_t user)
{
	WRITE_ONCE(living, living + 1);
	rec->quota = lc_quota_hold(user);
	rec->slot = free_slots[nr_slots - living];
	if (living > peak)
		WRITE_ONCE(peak, living);
	if (rec->slot >= slots_end)
		WRITE_ONCE(slots_end, rec->slot + 1);
	rcu_assign_pointer(slots[rec->slot], rec);
	hlist_add_head_rcu(&rec->hash, lc_table_bucket(rec->task));
}

/**
 * lc_table_add() - add a record to the table
 * @rec: record of a task that has none and has not been released
 * @user: the user whom it counts for, until it is removed
 * @bound: receives what keeps the task from a record, as from lc_table_bound()
 *
 * A caller of release_task() has already made the task EXIT_DEAD. If the hook there
 * does not find the record at first, it looks again under the lock. If the hook came
 * first, EXIT_DEAD is seen here. If it comes later, it finds the record.
 *
 * Context: No scheduler lock held.
 * Return: 0; -EEXIST if the task has a record or has been released; -ENOSPC if it may not
 * have one.
 */
int lc_table_add(struct lc_task *rec, kuid_t user, enum lc_bound *bound)
{
	unsigned long flags;
	int ret = 0;

	raw_spin_lock_irqsave(&lock, flags);
	if (lc_table_find(rec->task) || READ_ONCE(rec->task->exit_state) == EXIT_DEAD) {
		ret = -EEXIST;
	} else {
		*bound = bound_locked(user);
		if (*bound == LC_BOUND_NONE)
			insert(rec, user);
		else
			ret = -ENOSPC;
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return ret;
}

/**
 * lc_table_find_slowpath() - find the record of a task that is being released
 * @task: the task
 *
 * Also finds a record that lc_table_add() is adding concurrently.
 *
 * Context: RCU read side, no scheduler lock held.
 * Return: the record, or NULL.
 */
struct lc_task *lc_table_find_slowpath(const struct task_struct *task)
{
	struct lc_task *rec = lc_table_find(task);
	unsigned long flags;

	if (rec)
		return rec;
	raw_spin_lock_irqsave(&lock, flags);
	rec = lc_table_find(task);
	raw_spin_unlock_irqrestore(&lock, flags);
	return rec;
}

/**
 * lc_table_remove() - remove a record from the table
 * @rec: the record; readers may use it for another grace period
 *
 * Context: No scheduler lock held.
 * Return: true if this makes room for a task that has none.
 */
bool lc_table_remove(struct lc_task *rec)
{
	unsigned long flags;
	bool wanted;

	raw_spin_lock_irqsave(&lock, flags);
	hlist_del_rcu(&rec->hash);
	RCU_INIT_POINTER(slots[rec->slot], NULL);
	free_slots[nr_slots - living] = rec->slot;
	WRITE_ONCE(living, living - 1);
	wanted = lc_quota_release(rec->quota, living);
	raw_spin_unlock_irqrestore(&lock, flags);
	return wanted;
}

/**
 * lc_table_clear_waiters() - clear what is known of tasks that found no room
 *
 * For a walk over all tasks, which finds those that still have none.
 *
 * Context: No scheduler lock held.
 */
void lc_table_clear_waiters(void)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	lc_quota_clear_waiters();
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_table_init() - allocate the table
 * @max_tasks: number of tasks it can hold, more than one
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_table_init(unsigned int max_tasks)
{
	unsigned int bits = ilog2(roundup_pow_of_two(max_tasks));
	unsigned int i;

	nr_slots = max_tasks;
	lc_quota_init(max_tasks);
	roomy = lc_quota_share();
	lc_buckets.shift = 64 - bits;
	lc_buckets.heads = kvcalloc(1UL << bits, sizeof(*lc_buckets.heads), GFP_KERNEL);
	slots = kvcalloc(nr_slots, sizeof(*slots), GFP_KERNEL);
	free_slots = kvmalloc_array(nr_slots, sizeof(*free_slots), GFP_KERNEL);
	if (!lc_buckets.heads || !slots || !free_slots) {
		lc_table_exit();
		return -ENOMEM;
	}
	for (i = 0; i < nr_slots; i++)
		free_slots[i] = nr_slots - 1 - i;
	return 0;
}

/**
 * lc_table_exit() - free the table, but not the records
 *
 * Context: Process context. Hooks are detached, no reader is left.
 */
void lc_table_exit(void)
{
	kvfree(free_slots);
	kvfree(slots);
	kvfree(lc_buckets.heads);
}
