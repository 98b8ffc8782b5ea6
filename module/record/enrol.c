// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/idr.h>
#include <linux/jiffies.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/workqueue.h>

#include "record/enrol.h"
#include "record/loss.h"
#include "record/program.h"
#include "record/share.h"
#include "record/stats.h"
#include "record/table.h"
#include "record/task.h"

/* How many PIDs are looked at in one RCU read side. */
#define BATCH		64

/* A walk begins this long after the first place came free: more may do so meanwhile. */
#define DELAY		(HZ / 10)

/* Walks take at most this part of the time of one CPU. */
#define PART		64

/* What a walk is taken to have used at most: the rest it waited for a CPU or for memory. */
#define LONGEST		((unsigned long)HZ)

/**
 * struct walk - a walk over all tasks, in the order of their PIDs
 * @next: PID to go on with
 * @is_late: the module is loaded: a task without a record has been counted as lost
 * @unborn: tasks that there is room for, but whose birth is not complete
 */
struct walk {
	int next;
	bool is_late;
	unsigned int unborn;
};

static u64 walks;

/* Earliest time of the next walk, in jiffies. */
static unsigned long due;

/* Tasks that are older than the module have been enrolled. */
static bool is_loaded;

static void count_loss(const struct walk *walk, const struct task_struct *task, kuid_t user,
		       enum lc_bound bound)
{
	if (walk->is_late)
		return;
	lc_stats_inc(enrolled);
	lc_loss_count(task, user, bound);
}

/* Return: 0, also if the task may not have a record; -ENOMEM. */
static int enrol(struct walk *walk, struct task_struct *task)
{
	kuid_t user = lc_share_user(__task_cred(task));
	enum lc_bound bound = lc_table_bound(user);
	struct lc_task *rec;

	if (bound != LC_BOUND_NONE) {
		count_loss(walk, task, user, bound);
		return 0;
	}
	rec = lc_task_new(task, LC_STATE_UNKNOWN);
	if (!rec)
		return -ENOMEM;
	switch (lc_table_add(rec, user, &bound)) {
	case 0:
		if (walk->is_late)
			lc_stats_inc(enrolled_late);
		else
			lc_stats_inc(enrolled);
		return 0;
	case -ENOSPC:
		count_loss(walk, task, user, bound);
	}
	lc_task_drop(rec);
	return 0;
}

/*
 * A process that was forked meanwhile has a record, but no program if its parent had none. While
 * it is being born, its hook may set that.
 */
static void add_program(struct task_struct *task)
{
	struct lc_task *rec = lc_table_find(task);
	struct lc_program *program;

	if (!rec || !rec->facts.is_leader || READ_ONCE(rec->facts.program) ||
	    READ_ONCE(task->__state) == TASK_NEW)
		return;
	program = lc_program_of(task);
	/* It has executed another meanwhile if it has one by now. */
	if (program && cmpxchg(&rec->facts.program, NULL, program))
		lc_program_put(program);
}

/*
 * A task that is being born gets its record from its hook. If that has already failed,
 * the next walk finds the task.
 */
static bool is_unborn(struct walk *walk, const struct task_struct *task)
{
	if (!walk->is_late || READ_ONCE(task->__state) != TASK_NEW)
		return false;
	if (lc_table_bound(lc_share_user(__task_cred(task))) == LC_BOUND_NONE)
		walk->unborn++;
	return true;
}

/* Return: 1; -ENOMEM if the task is to be visited again. */
static int visit(struct walk *walk, struct task_struct *task)
{
	int ret;

	if (!lc_table_find(task)) {
		if (is_unborn(walk, task))
			return 1;
		ret = enrol(walk, task);
		if (ret)
			return ret;
	}
	add_program(task);
	return 1;
}

/* Return: 1 to go on, 0 at the end; -ENOMEM to go on with more records in reserve. */
static int enrol_batch(struct walk *walk)
{
	struct task_struct *task;
	struct pid *pid;
	int n, ret = 1;

	rcu_read_lock();
	for (n = 0; n < BATCH && ret > 0; n++) {
		pid = idr_get_next(&init_pid_ns.idr, &walk->next);
		if (!pid) {
			ret = 0;
			break;
		}
		task = pid_task(pid, PIDTYPE_PID);
		if (task)
			ret = visit(walk, task);
		if (ret > 0)
			walk->next++;
	}
	rcu_read_unlock();
	return ret;
}

static int enrol_walk(struct walk *walk)
{
	int ret;

	do {
		ret = lc_task_fill() ?: lc_program_fill();
		if (ret)
			return ret;
		ret = enrol_batch(walk);
		cond_resched();
	} while (ret);
	return 0;
}

static void enrol_late(struct work_struct *work)
{
	struct walk walk = { .next = 1, .is_late = true };
	unsigned long began = jiffies;
	int ret;

	/* A task without a record need not have been lost yet. */
	if (!READ_ONCE(is_loaded)) {
		lc_enrol_later();
		return;
	}
	WRITE_ONCE(walks, walks + 1);
	lc_table_clear_waiters();
	ret = enrol_walk(&walk);
	WRITE_ONCE(due, jiffies + min(jiffies - began + 1, LONGEST) * PART);
	if (ret || walk.unborn)
		lc_enrol_later();
}

static DECLARE_DELAYED_WORK(late_work, enrol_late);

/**
 * lc_enrol_later() - create records for living tasks without one, in a while
 *
 * Context: No scheduler lock held.
 */
void lc_enrol_later(void)
{
	unsigned long now = jiffies, at = READ_ONCE(due);

	if (!delayed_work_pending(&late_work))
		queue_delayed_work(system_dfl_wq, &late_work,
				   time_after(at, now + DELAY) ? at - now : DELAY);
}

/* Number of walks for tasks that had found no room. Context: any. */
u64 lc_enrol_walks(void)
{
	return READ_ONCE(walks);
}

/**
 * lc_enrol_all() - create a record for every task that is already alive
 *
 * Hooks are attached. A task born during the walk may be added here or by its
 * hook. A task released during the walk is seen by its hook, or it is EXIT_DEAD,
 * see lc_table_add(). A task whose PID an exec changes during the walk may be missed: the
 * hook of the exec then calls for another.
 *
 * Context: Process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lc_enrol_all(void)
{
	struct walk walk = { .next = 1 };
	int ret;

	WRITE_ONCE(due, jiffies);
	ret = enrol_walk(&walk);
	WRITE_ONCE(is_loaded, true);
	return ret;
}

/**
 * lc_enrol_exit() - stop enrolling
 *
 * Context: Process context. No hook is attached.
 */
void lc_enrol_exit(void)
{
	cancel_delayed_work_sync(&late_work);
}
