// SPDX-License-Identifier: GPL-2.0
/*
 * A sleeper that is woken N times has N more wakeups, sleeps, waits for a CPU and runs; the
 * scheduler's own statistics count the same wakeups.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"

#define TIMES 100

static const char * const waits[] = {
	"sleep_entries", "disk_entries", "iowait_entries", "stopped_entries", "traced_entries",
	"parked_entries", "idle_entries", "frozen_entries",
};

/* Holds for a task in a wait: each run except the first began with a wakeup... */
static void expect_entries(const struct table *task)
{
	uint64_t entered = 0;

	for (size_t i = 0; i < ARRAY_SIZE(waits); i++)
		entered += table_u64(task, 0, waits[i]);
	expect_u64("runnable_entries", table_u64(task, 0, "runnable_entries"),
		   table_u64(task, 0, "runs"));
	/* ...and ended with a wait or a preemption. */
	expect_u64("waits", entered, table_u64(task, 0, "wakeups") + 1);
	expect(entered <= table_u64(task, 0, "switches_voluntary"),
	       "%llu waits, %s voluntary switches", (unsigned long long)entered,
	       table_text(task, 0, "switches_voluntary"));
	expect_runs(task, 0);
}

static uint64_t growth(const struct table *from, const struct table *to, const char *name)
{
	return table_u64(to, 0, name) - table_u64(from, 0, name);
}

/* Waits for sleeping spinlocks add to the intended ones. */
static uint64_t lock_waits(const struct table *from, const struct table *to)
{
	uint64_t locks = growth(from, to, "disk_entries");

	if (!locks_sleep())
		expect_u64("disk_entries", locks, 0);
	return locks;
}

static void by_pipe(void)
{
	uint64_t kernels, involuntary, locks;
	struct table *before, *after;
	struct burner sleeper;

	schedstats_on();
	burner_start(&sleeper, -1);
	before = task_get(sleeper.pid);
	kernels = sched_value(sleeper.pid, "nr_wakeups");
	for (int i = 0; i < TIMES; i++) {
		burner_order(&sleeper, 0);
		burner_wait(&sleeper);
	}
	after = task_get(sleeper.pid);
	involuntary = growth(before, after, "switches_involuntary");
	locks = lock_waits(before, after);
	expect_u64("wakeups", growth(before, after, "wakeups"), TIMES + locks);
	expect_u64("sleep_entries", growth(before, after, "sleep_entries"), TIMES);
	expect_u64("switches_voluntary", growth(before, after, "switches_voluntary"),
		   TIMES + locks);
	expect_u64("runs", growth(before, after, "runs"), TIMES + locks + involuntary);
	expect_u64("runnable_entries", growth(before, after, "runnable_entries"),
		   TIMES + locks + involuntary);
	expect_entries(before);
	expect_entries(after);
	expect_latency(after);
	if (kernels == UINT64_MAX)
		return;
	kernels = sched_value(sleeper.pid, "nr_wakeups") - kernels;
	/* A wakeup before the task has left its CPU for a lock ends no wait. */
	if (locks_sleep())
		expect(kernels >= TIMES + locks, "the kernel has %llu wakeups, not %llu",
		       (unsigned long long)kernels, (unsigned long long)(TIMES + locks));
	else
		expect_u64("the kernel's wakeups", kernels, TIMES);
}

/* With two waiters the kernel wakes one for each byte: none is counted for the other. */
static void one_of_two(void)
{
	struct table *before[2], *after[2];
	uint64_t wakeups = 0, locks = 0;
	struct burner pair[2];

	burner_start(&pair[0], -1);
	burner_start(&pair[1], -1);
	for (int i = 0; i < 2; i++)
		before[i] = task_get(pair[i].pid);
	for (int i = 0; i < TIMES; i++) {
		burner_order(&pair[0], 0);
		burner_wait(&pair[0]);
	}
	for (int i = 0; i < 2; i++) {
		after[i] = task_get(pair[i].pid);
		wakeups += growth(before[i], after[i], "wakeups");
		locks += lock_waits(before[i], after[i]);
	}
	expect_u64("wakeups of both", wakeups, TIMES + locks);
}

static void by_continuing(void)
{
	struct table *before, *after;
	struct burner sleeper;
	siginfo_t info;

	burner_start(&sleeper, -1);
	before = task_get(sleeper.pid);
	for (int i = 0; i < 10; i++) {
		kill(sleeper.pid, SIGSTOP);
		require(!waitid(P_PID, sleeper.pid, &info, WSTOPPED), "wait: %s",
			strerror(errno));
		wait_state(sleeper.pid, "stopped");
		kill(sleeper.pid, SIGCONT);
		wait_blocked(sleeper.pid);
	}
	after = task_get(sleeper.pid);
	expect_u64("stopped_entries", growth(before, after, "stopped_entries"), 10);
	/* One wakeup to be stopped out of the sleep, and one to be continued. */
	expect_u64("wakeups", growth(before, after, "wakeups"), 20 + lock_waits(before, after));
	expect_u64("sleep_entries", growth(before, after, "sleep_entries"), 10);
	expect_entries(after);
}

/* Each task in the system that waits just now. */
static void all_tasks(void)
{
	struct table *tasks = table_read(LC_PROC "tasks");

	for (int row = 0; row < tasks->rows; row++) {
		uint64_t runs = table_u64(tasks, row, "runs");
		const char *state = table_text(tasks, row, "state");
		bool runnable = !strcmp(state, "runnable");

		if (!table_none(tasks, row, "birth"))
			expect_u64(state, table_u64(tasks, row, "runnable_entries"),
				   runs + runnable);
	}
}

static const struct ktap_case cases[] = {
	{ "wakeups of a reader of a pipe are counted", by_pipe, schedstats_off },
	{ "a wakeup of one of two sleepers is counted for that one", one_of_two },
	{ "wakeups by stops and continues are counted", by_continuing },
	{ "runnable entries of each waiting task equal its runs", all_tasks },
};

KTAP_MAIN(cases)
