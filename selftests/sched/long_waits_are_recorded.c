// SPDX-License-Identifier: GPL-2.0
/* A wait that is longer than the histogram reaches is counted in its last bucket. */
#include <sched.h>

#include "ktap.h"
#include "load.h"
#include "schedule.h"
#include "table.h"

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

static const struct ktap_case cases[] = {
	{ "a wait of two seconds is in the last bucket, and all waits are in the histogram",
	  long_wait, clean },
};

KTAP_MAIN(cases)
