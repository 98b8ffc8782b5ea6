// SPDX-License-Identifier: GPL-2.0
#include <linux/spinlock.h>

#include "record/actor.h"
#include "record/gaps.h"
#include "record/limit_setter.h"

/* In lc_task.limits: parts that lc_task.limit_setter has set; that a process not known has. */
#define LOST_SHIFT	8
#define ALL_SET		(BIT(LOST_SHIFT) - 1)
#define ALL_LOST	(ALL_SET << LOST_SHIFT)

/* Protects who set the limits, in all records. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);

static struct lc_gaps gaps;

/**
 * lc_limit_setter_watch() - record that limits are seen being set
 * @misses: where the calls that the hook misses are counted
 *
 * Context: Process context.
 */
void lc_limit_setter_watch(const struct lc_misses *misses)
{
	lc_gaps_watch(&gaps, misses);
}

static bool is_same_process(const struct lc_actor *a, const struct lc_actor *b)
{
	return a && b && a->pid.nr[0] == b->pid.nr[0] && a->start_ns == b->start_ns;
}

static void lose(struct lc_task *leader, u8 parts)
{
	leader->limits &= ~parts;
	leader->limits |= parts << LOST_SHIFT;
}

/*
 * A call that was missed may have set any limit of any process. What a process has set
 * after that is known again, and what its children inherit of it.
 */
static void lose_missed(struct lc_task *leader, u16 nr)
{
	if (leader->limits_gap == nr && nr != LC_GAPS_MANY)
		return;
	leader->limits = ALL_LOST;
	smp_store_release(&leader->limits_gap, nr); /* who copies it finds the limits lost */
}

/**
 * lc_limit_setter_note() - record that limits of a process have been changed
 * @leader: record of its leader
 * @parts: the parts that have changed
 * @setter: task that changed them, which may be in the process itself: current
 *
 * There is one place for all limits of a process. If they were set by several processes, only
 * the last of these is known.
 *
 * Context: RCU read side with preemption off, no scheduler lock held.
 */
void lc_limit_setter_note(struct lc_task *leader, u8 parts, struct task_struct *setter)
{
	struct lc_actor *actor = lc_actor_get(setter);
	u16 nr = lc_gaps_nr(&gaps);
	unsigned long flags;

	BUILD_BUG_ON(LC_LIMIT_HARD(LC_RLIMIT_NR - 1) > ALL_SET);
	raw_spin_lock_irqsave(&lock, flags);
	lose_missed(leader, nr);
	if (!is_same_process(actor, leader->limit_setter))
		lose(leader, leader->limits & ALL_SET);
	swap(leader->limit_setter, actor);
	lose(leader, parts);
	if (leader->limit_setter)
		leader->limits ^= parts | parts << LOST_SHIFT;
	raw_spin_unlock_irqrestore(&lock, flags);
	lc_actor_put(actor);
}

/**
 * lc_limit_setter_unseen() - record that limits of a process may have been set unseen
 * @leader: record of its leader, which is not in the table yet, or has not run
 *
 * Context: Any context.
 */
void lc_limit_setter_unseen(struct lc_task *leader)
{
	leader->limits = ALL_LOST;
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

	if (likely(!READ_ONCE(parent->limit_setter))) {
		child->limits_gap = smp_load_acquire(&parent->limits_gap); /* before the limits */
		/* It may just get one, which the child does not have. */
		child->limits = READ_ONCE(parent->limits) & ALL_LOST;
		return;
	}
	raw_spin_lock_irqsave(&lock, flags);
	/* A child that has a record already, by enrolment, may have got a setter of its own. */
	if (!child->limit_setter) {
		child->limits = parent->limits;
		child->limits_gap = parent->limits_gap;
		child->limit_setter = parent->limit_setter;
		if (child->limit_setter)
			refcount_inc(&child->limit_setter->refs);
	}
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
	u8 before, since;

	raw_spin_lock_irqsave(&lock, flags);
	before = from->limits | from->limits >> LOST_SHIFT;
	since = to->limits | to->limits >> LOST_SHIFT;
	if (since) {
		lose(to, to->limits_gap == from->limits_gap ? before & ~since : ALL_SET & ~since);
	} else {
		swap(to->limits, from->limits);
		swap(to->limits_gap, from->limits_gap);
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
 * @part: the part that it has reached
 * @lost: receives whether another process may have set it that is not known
 *
 * Context: RCU read side, no scheduler lock held.
 * Return: the process; NULL if it is not known, or is the process that has the limit.
 */
struct lc_actor *lc_limit_setter_get(struct lc_task *leader, u8 part, bool *lost)
{
	struct lc_actor *setter = NULL;
	u16 nr = lc_gaps_nr(&gaps);
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	*lost = leader->limits_gap != nr || nr == LC_GAPS_MANY ||
		leader->limits & part << LOST_SHIFT;
	if (!*lost && leader->limits & part && leader->limit_setter &&
	    !is_own(leader->limit_setter, leader->task)) {
		setter = leader->limit_setter;
		refcount_inc(&setter->refs);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return setter;
}
