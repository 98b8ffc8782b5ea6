// SPDX-License-Identifier: GPL-2.0
/*
 * Three CPU-bound tasks with nice 0, 3 and -3 on one CPU: their shares follow their
 * weights, 1024 : 526 : 1991, and their vruntimes advance together.
 */
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"

#define RIVALS 3
/* Of the task with nice 0; the three together take three and a half times that. */
#define BURN_NS (600 * MS_NS)
/* How far the kernel's scheduling may let vruntimes diverge, at weight 526. */
#define TURN_NS (60 * MS_NS)

static const struct { int nice; uint64_t weight; } rivals[RIVALS] = {
	{ 0, 1024 }, { 3, 526 }, { -3, 1991 },
};

#define AUTOGROUP "/proc/sys/kernel/sched_autogroup_enabled"

struct reading {
	uint64_t run_ns, vruntime_ns;
};

static void read_rivals(const pid_t *pids, struct reading *readings)
{
	struct table *tasks = table_read(LC_PROC "tasks");

	for (int i = 0; i < RIVALS; i++) {
		int row = table_find(tasks, "pid", pids[i]);

		require(row >= 0, "no row of %d", pids[i]);
		readings[i].run_ns = table_u64(tasks, row, "run_ns");
		readings[i].vruntime_ns = table_u64(tasks, row, "vruntime_ns");
		expect_u64("weight", table_u64(tasks, row, "weight"), rivals[i].weight);
		expect(atoi(table_text(tasks, row, "nice")) == rivals[i].nice, "nice is %s",
		       table_text(tasks, row, "nice"));
		expect_text("cpus", table_text(tasks, row, "cpus"), "1");
	}
	table_free(tasks);
}

static bool judge(const struct reading *from, const struct reading *to)
{
	uint64_t total = 0, weights = 0;
	bool good = true;

	for (int i = 0; i < RIVALS; i++) {
		total += to[i].run_ns - from[i].run_ns;
		weights += rivals[i].weight;
	}
	for (int i = 0; i < RIVALS; i++) {
		uint64_t run = to[i].run_ns - from[i].run_ns;
		uint64_t fair = total * rivals[i].weight / weights;
		uint64_t advance = to[i].vruntime_ns - from[i].vruntime_ns;

		good &= is_near("the share of run_ns", run, fair, fair / 20);
		good &= is_near("vruntime's growth, by weight", advance * rivals[i].weight / 1024,
				run, run / 20 + 20 * MS_NS);
		good &= is_near("vruntime's growth, beside the first's", advance,
				to[0].vruntime_ns - from[0].vruntime_ns, TURN_NS);
	}
	return good;
}

static bool compete(void)
{
	struct reading from[RIVALS], to[RIVALS];
	struct burner burners[RIVALS];
	pid_t pids[RIVALS];
	bool good;

	for (int i = 0; i < RIVALS; i++) {
		burner_start(&burners[i], 1);
		pids[i] = burners[i].pid;
		require(!setpriority(PRIO_PROCESS, pids[i], rivals[i].nice), "nice: %s",
			strerror(errno));
	}
	/* The others run until they are killed. The first reports twice. */
	for (int i = 1; i < RIVALS; i++)
		burner_order(&burners[i], 10000 * BURN_NS);
	burner_order(&burners[0], BURN_NS / 10);
	burner_order(&burners[0], BURN_NS);
	gate_wait(&burners[0].done);
	read_rivals(pids, from);
	gate_wait(&burners[0].done);
	read_rivals(pids, to);
	good = judge(from, to);
	for (int i = 0; i < RIVALS; i++)
		end_child(pids[i]);
	return good;
}

static void shares(void)
{
	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	pin(0);
	/* From 7.3 on vruntime uses the task's weight among the other groups. */
	write_file(AUTOGROUP, "0");
	expect_in_attempts("shares by weight", compete);
}

static void restore(void)
{
	write_file(AUTOGROUP, "1");
}

static const struct ktap_case cases[] = {
	{ "CPU time follows the weights, and vruntimes advance together", shares,
	  restore },
};

KTAP_MAIN(cases)
