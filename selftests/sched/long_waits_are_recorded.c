// SPDX-License-Identifier: GPL-2.0
/* A wait that is longer than the histogram reaches is counted in its last bucket. */
#include <sched.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "load.h"
#include "schedule.h"
#include "table.h"
#include "time.h"

/* Twice the lower bound of the last bucket, from where on there would be another. */
#define LAST_BUCKET 21
#define LONG_NS (1ULL << 31)

static void clean(void)
{
	realtime_leaves_share(true);
}

static void long_wait(void)
{
	struct burner fifo;
	struct table *task;
	const char *hist;
	pid_t hog;

	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	realtime_leaves_share(false);
	pin(0);
	hog = spawn_hog(1);
	burner_start(&fifo, 1);
	set_policy(fifo.pid, SCHED_FIFO, 10);
	burner_order(&fifo, LONG_NS + LONG_NS / 16);
	burner_wait(&fifo);
	wait_state(hog, "running");
	task = task_get(hog);
	expect_latency(task);
	hist = table_text(task, 0, "latency_hist");
	expect_u64("the last bucket", hist_last(hist), LAST_BUCKET);
	expect_u64("waits in it", hist_bucket(hist, LAST_BUCKET), 1);
	expect(table_u64(task, 0, "latency_max_ns") >= LONG_NS, "the longest wait is %s",
	       table_text(task, 0, "latency_max_ns"));
	class_get("fair");
	table_free(task);
}

/* On the CPU of a real-time task, which leaves it nothing. */
static void woken(void)
{
	struct burner fifo;
	struct table *task;
	struct gate gate;
	uint64_t since;
	pid_t pid;

	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	realtime_leaves_share(false);
	gate_init(&gate);
	pin(1);
	pid = spawn(block_on, &gate);
	pin(0);
	wait_blocked(pid);
	burn(20 * MS_NS);
	burner_start(&fifo, 1);
	set_policy(fifo.pid, SCHED_FIFO, 10);
	burner_order(&fifo, LONG_NS / 4);
	wait_state(fifo.pid, "running");
	since = clock_ns();
	gate_open(&gate);
	task = task_wait(pid, "state", "runnable");
	/* The scheduler's clock measures its wait. */
	expect(table_u64(task, 0, "state_since_ns") + MS_NS >= since, "it waits since %s, not %llu",
	       table_text(task, 0, "state_since_ns"), (unsigned long long)since);
	table_free(task);
	burner_wait(&fifo);
	expect_u64("status", reap(pid), 0);
}

static const struct ktap_case cases[] = {
	{ "a wait of two seconds is in the last bucket, and all waits are in the histogram",
	  long_wait, clean },
	{ "a woken task waits for a CPU since its wakeup", woken, clean },
};

KTAP_MAIN(cases)
