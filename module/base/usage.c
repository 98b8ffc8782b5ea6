// SPDX-License-Identifier: GPL-2.0
/* Sums up the resource usage of a task or a process. */
#include <linux/math64.h>
#include <linux/sched/signal.h>

#include "base/usage.h"

/**
 * struct raw - sums before they are adjusted
 * @user_ns: user time, counted in ticks
 * @system_ns: system time, counted in ticks
 * @run_ns: sum of both, exact
 */
struct raw {
	u64 user_ns;
	u64 system_ns;
	u64 run_ns;
};

static void add_task(struct lc_usage *usage, struct raw *raw, const struct task_struct *task)
{
	raw->user_ns += READ_ONCE(task->utime);
	raw->system_ns += READ_ONCE(task->stime);
	raw->run_ns += READ_ONCE(task->se.sum_exec_runtime);
	usage->faults_minor += READ_ONCE(task->min_flt);
	usage->faults_major += READ_ONCE(task->maj_flt);
}

static void add_dead(struct lc_usage *usage, struct raw *raw,
		     const struct signal_struct *signal)
{
	raw->user_ns += READ_ONCE(signal->utime);
	raw->system_ns += READ_ONCE(signal->stime);
	raw->run_ns += READ_ONCE(signal->sum_sched_runtime);
	usage->faults_minor += READ_ONCE(signal->min_flt);
	usage->faults_major += READ_ONCE(signal->maj_flt);
	/* Until then, maxrss covers only the programs that exec has replaced. */
	if (!atomic_read(&signal->live))
		usage->rss_peak = READ_ONCE(signal->maxrss);
}

/*
 * The run time is exact. User and system time are counted in ticks, so the run time
 * is divided in their ratio. Neither part may be less than was reported before.
 * cputime_adjust() in kernel/sched/cputime.c does the same, so the numbers are those
 * that a waiting parent gets.
 */
static void adjust(struct lc_usage *usage, const struct raw *raw,
		   const struct prev_cputime *told)
{
	u64 user = READ_ONCE(told->utime), system = READ_ONCE(told->stime);

	if (system + user < raw->run_ns) {
		u64 share = raw->run_ns;

		if (!raw->system_ns)
			share = 0;
		else if (raw->user_ns)
			share = mul_u64_u64_div_u64(raw->system_ns, raw->run_ns,
						    raw->system_ns + raw->user_ns);
		system = max(system, share);
		if (raw->run_ns - system < user)
			system = raw->run_ns - user;
		else
			user = raw->run_ns - system;
	}
	usage->user_ns = user;
	usage->system_ns = system;
}

/**
 * lc_usage_read() - read the resource usage of a task
 * @usage: usage to fill in
 * @task: a thread group leader, for its process with all threads it ever had; or
 *	  another thread, for that thread alone
 *
 * Context: RCU read-side critical section, with the task_struct pinned. The task may
 * have been released.
 */
void lc_usage_read(struct lc_usage *usage, struct task_struct *task)
{
	const struct prev_cputime *told = &task->prev_cputime;
	struct raw raw = {};
	struct task_struct *thread;

	*usage = (struct lc_usage) {};
	if (thread_group_leader(task)) {
		told = &task->signal->prev_cputime;
		add_dead(usage, &raw, task->signal);
		for_each_thread(task, thread)
			add_task(usage, &raw, thread);
	} else {
		add_task(usage, &raw, task);
	}
	adjust(usage, &raw, told);
}
