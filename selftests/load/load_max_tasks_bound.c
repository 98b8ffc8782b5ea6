// SPDX-License-Identifier: GPL-2.0
/* Beyond max_tasks, tasks live without a record and are counted as lost. */
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "flood.h"
#include "ktap.h"
#include "load.h"
#include "module.h"
#include "row.h"
#include "time.h"
#include "totals.h"

#define ROOM 40
#define CHILDREN 120
/* They end one by one, and live for longer than the time between two walks. */
#define LATER 20
#define BURN_NS (120 * MS_NS)
/* So many records for each CPU may be in reserve, and so many others may come meanwhile. */
#define RESERVE 512
#define SLACK 50

static void block(void *gate)
{
	gate_wait(gate);
}

static int load_with_room(int room)
{
	char parameters[40];
	struct id *list;
	int bound = list_proc(&list) + room;

	snprintf(parameters, sizeof(parameters), "max_tasks=%d", bound);
	module_load(parameters);
	return bound;
}

static void bound_reached(void)
{
	int bound = load_with_room(ROOM), recorded = 0;
	pid_t pids[CHILDREN];
	struct table *tasks;
	struct gate gate;
	uint64_t lost;

	gate_init(&gate);
	for (int i = 0; i < CHILDREN; i++)
		pids[i] = spawn(block, &gate);
	tasks = table_read(LC_PROC "tasks");
	for (int i = 0; i < CHILDREN; i++)
		recorded += table_find(tasks, "pid", pids[i]) >= 0;
	lost = stats_get("lost");
	expect(tasks->rows <= bound, "%d rows, the bound is %d", tasks->rows, bound);
	/* A kernel thread may have been born or have ended meanwhile. */
	expect_between("recorded children", ROOM - 10, recorded, ROOM + 10);
	expect(lost >= (uint64_t)(CHILDREN - recorded), "%d of %d children recorded, lost is %llu",
	       recorded, CHILDREN, (unsigned long long)lost);
	expect_u64("lost_full", stats_get("lost_full"), lost);
	expect_u64("max_tasks", debug_value("max_tasks"), bound);
	expect(stats_get("births") >= CHILDREN, "births of lost tasks are not counted");
	expect_balance();
	for (int i = 0; i < CHILDREN; i++)
		gate_open(&gate);
	for (int i = 0; i < CHILDREN; i++)
		expect_u64("a child's status", reap(pids[i]), 0);
	expect_balance();
}

/* For some there is no room. */
static void come_and_go(void)
{
	pid_t pids[CHILDREN];
	struct gate gate;

	gate_init(&gate);
	for (int i = 0; i < CHILDREN; i++)
		pids[i] = spawn(block, &gate);
	for (int i = 0; i < CHILDREN; i++)
		gate_open(&gate);
	for (int i = 0; i < CHILDREN; i++)
		reap(pids[i]);
}

static void room_again(void)
{
	pid_t pid;

	load_with_room(10);
	for (int round = 0; round < 3; round++) {
		come_and_go();
		pid = spawn_helper("@exit", 44);
		reap(pid);
		expect_u64("exit_code of one after the storm",
			   table_u64(dead_get(pid), 0, "exit_code"), 44);
		expect_balance();
	}
}

static void burn_and_end(void *gate)
{
	gate_wait(gate);
	burn(BURN_NS);
}

/*
 * One walk may be due when the last of those without a record has ended. Nobody is born when it
 * comes: it would be followed by another for a task whose birth is not complete.
 */
static void no_walk_in_vain(void)
{
	struct gate gate;
	uint64_t walks;

	load_with_room(ROOM);
	come_and_go();
	expect(stats_get("lost") > 0, "no task was without a record");
	gate_init(&gate);
	for (int i = 0; i < LATER; i++)
		spawn(burn_and_end, &gate);
	walks = debug_value("enrol_walks");
	for (int i = 0; i < LATER; i++) {
		gate_open(&gate);
		require(wait(NULL) > 0, "wait: %s", strerror(errno));
	}
	expect_between("enrol_walks", walks, debug_value("enrol_walks"), walks + 1);
}

/* RCU frees records some time later, which no event reports: poll. */
static void memory_is_freed(void)
{
	uint64_t most, deadline;
	char parameters[40];
	pid_t pid;

	snprintf(parameters, sizeof(parameters), "max_tasks=%d history=16", 8 * RESERVE * cpus());
	module_load(parameters);
	most = debug_value("memory_bytes") + debug_value("record_bytes") *
	       (RESERVE * cpus() + SLACK - debug_value("reserve"));
	/* Of root: nothing limits its number of threads. */
	pid = flood(0, 3 * RESERVE * cpus() / 2);
	expect(debug_value("memory_bytes") > most, "there are not enough tasks");
	kill(pid, SIGKILL);
	reap(pid);
	deadline = clock_ns() + PATIENCE_NS;
	while (debug_value("memory_bytes") > most) {
		require(clock_ns() < deadline, "%llu bytes are in use, %llu should be",
			(unsigned long long)debug_value("memory_bytes"),
			(unsigned long long)most);
		sched_yield();
	}
}

/* Fewer records than there are tasks at the load. */
static void too_small_for_the_living(void)
{
	struct table *tasks;
	struct gate gate;
	int ret;

	gate_init(&gate);
	for (int i = 0; i < CHILDREN; i++)
		spawn(block, &gate);
	ret = module_try_load("max_tasks=64");
	if (ret) {
		expect(!module_loaded(), "the load failed (%s) but the module is loaded",
		       strerror(-ret));
		return;
	}
	tasks = table_read(LC_PROC "tasks");
	expect(tasks->rows <= 64, "%d rows, the bound is 64", tasks->rows);
	expect(stats_get("lost_full") > 0, "no task is counted as lost");
	reap(spawn_helper("@exit", 0));
	expect_balance();
}

static const struct ktap_case cases[] = {
	{ "tasks beyond max_tasks live and are counted as lost", bound_reached, module_cleanup },
	{ "records are available again when tasks have ended", room_again, module_cleanup },
	{ "no task without a record is looked for once there is none", no_walk_in_vain,
	  module_cleanup },
	{ "most records are freed when many tasks have ended", memory_is_freed, module_cleanup },
	{ "max_tasks below the number of living tasks is respected", too_small_for_the_living,
	  module_cleanup },
};

KTAP_MAIN(cases)
