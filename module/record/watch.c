// SPDX-License-Identifier: GPL-2.0
#include <linux/bitops.h>
#include <linux/mutex.h>
#include <linux/sched/signal.h>

#include "record/table.h"
#include "record/watch.h"

/* Serializes what follows and what closes. */
static DEFINE_MUTEX(lock);
static u32 used;
static u32 inherited;	/* those of @used that are not being closed */

/**
 * lc_watch_inherited() - get the trees that a new task will be in
 * @maker: record of the task that makes it, or NULL
 *
 * Context: RCU read side, up to and including that in which the record of the task gets them.
 * Return: the trees, a bit each.
 */
u32 lc_watch_inherited(const struct lc_task *maker)
{
	return lc_watch_of(maker) & READ_ONCE(inherited);
}

/**
 * lc_watch_inherit() - put a new task into trees
 * @rec: its record
 * @watches: the trees
 *
 * Context: RCU read side.
 */
void lc_watch_inherit(struct lc_task *rec, u32 watches)
{
	if (watches)
		atomic_or(watches, &rec->watches);
}

static bool is_below(struct task_struct *task, const struct task_struct *leader)
{
	while (task->pid) {
		if (READ_ONCE(task->group_leader) == leader)
			return true;
		task = rcu_dereference(task->real_parent);
	}
	return false;
}

static void pause(unsigned int slot)
{
	if (slot % 64)
		return;
	rcu_read_unlock();
	cond_resched();
	rcu_read_lock();
}

/* Return: whether a task was found that was not in the tree. */
static bool mark(struct task_struct *leader, u32 bit)
{
	bool found = false;
	unsigned int slot;

	rcu_read_lock();
	for (slot = 0; slot < lc_table_slots(); slot++) {
		struct lc_task *rec = lc_table_at(slot);

		if (rec && !(lc_watch_of(rec) & bit) && is_below(rec->task, leader)) {
			atomic_or(bit, &rec->watches);
			found = true;
		}
		pause(slot);
	}
	rcu_read_unlock();
	return found;
}

/**
 * lc_watch_open() - follow the tree of a process, with all that is in it by now
 * @leader: the leader of the process, with a reference
 *
 * Context: Process context. Pair with lc_watch_close().
 * Return: the number of its bit, or -EBUSY if there is none left.
 */
int lc_watch_open(struct task_struct *leader)
{
	int watch;

	mutex_lock(&lock);
	watch = used == U32_MAX ? -EBUSY : (int)ffz(used);
	if (watch >= 0) {
		used |= BIT(watch);
		WRITE_ONCE(inherited, inherited | BIT(watch));
		/*
		 * What a task made before it was found is missed if its own place has been
		 * looked at already, or is about to be taken. Where none is found, none was
		 * missed.
		 */
		while (mark(leader, BIT(watch)) && !fatal_signal_pending(current))
			synchronize_rcu();
	}
	mutex_unlock(&lock);
	return watch;
}

/**
 * lc_watch_close() - cease to follow a tree
 * @watch: its number
 *
 * Context: Process context.
 */
void lc_watch_close(int watch)
{
	unsigned int slot;

	mutex_lock(&lock);
	WRITE_ONCE(inherited, inherited & ~BIT(watch));
	/* After this, who has inherited the bit is in the table. */
	synchronize_rcu();
	rcu_read_lock();
	for (slot = 0; slot < lc_table_slots(); slot++) {
		struct lc_task *rec = lc_table_at(slot);

		if (rec)
			atomic_andnot(BIT(watch), &rec->watches);
		pause(slot);
	}
	rcu_read_unlock();
	used &= ~BIT(watch);
	mutex_unlock(&lock);
}
