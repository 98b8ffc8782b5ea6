// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/clock.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "record/actor.h"
#include "record/latency.h"
#include "record/limit_setter.h"
#include "record/pending.h"
#include "record/pool.h"
#include "record/signals.h"
#include "record/task.h"
#include "record/throttle.h"

static struct lc_pool pool = {
	.name = "lc_task",
	.size = sizeof(struct lc_task),
};

/*
 * The refill begins when this many records are left for each CPU: births on all CPUs must
 * not use them up while it runs. A small table needs fewer.
 */
#define LOW_PER_CPU	128
#define LOW_LEAST	64
#define LOW_MOST	8192

static void free_record(struct lc_task *rec)
{
	lc_pending_drop(rec);
	lc_facts_drop(&rec->facts);
	lc_actor_put(rec->sent.sender);
	lc_actor_put(rec->stopping.sender);
	lc_actor_put(rec->actor);
	lc_actor_put(rec->limit_setter);
	put_pid(rec->pid);
	put_pid(rec->second_pid);
	put_task_struct(rec->task);
	lc_pool_put(&pool, rec);
}

static void free_record_rcu(struct rcu_head *head)
{
	free_record(container_of(head, struct lc_task, rcu));
}

/**
 * lc_task_drop() - free a record when no reader can use it any more
 * @rec: the record, not in the table
 *
 * This is also for a record that no reader has seen: memory may not be freed where a
 * probe runs.
 *
 * Context: No scheduler lock held.
 */
void lc_task_drop(struct lc_task *rec)
{
	call_rcu(&rec->rcu, free_record_rcu);
}

/**
 * lc_task_new() - create a record
 * @task: task of the record
 * @state: LC_STATE_NEW for a birth, LC_STATE_UNKNOWN for a task born long ago
 *
 * Context: No scheduler lock held.
 * Return: the record, not in the table; NULL if no memory is available.
 */
struct lc_task *lc_task_new(struct task_struct *task, enum lc_state state)
{
	struct lc_task *rec = lc_pool_get(&pool);

	if (!rec)
		return NULL;
	rec->task = get_task_struct(task);
	seqcount_init(&rec->account_seq);
	seqcount_init(&rec->signal_seq);
	seqcount_init(&rec->process_seq);
	lc_account_open(&rec->facts.account, state, task->start_time,
			READ_ONCE(task->sched_info.run_delay));
	rec->facts.account.switches_voluntary = READ_ONCE(task->nvcsw);
	rec->facts.account.switches_involuntary = READ_ONCE(task->nivcsw);
	rec->group = lc_compat_task_group(task);
	lc_latency_classify(rec, task);
	rec->target_state = LC_STATE_UNKNOWN;
	rec->facts.is_leader = thread_group_leader(task);
	if (state == LC_STATE_UNKNOWN && rec->facts.is_leader)
		lc_limit_setter_unseen(rec);
	rcu_read_lock();
	rec->pid = get_pid(task_pid(task));
	lc_nspid_set(&rec->facts.birth_parent,
		     task_tgid(rcu_dereference(task->real_parent)), task_pid(task));
	rcu_read_unlock();
	return rec;
}

/*
 * Read what the kernel knows of a task's waits for a CPU. The sum changes together with
 * the start of the current wait, which is 0 if there is none. No lock against that can
 * be taken here, so the start is read twice.
 *
 * From 6.12 on a sleeper may stay on its queue, and gets such a start when it is
 * migrated there. A task that is neither runnable nor being woken does not wait for a
 * CPU.
 */
static void read_queue(const struct task_struct *task, struct lc_queue *queue)
{
	unsigned int state = READ_ONCE(task->__state);
	u64 since, now;

	do {
		since = READ_ONCE(task->sched_info.last_queued);
		smp_rmb(); /* read the start before the sum, */
		queue->waited_ns = READ_ONCE(task->sched_info.run_delay);
		smp_rmb(); /* and again after it */
	} while (since != READ_ONCE(task->sched_info.last_queued));
	if (state != TASK_RUNNING && state != TASK_WAKING && state != TASK_NEW)
		since = 0;
	now = since ? sched_clock_cpu(task_cpu(task)) : 0;
	queue->waiting_ns = since ? (now > since ? now - since : 1) : 0;
}

/**
 * lc_task_account() - copy a task's account and settle the copy
 * @rec: record of the task
 * @account: the copy, consistent
 * @now_ns: current time, up to which the copy is settled
 *
 * Context: RCU read side, not inside of a scheduler hook.
 * Return: time up to which the account is settled.
 */
u64 lc_task_account(const struct lc_task *rec, struct lc_account *account, u64 now_ns)
{
	struct lc_queue queue;
	unsigned int seq;
	u64 until_ns;

	do {
		seq = raw_read_seqcount_begin(&rec->account_seq);
		*account = rec->facts.account;
		read_queue(rec->task, &queue);
		until_ns = lc_account_settle(account, now_ns, &queue);
		lc_throttle_settle(rec, account, until_ns);
	} while (read_seqcount_retry(&rec->account_seq, seq));
	return until_ns;
}

static void copy_process_facts(const struct lc_task *rec, struct lc_facts *facts)
{
	unsigned int seq;

	do {
		seq = raw_read_seqcount_begin(&rec->process_seq);
		facts->dead_threads = rec->facts.dead_threads;
		facts->orphan = rec->facts.orphan;
		facts->children = rec->facts.children;
		facts->tracing = rec->facts.tracing;
	} while (read_seqcount_retry(&rec->process_seq, seq));
}

static void copy_signals(const struct lc_task *rec, struct lc_facts *facts)
{
	unsigned int seq;

	do {
		seq = raw_read_seqcount_begin(&rec->signal_seq);
		facts->signal = rec->facts.signal;
		facts->handled = rec->facts.handled;
		facts->fault = rec->facts.fault;
		facts->ignored = rec->facts.ignored;
		facts->stop = lc_signals_has_stopped(rec) ? rec->stopping : rec->facts.stop;
		facts->cont = rec->facts.cont;
	} while (read_seqcount_retry(&rec->signal_seq, seq));
}

/**
 * lc_task_copy() - copy the facts of a task, except its account
 * @rec: record of the task
 * @facts: the copy; its signals are consistent, and so are the facts of its process;
 *	   the account is not written
 *
 * Context: RCU read side, not inside of a scheduler hook.
 */
void lc_task_copy(const struct lc_task *rec, struct lc_facts *facts)
{
	const size_t unlocked = offsetof(struct lc_facts, unlocked);

	/*
	 * The task may be writing one of these. Nothing depends on two of them being in step, but
	 * for those that are read as one word after that; memcpy() may copy a word in parts.
	 */
	data_race(memcpy((void *)facts + unlocked, (void *)&rec->facts + unlocked,
			 sizeof(*facts) - unlocked));
	facts->exec_error.all = READ_ONCE(rec->facts.exec_error.all);
	facts->terminal.all = READ_ONCE(rec->facts.terminal.all);
	facts->program = READ_ONCE(rec->facts.program);
	facts->exec_path = READ_ONCE(rec->facts.exec_path);
	copy_process_facts(rec, facts);
	copy_signals(rec, facts);
}

/**
 * lc_task_facts() - copy the facts of a living task
 * @rec: record of the task
 * @facts: the copy; the account, the signals and the facts of its process are each
 *	   consistent
 * @now_ns: current time, up to which the account is settled
 *
 * Context: RCU read side, not inside of a scheduler hook.
 * Return: time up to which the account is settled.
 */
u64 lc_task_facts(const struct lc_task *rec, struct lc_facts *facts, u64 now_ns)
{
	lc_task_copy(rec, facts);
	return lc_task_account(rec, &facts->account, now_ns);
}

/**
 * lc_task_fill() - fill the reserve of records
 *
 * Context: Process context, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lc_task_fill(void)
{
	return lc_pool_fill(&pool, pool.most);
}

/* Number of records in reserve. Context: any. */
unsigned int lc_task_reserve(void)
{
	return lc_pool_reserve(&pool);
}

static unsigned int low_of(unsigned int max_tasks)
{
	unsigned int low = clamp(num_possible_cpus() * LOW_PER_CPU, 2U * LOW_PER_CPU,
				 (unsigned int)LOW_MOST);

	return clamp(max_tasks / 4, (unsigned int)LOW_LEAST, low);
}

/**
 * lc_task_init() - allocate the reserve of records
 * @max_tasks: number of tasks that can have one
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_task_init(unsigned int max_tasks)
{
	pool.low = low_of(max_tasks);
	pool.full = 2 * pool.low;
	pool.most = 4 * pool.low;
	return lc_pool_init(&pool);
}

/**
 * lc_task_exit() - free the reserve of records
 *
 * Context: Process context. All records have been freed.
 */
void lc_task_exit(void)
{
	lc_pool_exit(&pool);
}
