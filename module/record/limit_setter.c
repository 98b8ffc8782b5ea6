// SPDX-License-Identifier: GPL-2.0
#include <linux/spinlock.h>

#include "record/actor.h"
#include "record/limit_setter.h"
#include "record/silence.h"

/* In lc_task.limits: parts that lc_task.limit_setter has set; that a process not known has. */
#define LOST_SHIFT	8
#define ALL_SET		(BIT(LOST_SHIFT) - 1)
#define ALL_LOST	(ALL_SET << LOST_SHIFT)

/* Protects who set the limits, in all records. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);

/* Calls that the kernel has skipped, counted by the hook; NULL without it. */
static const unsigned long *missed;
static const int *missed_returns;

/**
 * lc_limit_setter_watch() - record that limits are seen being set
 * @kprobe: counts the calls that the kprobe of the hook misses
 * @kretprobe: likewise for the kretprobe
 *
 * Context: Process context.
 */
void lc_limit_setter_watch(const unsigned long *kprobe, const int *kretprobe)
{
	missed_returns = kretprobe;
	smp_store_release(&missed, kprobe); /* the rest is set */
}

/* A call that was missed may have set any limit. kretprobes are all turned off together. */
static bool all_seen(void)
{
	const unsigned long *kprobe = smp_load_acquire(&missed); /* before the rest is read */
	struct lc_silence silence;

	if (!kprobe || READ_ONCE(*kprobe) || READ_ONCE(*missed_returns))
		return false;
	lc_silence_get(LC_WATCHED_copy_process, &silence);
	return !silence.from_ns;
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
	unsigned long flags;

	BUILD_BUG_ON(LC_LIMIT_HARD(LC_RLIMIT_NR - 1) > ALL_SET);
	raw_spin_lock_irqsave(&lock, flags);
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
		/* It may just get one, which the child does not have. */
		child->limits = READ_ONCE(parent->limits) & ALL_LOST;
		return;
	}
	raw_spin_lock_irqsave(&lock, flags);
	/* A child that has a record already, by enrolment, may have got a setter of its own. */
	if (!child->limit_setter) {
		child->limits = parent->limits;
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
		lose(to, before & ~since);
	} else {
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
 * @part: the part that it has reached
 * @lost: receives whether another process may have set it that is not known
 *
 * Context: RCU read side, no scheduler lock held.
 * Return: the process; NULL if it is not known, or is the process that has the limit.
 */
struct lc_actor *lc_limit_setter_get(struct lc_task *leader, u8 part, bool *lost)
{
	struct lc_actor *setter = NULL;
	unsigned long flags;

	*lost = !all_seen();
	if (*lost)
		return NULL;
	raw_spin_lock_irqsave(&lock, flags);
	*lost = leader->limits & part << LOST_SHIFT;
	if (leader->limits & part && leader->limit_setter &&
	    !is_own(leader->limit_setter, leader->task)) {
		setter = leader->limit_setter;
		refcount_inc(&setter->refs);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return setter;
}
