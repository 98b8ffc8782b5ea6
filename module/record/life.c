// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "base/clock.h"
#include "base/compat.h"
#include "record/actor.h"
#include "record/cgroup.h"
#include "record/enrol.h"
#include "record/event_life.h"
#include "record/exec_path.h"
#include "record/history.h"
#include "record/life.h"
#include "record/loss.h"
#include "record/pending.h"
#include "record/process.h"
#include "record/program.h"
#include "record/share.h"
#include "record/silence.h"
#include "record/stats.h"
#include "record/table.h"
#include "record/task.h"
#include "record/unseen.h"

/* The task will be looked for when there is room for it, or more memory. */
static void lose(const struct task_struct *task, kuid_t user, enum lc_bound bound)
{
	lc_loss_count(task, user, bound);
	if (bound == LC_BOUND_MEMORY)
		lc_enrol_later();
}

/**
 * lc_life_birth() - create the record of a new task
 * @task: the task, which has not run yet
 *
 * Context: RCU read side, no scheduler lock held.
 * Return: the record, also if the task already has one; NULL if none is available,
 * which is counted.
 */
struct lc_task *lc_life_birth(struct task_struct *task)
{
	struct lc_task *rec = lc_table_find(task);
	enum lc_bound bound;
	kuid_t user;

	if (rec)
		return rec;
	lc_stats_inc(births);
	user = lc_share_user(__task_cred(task));
	bound = lc_table_bound(user);
	if (bound != LC_BOUND_NONE) {
		lose(task, user, bound);
		return NULL;
	}
	rec = lc_task_new(task, LC_STATE_NEW);
	if (!rec) {
		lose(task, user, LC_BOUND_MEMORY);
		return NULL;
	}
	switch (lc_table_add(rec, user, &bound)) {
	case 0:
		return rec;
	case -ENOSPC:
		lose(task, user, bound);
		break;
	default:
		/* Enrolled concurrently, and counted there. */
		lc_stats_dec(births);
	}
	lc_task_drop(rec);
	return lc_table_find(task);
}

/**
 * lc_life_missing() - let a task be enrolled that has no record
 * @task: current
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_life_missing(const struct task_struct *task)
{
	if (lc_table_bound(lc_share_user(__task_cred(task))) == LC_BOUND_NONE)
		lc_enrol_later();
}

/*
 * Move a record from the table to the history. The task may not have made its last
 * switch yet. So both its leader's sums and the history are made from one copy of its
 * account, the one in @reaping. The sums are updated first: a reader that finds the
 * thread in the history also finds it in the sums.
 */
static void retire(struct lc_task *rec, const struct lc_reaping *reaping)
{
	lc_process_add_dead_thread(rec, &reaping->account, reaping->reaped_ns);
	/*
	 * Add to the history before removing from the table: a reader that looks first in
	 * the table, then in the history, finds the task.
	 */
	lc_history_add(rec, reaping);
	if (lc_event_traced(reap))
		lc_event_life_reap(rec, reaping->reap, reaping->pid, reaping->reaper.nr[0]);
	if (lc_table_remove(rec))
		lc_enrol_later();
	lc_task_drop(rec);
}

/* Which task releases @task, and in what state, shows whether any task waited for it. */
static enum lc_reap reap_of(struct task_struct *task, struct task_struct *parent)
{
	bool is_leader = thread_group_leader(task);

	if (same_thread_group(current, task)) {
		if (is_leader)
			return LC_REAP_IGNORED;
		return current == task ? LC_REAP_THREAD : LC_REAP_EXEC;
	}
	if (is_leader && same_thread_group(current, parent))
		return LC_REAP_WAITED;
	/* An exiting task releases those of its children that their new parent ignores. */
	return is_leader && current->flags & PF_EXITING ? LC_REAP_IGNORED : LC_REAP_TRACER;
}

/* For how long the last parent of a process could have reaped it, 0 if not known. */
static u64 unreaped_ns(const struct lc_task *rec, const struct lc_reaping *reaping)
{
	u64 since_ns = lc_process_reapable_ns(&rec->facts, &reaping->account, false,
					      reaping->reaped_ns);

	return since_ns ? reaping->reaped_ns - since_ns : 0;
}

/**
 * lc_life_reap() - record that a task is being released
 * @task: the task; current is the reaper
 *
 * The task may not have made its last switch yet. What it does after this call is
 * not counted.
 *
 * Context: RCU read side, entry of release_task().
 */
void lc_life_reap(struct task_struct *task)
{
	struct task_struct *parent = rcu_dereference(task->real_parent);
	struct lc_task *rec = lc_table_find_slowpath(task);
	struct lc_reaping reaping lc_compat_uninitialized;

	if (!rec)
		return;
	/* Every member is set here: nothing else initializes them. */
	reaping.reaped_ns = lc_task_account(rec, &reaping.account, lc_clock_now());
	reaping.pid = task_pid(task);
	reaping.reap = reap_of(task, parent);
	lc_nspid_set(&reaping.parent, task_tgid(parent), reaping.pid);
	reaping.reaper = (struct lc_nspid) { 0 };
	if (reaping.reap == LC_REAP_WAITED || reaping.reap == LC_REAP_TRACER)
		lc_nspid_set(&reaping.reaper, task_tgid(current), reaping.pid);
	if (READ_ONCE(task->ptrace))
		lc_process_traced(task, 0);
	if (thread_group_leader(task))
		lc_process_lost_child(parent, reaping.reap, unreaped_ns(rec, &reaping));
	retire(rec, &reaping);
}

/* A leader that its last thread has released, for a parent that ignores it. */
static void reap_with_thread(struct lc_task *rec)
{
	const struct lc_leader_ids *ids = &rec->leader_ids;
	struct lc_reaping reaping = {
		.pid = lc_unseen_pid(rec),
		.parent = ids->parent,
		.reap = LC_REAP_IGNORED,
	};
	struct task_struct *parent;

	reaping.reaped_ns = lc_task_account(rec, &reaping.account,
					    max(ids->reaped_ns, rec->facts.dead_threads.last_ns));
	parent = pid_task(find_pid_ns(ids->parent.nr[0], &init_pid_ns), PIDTYPE_TGID);
	if (parent)
		lc_process_lost_child(parent, reaping.reap, 0);
	retire(rec, &reaping);
}

/*
 * When and by which task it was reaped is not known. The record ends when the task had
 * ended, with its last switch, or with that of its last thread.
 */
static void reap_unseen(struct lc_task *rec)
{
	struct lc_reaping reaping = {
		.pid = lc_unseen_pid(rec),
		.reap = LC_REAP_NONE,
	};
	struct task_struct *parent = lc_unseen_parent(rec);

	reaping.reaped_ns = lc_task_account(rec, &reaping.account,
					    rec->facts.dead_threads.last_ns);
	if (parent)
		lc_nspid_set(&reaping.parent, task_tgid(parent), reaping.pid);
	lc_silence_unseen(LC_WATCHED_release_task, reaping.account.born_ns,
			  rec->facts.died_ns);
	retire(rec, &reaping);
}

/**
 * lc_life_reap_late() - close the record of a task whose release was not seen
 * @task: the task, released a grace period ago; its structure is about to be freed
 *
 * Closes records for which no call of release_task() was seen.
 *
 * Context: RCU callback.
 */
void lc_life_reap_late(struct task_struct *task)
{
	struct lc_task *rec = lc_table_find(task);

	if (!rec)
		return;
	if (rec->leader_ids.reaped_ns)
		reap_with_thread(rec);
	else
		reap_unseen(rec);
}

/* Size of the table, of its records, and of what they refer to, in bytes. Context: any. */
size_t lc_life_memory(void)
{
	return lc_table_memory() + lc_actor_memory() + lc_program_memory() +
	       lc_exec_path_memory() + lc_cgroup_memory() +
	       (lc_table_living() + lc_task_reserve()) * sizeof(struct lc_task);
}

/**
 * lc_life_init() - allocate the table and the reserve of records
 * @max_tasks: number of living tasks that can be recorded
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_life_init(unsigned int max_tasks)
{
	int ret;

	/* With lock debugging a sequence counter is many times as large. */
	BUILD_BUG_ON(!IS_ENABLED(CONFIG_DEBUG_LOCK_ALLOC) && sizeof(struct lc_task) > 1128);

	lc_pending_init();
	ret = lc_task_init(max_tasks);
	if (ret)
		return ret;
	ret = lc_table_init(max_tasks);
	if (ret)
		lc_task_exit();
	return ret;
}

/**
 * lc_life_exit() - free all records, the table and the reserve
 *
 * Context: Process context. Hooks are detached, no reader is left.
 */
void lc_life_exit(void)
{
	unsigned int slot;

	rcu_read_lock();
	for (slot = 0; slot < lc_table_slots(); slot++) {
		struct lc_task *rec = lc_table_at(slot);

		if (rec)
			lc_task_drop(rec);
	}
	rcu_read_unlock();
	lc_process_left_all();
	rcu_barrier();
	lc_table_exit();
	lc_task_exit();
}
