// SPDX-License-Identifier: GPL-2.0
#include <linux/minmax.h>
#include <linux/percpu.h>
#include <linux/sched/clock.h>
#include <linux/sched/prio.h>
#include <linux/sched/task.h>

#include "base/clock.h"
#include "record/table.h"
#include "record/throttle.h"
#include "record/throttle_table.h"

/**
 * struct attempt - functions that a CPU has entered
 * @begins: the queue that throttle_cfs_rq() has last been called with
 * @ends: the queue that unthrottle_cfs_rq() has
 */
struct attempt {
	const struct cfs_rq *begins;
	const struct cfs_rq *ends;
};

static DEFINE_PER_CPU(struct attempt, attempts);

bool lc_throttle_seen __read_mostly;

/* All hooks that this takes are attached. */
static bool known __read_mostly;

/* What throttle_cfs_rq() has the walk call: tells it from unthrottle_cfs_rq(). */
static const void *down_of_begins;

/* End of the newest span of any queue */
static u64 newest_end_ns;

/* All hooks that throttled times take are attached. Context: process. */
void lc_throttle_set_known(void)
{
	WRITE_ONCE(known, true);
}

/* Whether throttled times are known. Context: any. */
bool lc_throttle_is_known(void)
{
	return READ_ONCE(known);
}

/**
 * lc_throttle_begins() - the scheduler may be about to throttle a queue
 * @queue: the queue
 *
 * Context: Interrupts off, the lock of the run queue held.
 */
void lc_throttle_begins(const struct cfs_rq *queue)
{
	this_cpu_write(attempts.begins, queue);
}

/**
 * lc_throttle_ends() - the scheduler may be about to release a queue
 * @queue: the queue
 *
 * Context: Interrupts off, the lock of the run queue held.
 */
void lc_throttle_ends(const struct cfs_rq *queue)
{
	this_cpu_write(attempts.begins, NULL);
	this_cpu_write(attempts.ends, queue);
}

static void begin(const struct cfs_rq *queue)
{
	if (!READ_ONCE(lc_throttle_seen))
		WRITE_ONCE(lc_throttle_seen, true);
	lc_throttle_table_begin(queue, lc_clock_now());
	this_cpu_write(attempts.begins, NULL);
}

static void end(const struct cfs_rq *queue)
{
	u64 now_ns = lc_clock_now();

	lc_throttle_table_end(queue, now_ns);
	WRITE_ONCE(newest_end_ns, now_ns);
	this_cpu_write(attempts.begins, NULL);
	this_cpu_write(attempts.ends, NULL);
}

/**
 * lc_throttle_walks() - the scheduler does throttle or release a queue
 * @from: its group
 * @down: what is called for this group and all below it, first
 *
 * Both functions may return without having done anything: throttle_cfs_rq() if it gets more
 * runtime after all, unthrottle_cfs_rq() from 6.18 on if that has been used up again. Only if
 * they do it, they walk over the groups below. Releasing a queue, the scheduler may try to
 * throttle another one: so both may have been entered. All other walks begin at the root.
 *
 * Context: As for lc_throttle_begins(), except for other walks.
 */
void lc_throttle_walks(const struct task_group *from, const void *down)
{
	const struct cfs_rq *begins = this_cpu_read(attempts.begins);
	const struct cfs_rq *ends = this_cpu_read(attempts.ends);

	if (from == lc_compat_task_group(&init_task))
		return;
	if (begins && (!ends || down == READ_ONCE(down_of_begins))) {
		WRITE_ONCE(down_of_begins, down);
		begin(begins);
	} else if (ends) {
		end(ends);
	}
}

/*
 * Only the fair class is throttled. A task that has changed its policy during the wait, or
 * that has been lent a real-time priority, may have waited in another class.
 */
static bool is_fair(const struct lc_task *rec)
{
	const struct task_struct *task = rec->task;
	unsigned int policy = READ_ONCE(task->policy);

	return policy == READ_ONCE(rec->policy) && READ_ONCE(task->prio) >= MAX_RT_PRIO &&
	       (policy == SCHED_NORMAL || policy == SCHED_BATCH || policy == SCHED_IDLE);
}

/* What the queues of another group have been through does not concern a wait in this one. */
static bool is_in_same_group(const struct lc_task *rec)
{
	return READ_ONCE(rec->group) == lc_compat_task_group(rec->task);
}

/*
 * Where the wait on the task's present queue begins. A wait on another CPU, before the task
 * was moved here, is not known.
 */
static u64 queued_ns(const struct task_struct *task, u64 queued, u64 off_ns, u64 now_ns)
{
	u64 clock = sched_clock_cpu(task_cpu(task));

	return now_ns - (clock > queued ? min(clock - queued, off_ns) : 0);
}

static void count(struct lc_task *rec)
{
	struct lc_account *account = &rec->facts.account;
	u64 queued = rec->task->sched_info.last_queued, sum_ns;
	struct lc_throttle_wait wait = {
		.to_ns = account->since_ns,
		.ended = true,
		.from_start = LC_COMPAT_THROTTLES_TASKS,
	};

	if (!queued || !is_fair(rec))
		return;
	wait.from_ns = queued_ns(rec->task, queued, account->off_ns, wait.to_ns);
	sum_ns = lc_throttle_table_overlap(&rec->task->se, &wait);
	if (!is_in_same_group(rec)) {
		wait.lost = true;
		sum_ns = 0;
	}
	if (wait.lost)
		lc_throttle_table_lose();
	if (!sum_ns)
		return;
	raw_write_seqcount_begin(&rec->account_seq);
	account->throttled_ns += sum_ns;
	raw_write_seqcount_end(&rec->account_seq);
}

/**
 * lc_throttle_switch() - account for the wait of a task that gets a CPU
 * @prev: record of the task that has the CPU until then; or NULL
 * @next: record of the next task, whose switch has been accounted for; or NULL
 *
 * From 6.18 on, the scheduler throttles tasks rather than queues: a task on its way to user
 * space waits until its group is released; in the kernel it goes on, and may wait for other
 * reasons meanwhile.
 *
 * Context: sched_switch, interrupts off, run-queue lock held.
 */
void lc_throttle_switch(struct lc_task *prev, struct lc_task *next)
{
	bool throttled;

	if (prev) {
		WRITE_ONCE(prev->group, lc_compat_task_group(prev->task));
		if (LC_COMPAT_THROTTLES_TASKS && lc_compat_is_throttled(prev->task))
			WRITE_ONCE(prev->throttled, true);
	}
	if (!next)
		return;
	throttled = !LC_COMPAT_THROTTLES_TASKS || next->throttled;
	if (LC_COMPAT_THROTTLES_TASKS && throttled)
		WRITE_ONCE(next->throttled, false);
	if (throttled && READ_ONCE(newest_end_ns) >
	    next->facts.account.since_ns - next->facts.account.off_ns)
		count(next);
}

/* The wait of a task that still waits, for a reader on another CPU. */
static u64 waiting_ns(const struct lc_task *rec, const struct lc_account *account, u64 now_ns)
{
	const struct task_struct *task = rec->task;
	u64 queued = READ_ONCE(task->sched_info.last_queued), sum_ns;
	struct lc_throttle_wait wait = {
		.to_ns = now_ns,
		.from_start = LC_COMPAT_THROTTLES_TASKS,
	};

	if (!queued || !is_fair(rec) || (LC_COMPAT_THROTTLES_TASKS && !READ_ONCE(rec->throttled)))
		return 0;
	wait.from_ns = queued_ns(task, queued, now_ns - account->since_ns, now_ns);
	smp_rmb(); /* read the start of the wait before its queue, */
	sum_ns = lc_throttle_table_overlap(&task->se, &wait);
	smp_rmb(); /* and again after it */
	if (queued != READ_ONCE(task->sched_info.last_queued) || !is_in_same_group(rec))
		return 0;
	return sum_ns;
}

/**
 * lc_throttle_settle() - add what is known of the current wait of a task
 * @rec: record of the task
 * @account: settled copy of its account
 * @now_ns: time up to which it is settled
 *
 * The kernel's clock and that of the account differ by some nanoseconds per wait.
 *
 * Context: RCU read side, not inside of a scheduler hook.
 */
void lc_throttle_settle(const struct lc_task *rec, struct lc_account *account, u64 now_ns)
{
	if (!READ_ONCE(lc_throttle_seen))
		return;
	if (account->state == LC_STATE_RUNNABLE)
		account->throttled_ns += waiting_ns(rec, account, now_ns);
	account->throttled_ns = min(account->throttled_ns, account->ns[LC_STATE_RUNNABLE]);
}
