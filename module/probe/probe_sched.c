// SPDX-License-Identifier: GPL-2.0
/*
 * The hot path: every context switch of the machine runs through here. Interrupts
 * are off and a run-queue lock is held. So nothing here allocates memory, prints or wakes
 * a task; no lock is taken but a raw one where a cgroup is throttled or released.
 *
 * The lock of the run queue that a task leaves or enters serializes the events of
 * that task. Wakeups and migrations need no hook: the scheduler itself sums up the
 * waits that begin with a wakeup, and counts migrations and switches.
 */
#include <trace/events/sched.h>

#include "base/clock.h"
#include "base/state.h"
#include "probe/probe.h"
#include "record/event_life.h"
#include "record/event_switch.h"
#include "record/latency.h"
#include "record/table.h"
#include "record/throttle.h"

/**
 * struct running - what the last switch on a CPU found for its next task
 * @task: next task of that switch
 * @rec: record of @task, NULL if it has none
 */
struct running {
	const struct task_struct *task;
	struct lc_task *rec;
};

static DEFINE_PER_CPU(struct running, running);

/*
 * The record of the outgoing task is usually the one that the last switch found. It
 * stays valid until the task sets its exit_state, because only a task with an
 * exit_state is reaped. The record is looked up again after that. It is also looked
 * up if the last switch was not seen: the hook was not attached yet, or the CPU was
 * going up or down, when tracepoints are off. The reaper may change the exit_state
 * concurrently, but only from one nonzero value to another.
 */
static __always_inline struct lc_task *find_running(const struct task_struct *prev)
{
	if (likely(this_cpu_read(running.task) == prev &&
		   !data_race(prev->exit_state)))
		return this_cpu_read(running.rec);
	return prev->pid ? lc_table_find(prev) : NULL;
}

static __always_inline void switch_out(struct lc_task *rec,
				       const struct task_struct *task,
				       enum lc_state state, u64 now_ns)
{
	struct lc_account *account = &rec->facts.account;
	struct lc_wait wait;
	bool waited;

	raw_write_seqcount_begin(&rec->account_seq);
	waited = lc_account_off(account, state, now_ns, task->sched_info.run_delay,
				&wait);
	account->switches_voluntary = task->nvcsw;
	account->switches_involuntary = task->nivcsw;
	raw_write_seqcount_end(&rec->account_seq);
	if (unlikely(rec->policy != task->policy))
		lc_latency_classify(rec, task);
	if (likely(waited))
		lc_latency_count(rec->latency, wait);
}

static __always_inline void switch_in(struct lc_task *rec,
				      const struct task_struct *prev, u64 now_ns)
{
	struct lc_account *account = &rec->facts.account;

	raw_write_seqcount_begin(&rec->account_seq);
	if (lc_account_on(account, now_ns)) {
		account->prev.pid = prev->pid;
		lc_nspid_comm(account->prev.comm, prev);
	}
	raw_write_seqcount_end(&rec->account_seq);
}

/*
 * The state that the outgoing task enters. It stays runnable if it was preempted,
 * even on its way to sleep, or if the scheduler found a signal pending. prev_state is
 * from before that check, the task's own state is from after it.
 */
static enum lc_state state_after(bool preempt, const struct task_struct *prev,
				 unsigned int prev_state)
{
	if (preempt || READ_ONCE(prev->__state) == TASK_RUNNING)
		return LC_STATE_RUNNABLE;
	return lc_state_waiting(prev_state, prev);
}

static noinline_for_stack void add_events(struct lc_task *out, struct task_struct *prev,
					  struct lc_task *in, struct task_struct *next)
{
	if (lc_event_wanted() && out && out->facts.account.state == LC_STATE_STOPPED) {
		rcu_read_lock();
		lc_event_life_stop(out);
		rcu_read_unlock();
	}
	if (lc_event_switches_wanted())
		lc_event_switch(out, prev, in, next);
}

/*
 * Accounts a switch from one task to another. Idle tasks have no record.
 *
 * Context: sched_switch, interrupts off, run-queue lock held.
 */
void probe_sched_switch(LC_SCHED_SWITCH_ARGS)
{
	u64 now_ns = lc_clock_now();
	struct lc_task *out, *in;

	lc_probe_hit(sched_switch);
	out = find_running(prev);
	if (out)
		switch_out(out, prev,
			   state_after(preempt, prev, lc_compat_prev_state(prev)),
			   now_ns);
	in = next->pid ? lc_table_find(next) : NULL;
	this_cpu_write(running.task, next);
	this_cpu_write(running.rec, in);
	if (in)
		switch_in(in, prev, now_ns);
	if (lc_event_any_wanted())
		add_events(out, prev, in, next);
	if (unlikely(data_race(lc_throttle_seen)))
		lc_throttle_switch(out, in);
}

/**
 * probe_throttle_cfs_rq() - note which queue the scheduler may throttle
 * @queue: the queue
 *
 * Context: entry of the function, interrupts off, run-queue lock held.
 */
void probe_throttle_cfs_rq(const struct cfs_rq *queue)
{
	lc_probe_hit(throttle_cfs_rq);
	lc_throttle_begins(queue);
}

/**
 * probe_unthrottle_cfs_rq() - note which queue the scheduler may release
 * @queue: the queue
 *
 * Context: entry of the function, interrupts off, run-queue lock held.
 */
void probe_unthrottle_cfs_rq(const struct cfs_rq *queue)
{
	lc_probe_hit(unthrottle_cfs_rq);
	lc_throttle_ends(queue);
}

/**
 * probe_walk_tg_tree_from() - record that a queue is throttled or released
 * @from: its group
 * @down: what is called for this group and all below it, first
 *
 * Context: entry of the function; for these walks interrupts off, run-queue lock held.
 */
void probe_walk_tg_tree_from(const struct task_group *from, const void *down)
{
	lc_probe_hit(walk_tg_tree_from);
	lc_throttle_walks(from, down);
}

/**
 * probe_do_sched_yield() - count a call of sched_yield(2)
 *
 * Context: entry of the function, in the task.
 */
void probe_do_sched_yield(void)
{
	struct lc_task *rec;

	lc_probe_hit(do_sched_yield);
	rcu_read_lock();
	rec = lc_table_find(current);
	if (rec)
		rec->facts.yields++;
	rcu_read_unlock();
}
