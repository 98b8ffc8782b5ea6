// SPDX-License-Identifier: GPL-2.0
/* Beyond max_tasks, tasks live without a record and are counted as lost. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "module.h"
#include "row.h"
#include "totals.h"

#define ROOM 40
#define CHILDREN 120

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

static void room_again(void)
{
	load_with_room(10);
	for (int round = 0; round < 3; round++) {
		pid_t pids[CHILDREN];
		struct gate gate;

		gate_init(&gate);
		for (int i = 0; i < CHILDREN; i++)
			pids[i] = spawn(block, &gate);
		for (int i = 0; i < CHILDREN; i++)
			gate_open(&gate);
		for (int i = 0; i < CHILDREN; i++)
			reap(pids[i]);
		pids[0] = spawn_helper("@exit", 44);
		reap(pids[0]);
		expect_u64("exit_code of one after the storm",
			   table_u64(dead_get(pids[0]), 0, "exit_code"), 44);
		expect_balance();
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
	{ "max_tasks below the number of living tasks is respected", too_small_for_the_living,
	  module_cleanup },
};

KTAP_MAIN(cases)
