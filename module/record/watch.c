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
static kuid_t users[LC_WATCHES];

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

/* After so many steps other tasks may run, unless a task is being looked at. */
#define STEPS 1024

/**
 * struct climb - walks up from tasks to their ancestors
 * @leader: leader of the process whose tree is looked for
 * @bit: bit of the tree
 * @steps: steps taken since other tasks could run
 */
struct climb {
	struct task_struct *leader;
	u32 bit;
	unsigned int steps;
};

static void rest(unsigned int *steps)
{
	if (++*steps < STEPS)
		return;
	*steps = 0;
	rcu_read_unlock();
	cond_resched();
	rcu_read_lock();
}

static struct lc_task *record_of(struct task_struct *task)
{
	return lc_table_find(READ_ONCE(task->group_leader));
}

/* A child is not older than its parent. */
static bool may_be_below(const struct climb *climb, const struct task_struct *task)
{
	return task->pid && task->start_time >= climb->leader->start_time;
}

/* Whether a walk ends at a task; then @below is whether that is in the tree. */
static bool is_decided(const struct climb *climb, struct task_struct *task, bool *below)
{
	const struct lc_task *rec = record_of(task);

	*below = same_thread_group(task, climb->leader) ||
		 (rec && lc_watch_of(rec) & climb->bit);
	return *below || (rec && rec->outside);
}

static bool is_below(struct climb *climb, struct task_struct *task)
{
	bool below = false;

	while (may_be_below(climb, task) && !is_decided(climb, task, &below)) {
		task = rcu_dereference(task->real_parent);
		climb->steps++;
	}
	return below;
}

/* Note the result for all on the way, so that no step is taken twice. */
static void note(struct climb *climb, struct task_struct *task, bool below)
{
	struct lc_task *rec;
	bool decided;

	while (may_be_below(climb, task) && !is_decided(climb, task, &decided)) {
		rec = record_of(task);
		if (rec && below)
			atomic_or(climb->bit, &rec->watches);
		else if (rec)
			rec->outside = true;
		task = rcu_dereference(task->real_parent);
	}
}

/* Return: whether the task of a record has been found to be in the tree. */
static bool look_at(struct climb *climb, struct lc_task *rec)
{
	bool below;

	/* Of what has been released, the parent may have been freed. */
	if (lc_watch_of(rec) & climb->bit || rec->outside || !pid_alive(rec->task))
		return false;
	below = is_below(climb, rec->task);
	note(climb, rec->task, below);
	if (below)
		atomic_or(climb->bit, &rec->watches);
	return below;
}

/* Return: whether a task was found that was not in the tree. */
static bool mark(struct climb *climb)
{
	bool found = false;
	struct lc_task *rec;
	unsigned int slot;

	rcu_read_lock();
	for (slot = 0; slot < lc_table_slots(); slot++) {
		rec = lc_table_at(slot);
		if (rec)
			rec->outside = false;
		rest(&climb->steps);
	}
	for (slot = 0; slot < lc_table_slots() && !fatal_signal_pending(current); slot++) {
		rec = lc_table_at(slot);
		found |= rec && look_at(climb, rec);
		rest(&climb->steps);
	}
	rcu_read_unlock();
	return found;
}

static int find_free(kuid_t uid, bool privileged)
{
	unsigned int watch, of_user = 0;

	for (watch = 0; watch < LC_WATCHES; watch++)
		of_user += used & BIT(watch) && uid_eq(users[watch], uid);
	if (!privileged && (of_user >= LC_WATCHES_OF_USER ||
			    hweight32(used) >= LC_WATCHES - LC_WATCHES_RESERVED))
		return -EBUSY;
	return used == U32_MAX ? -EBUSY : (int)ffz(used);
}

/**
 * lc_watch_open() - follow the tree of a process, with all that is in it by now
 * @leader: the leader of the process, with a reference
 * @uid: the user who follows it
 * @privileged: the trees that are reserved for root may be used, and any number of them
 *
 * Context: Process context. Pair with lc_watch_close().
 * Return: the number of its bit, -EBUSY if there is none left, or -EINTR.
 */
int lc_watch_open(struct task_struct *leader, kuid_t uid, bool privileged)
{
	struct climb climb = { .leader = leader };
	int watch;

	if (mutex_lock_killable(&lock))
		return -EINTR;
	watch = find_free(uid, privileged);
	if (watch >= 0) {
		climb.bit = BIT(watch);
		used |= BIT(watch);
		users[watch] = uid;
		WRITE_ONCE(inherited, inherited | BIT(watch));
		/*
		 * What a task made before it was found is missed if its own place has been
		 * looked at already, or is about to be taken. Where none is found, none was
		 * missed.
		 */
		while (mark(&climb) && !fatal_signal_pending(current))
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
	unsigned int slot, steps = 0;

	mutex_lock(&lock);
	WRITE_ONCE(inherited, inherited & ~BIT(watch));
	/* After this, who has inherited the bit is in the table. */
	synchronize_rcu();
	rcu_read_lock();
	for (slot = 0; slot < lc_table_slots(); slot++) {
		struct lc_task *rec = lc_table_at(slot);

		if (rec)
			atomic_andnot(BIT(watch), &rec->watches);
		rest(&steps);
	}
	rcu_read_unlock();
	used &= ~BIT(watch);
	mutex_unlock(&lock);
}
