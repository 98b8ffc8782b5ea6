// SPDX-License-Identifier: GPL-2.0
/* The effect of SCHED_FIFO and SCHED_RR tasks on others and on each other is recorded. */
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"
#include "trace.h"

#define RR_TIMESLICE "/proc/sys/kernel/sched_rr_timeslice_ms"

static uint64_t growth(const struct table *from, const struct table *to, const char *name)
{
	return table_u64(to, 0, name) - table_u64(from, 0, name);
}

/*
 * While the SCHED_FIFO task burns, the hog waits; the longest burst is the hog's longest
 * wait.
 */
static bool burst(struct burner *fifo, pid_t hog, uint64_t ns)
{
	struct table *from[2] = { task_get(fifo->pid), task_get(hog) }, *to[2];
	uint64_t stops = class_get("stop").count;
	pid_t ahead;
	bool alone;

	burner_order(fifo, ns);
	burner_wait(fifo);
	/* A wait is recorded when it is over. */
	wait_state(hog, "running");
	to[0] = task_get(fifo->pid);
	to[1] = task_get(hog);
	/* Only the kernel's stop threads may run in between. */
	alone = class_get("stop").count == stops;
	if (alone) {
		expect_u64("runs of the fifo", growth(from[0], to[0], "runs"), 1);
		expect_u64("its voluntary switches",
			   growth(from[0], to[0], "switches_voluntary"), 1);
		expect_u64("its involuntary switches",
			   growth(from[0], to[0], "switches_involuntary"), 0);
	}
	expect(growth(from[0], to[0], "run_ns") >= ns * 95 / 100, "the fifo hardly ran");
	expect(growth(from[1], to[1], "runnable_ns") >= ns * 95 / 100, "the hog hardly waited");
	expect(growth(from[1], to[1], "switches_involuntary") >= 1, "the hog was not preempted");
	expect_u64("the hog's voluntary switches",
		   growth(from[1], to[1], "switches_voluntary"), 0);
	expect(table_u64(to[1], 0, "latency_max_ns") >= ns * 95 / 100, "the longest wait is %s",
	       table_text(to[1], 0, "latency_max_ns"));
	/* The SCHED_FIFO task, or a kernel thread that ran between the two. */
	ahead = trace_left_to(hog, 1, table_u64(to[1], 0, "latency_max_at_ns"));
	expect_u64("latency_max_prev_pid",
		   table_u64_or(to[1], 0, "latency_max_prev_pid", 0), ahead);
	if (ahead == fifo->pid)
		expect_text("latency_max_prev_comm", table_text(to[1], 0, "latency_max_prev_comm"),
			    table_text(to[0], 0, "comm"));
	for (int i = 0; i < 2; i++) {
		expect_conserved(to[i], 0);
		table_free(from[i]);
		table_free(to[i]);
	}
	return alone;
}

static void fifo(void)
{
	struct burner fifo;
	bool good = false;
	pid_t hog;

	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	pin(0);
	trace_begin("sched/sched_switch", "0");
	hog = spawn_hog(1);
	burner_start(&fifo, 1);
	set_policy(fifo.pid, SCHED_FIFO, 10);
	for (int i = 0; i < ATTEMPTS && !good; i++)
		good = burst(&fifo, hog, (40 + 40 * i) * MS_NS);
	expect(good, "a stop thread ran in between in each attempt");
}

#define BURN_NS (200 * MS_NS)

static bool round_robin(void)
{
	struct burner burners[2];
	bool good = true;

	for (int i = 0; i < 2; i++) {
		burner_start(&burners[i], 1);
		set_policy(burners[i].pid, SCHED_RR, 10);
	}
	for (int i = 0; i < 2; i++)
		burner_order(&burners[i], BURN_NS);
	for (int i = 0; i < 2; i++)
		burner_wait(&burners[i]);
	for (int i = 0; i < 2; i++) {
		struct table *task = task_get(burners[i].pid);
		uint64_t switches = table_u64(task, 0, "switches_involuntary");

		expect_text("policy", table_text(task, 0, "policy"), "rr");
		expect_text("weight", table_text(task, 0, "weight"), "-");
		/* Ten slices; a CPU that stands still makes some of them longer. */
		if (switches < 4 || switches > 16) {
			ktap_diag("%llu involuntary switches", (unsigned long long)switches);
			good = false;
		}
		if (table_u64(task, 0, "runnable_ns") < BURN_NS / 2 ||
		    table_u64_or(task, 0, "latency_max_prev_pid", 0) != (uint64_t)burners[!i].pid) {
			ktap_diag("waited %s ns, longest for %s",
				  table_text(task, 0, "runnable_ns"),
				  table_text(task, 0, "latency_max_prev_pid"));
			good = false;
		}
		expect_latency(task);
		table_free(task);
	}
	for (int i = 0; i < 2; i++)
		end_child(burners[i].pid);
	return good;
}

static void rr(void)
{
	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	if (!write_file(RR_TIMESLICE, "20"))
		ktap_skip(RR_TIMESLICE ": %s", strerror(errno));
	pin(0);
	expect_in_attempts("two of SCHED_RR alternate", round_robin);
}

static void restore(void)
{
	write_file(RR_TIMESLICE, "0");
}

static const struct ktap_case cases[] = {
	{ "SCHED_FIFO runs until it blocks, and is recorded as the previous task", fifo,
	  trace_cleanup },
	{ "two SCHED_RR tasks alternate in time slices", rr, restore },
};

KTAP_MAIN(cases)
