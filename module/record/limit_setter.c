// SPDX-License-Identifier: GPL-2.0
#include <linux/bits.h>
#include <linux/spinlock.h>

#include "record/actor.h"
#include "record/limit_setter.h"

/* In lc_task.limits: @limit was set by lc_task.limit_setter; by a process not kept. */
#define SET(limit)	BIT(limit)
#define LOST(limit)	BIT(4 + (limit))
#define ALL_SET		(LOST(0) - 1)

/* Protects who set the limits, in all records. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);

/**
 * lc_limit_setter_note() - record that a limit of a process has been set
 * @leader: record of its leader
 * @limit: the limit
 * @setter: task that set it, which may be in the process itself: current
 *
 * There is one place for all limits of a process. If they were set by several processes, only
 * the last of these is known.
 *
 * Context: RCU read side with preemption off, no scheduler lock held.
 */
void lc_limit_setter_note(struct lc_task *leader, enum lc_rlimit limit, struct task_struct *setter)
{
	struct lc_actor *actor = lc_actor_get(setter);
	unsigned long flags;

	BUILD_BUG_ON(LC_RLIMIT_NR > 4);
	raw_spin_lock_irqsave(&lock, flags);
	if (actor != leader->limit_setter) {
		leader->limits |= (leader->limits & ALL_SET) << 4;
		leader->limits &= ~ALL_SET;
		swap(leader->limit_setter, actor);
	}
	leader->limits &= ~(SET(limit) | LOST(limit));
	leader->limits |= leader->limit_setter ? SET(limit) : LOST(limit);
	raw_spin_unlock_irqrestore(&lock, flags);
	lc_actor_put(actor);
}

/**
 * lc_limit_setter_inherit() - set who set the limits that a new process inherits
 * @child: record of its leader, which has not run yet
 * @parent: record of the leader of the process that created it
 *
 * If they are set during the fork, the child has inherited the limits that were before, and
 * yet these are taken for the setter's.
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_limit_setter_inherit(struct lc_task *child, struct lc_task *parent)
{
	unsigned long flags;

	if (likely(!READ_ONCE(parent->limits)))
		return;
	raw_spin_lock_irqsave(&lock, flags);
	child->limits = parent->limits;
	child->limit_setter = parent->limit_setter;
	if (child->limit_setter)
		refcount_inc(&child->limit_setter->refs);
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_limit_setter_move() - move who set the limits to a thread that an exec made the leader
 * @to: record of the new leader
 * @from: record of the old leader
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_limit_setter_move(struct lc_task *to, struct lc_task *from)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	/* By now they may have been set anew, for the new leader. */
	if (!to->limits) {
		swap(to->limits, from->limits);
		swap(to->limit_setter, from->limit_setter);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

static bool is_own(const struct lc_actor *setter, const struct task_struct *leader)
{
	return setter->pid.nr[0] == task_pid_nr((struct task_struct *)leader) &&
	       setter->start_ns == leader->start_time;
}

/**
 * lc_limit_setter_get() - take a reference to the process that set a limit of another
 * @leader: record of the leader of the process that has the limit
 * @limit: the limit
 * @lost: receives whether it is not known for lack of room
 *
 * Context: RCU read side, no scheduler lock held.
 * Return: the process; NULL if it is not known, or is the process that has the limit.
 */
struct lc_actor *lc_limit_setter_get(struct lc_task *leader, enum lc_rlimit limit, bool *lost)
{
	struct lc_actor *setter = NULL;
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	*lost = leader->limits & LOST(limit);
	if (leader->limits & SET(limit) && !is_own(leader->limit_setter, leader->task)) {
		setter = leader->limit_setter;
		refcount_inc(&setter->refs);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return setter;
}
