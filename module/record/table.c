// SPDX-License-Identifier: GPL-2.0
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>

#include "record/pool.h"
#include "record/table.h"

/* Writers of the table. Raw: taken in probes, with preemption off. */
static DEFINE_RAW_SPINLOCK(lock);

/* Where the hooks look; writers hold the lock. */
struct lc_buckets lc_buckets __read_mostly;

/* Slots in use point to their record; free ones are numbers on a stack. */
static struct lc_task __rcu **slots;
static unsigned int *free_slots;
static unsigned int nr_slots;
static unsigned int living;
static unsigned int peak;
static unsigned int slots_end;

/**
 * lc_table_leader() - the record of a task's process
 * @task: any thread
 *
 * Context: as lc_table_find().
 */
struct lc_task *lc_table_leader(const struct task_struct *task)
{
	return lc_table_find(READ_ONCE(task->group_leader));
}

/**
 * lc_table_at() - the record in a slot
 * @slot: less than lc_table_slots()
 *
 * Context: RCU read side.
 * Return: the record, or NULL for a free slot.
 */
struct lc_task *lc_table_at(unsigned int slot)
{
	return rcu_dereference(slots[slot]);
}

/* One more than the highest slot that was ever in use. Context: any. */
unsigned int lc_table_slots(void)
{
	return READ_ONCE(slots_end);
}

/* Whether a record would find no slot. Context: any. */
bool lc_table_is_full(void)
{
	return READ_ONCE(living) == nr_slots;
}

/* How many records there are. Context: any. */
unsigned int lc_table_living(void)
{
	return READ_ONCE(living);
}

/* How many there have been at most. Context: any. */
unsigned int lc_table_peak(void)
{
	return READ_ONCE(peak);
}

/* How many there can be. Context: any. */
unsigned int lc_table_max(void)
{
	return nr_slots;
}

/* Bytes that the table takes, records in use and in stock included. */
size_t lc_table_memory(void)
{
	return (sizeof(*lc_buckets.heads) << (64 - lc_buckets.shift)) +
	       nr_slots * (sizeof(*slots) + sizeof(*free_slots)) +
	       (lc_table_living() + lc_pool_reserve()) * sizeof(struct lc_task);
}

/**
 * lc_table_add() - put a record into the table
 * @rec: the record of a task that has none and has not been released
 *
 * Whoever calls release_task() has made the task EXIT_DEAD first, and the hook
 * there looks for the record under the lock in the end: if the hook came first,
 * its EXIT_DEAD is seen here; if it comes later it finds the record.
 *
 * Context: no scheduler lock held.
 * Return: 0; -EEXIST if the task has a record or has been released; -ENOSPC if
 * the table is full.
 */
int lc_table_add(struct lc_task *rec)
{
	unsigned long flags;
	int ret = 0;

	raw_spin_lock_irqsave(&lock, flags);
	if (lc_table_find(rec->task) || READ_ONCE(rec->task->exit_state) == EXIT_DEAD) {
		ret = -EEXIST;
	} else if (living == nr_slots) {
		ret = -ENOSPC;
	} else {
		WRITE_ONCE(living, living + 1);
		rec->slot = free_slots[nr_slots - living];
		if (living > peak)
			WRITE_ONCE(peak, living);
		if (rec->slot >= slots_end)
			WRITE_ONCE(slots_end, rec->slot + 1);
		rcu_assign_pointer(slots[rec->slot], rec);
		hlist_add_head_rcu(&rec->hash,
				   lc_table_bucket(rec->task));
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return ret;
}

/**
 * lc_table_find_slowpath() - the record of a task that is being released
 * @task: the task
 *
 * Also finds a record that lc_table_add() is adding right now.
 *
 * Context: RCU read side, no scheduler lock held.
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
 * lc_table_remove() - take a record out of the table
 * @rec: the record; readers may hold it for another grace period
 *
 * Context: no scheduler lock held.
 */
void lc_table_remove(struct lc_task *rec)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	hlist_del_rcu(&rec->hash);
	RCU_INIT_POINTER(slots[rec->slot], NULL);
	free_slots[nr_slots - living] = rec->slot;
	WRITE_ONCE(living, living - 1);
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_table_init() - make the table
 * @max_tasks: how many tasks it can hold, more than one
 *
 * Context: process.
 * Return: 0 or -ENOMEM, with nothing left behind.
 */
int lc_table_init(unsigned int max_tasks)
{
	unsigned int bits = ilog2(roundup_pow_of_two(max_tasks));
	unsigned int i;

	nr_slots = max_tasks;
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
 * lc_table_exit() - free the table, not the records
 *
 * Context: process; hooks are detached, no reader is left.
 */
void lc_table_exit(void)
{
	kvfree(free_slots);
	kvfree(slots);
	kvfree(lc_buckets.heads);
}
