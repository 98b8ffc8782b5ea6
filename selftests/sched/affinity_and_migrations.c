// SPDX-License-Identifier: GPL-2.0
/* CPU affinity and migrations are recorded: a pinned task never migrates. */
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"
#include "time.h"

static uint64_t kernels_count(pid_t pid, uint64_t other)
{
	uint64_t count = sched_value(pid, "se.nr_migrations");

	return count == UINT64_MAX ? other : count;
}

/* Four unpinned burners keep the load balancer busy; the pinned one is out of its reach. */
static void pinned(void)
{
	struct burner burner;
	struct table *before, *after;
	pid_t load[4];

	burner_start(&burner, cpus() - 1);
	for (size_t i = 0; i < ARRAY_SIZE(load); i++)
		load[i] = spawn_hog(-1);
	before = task_get(burner.pid);
	for (int i = 0; i < 20; i++) {
		burner_order(&burner, 5 * MS_NS);
		gate_wait(&burner.done);
	}
	wait_blocked(burner.pid);
	after = task_get(burner.pid);
	expect_u64("migrations", table_u64(after, 0, "migrations"),
		   table_u64(before, 0, "migrations"));
	expect_u64("migrations beside the kernel's", table_u64(after, 0, "migrations"),
		   kernels_count(burner.pid, table_u64(after, 0, "migrations")));
	expect_u64("cpus", table_u64(after, 0, "cpus"), cpus() - 1);
	expect_u64("cpu", table_u64(after, 0, "cpu"), cpus() - 1);
	expect(table_u64(after, 0, "runs") >= table_u64(before, 0, "runs") + 10,
	       "it ran too rarely");
	for (size_t i = 0; i < ARRAY_SIZE(load); i++)
		end_child(load[i]);
	end_child(burner.pid);
}

struct scene {
	struct gate ready, moved, leave;
};

/* Runs until it is on another CPU. */
static void until_moved(void *data)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	struct scene *scene = data;
	int cpu = 1;

	pin(cpu);
	gate_open(&scene->ready);
	while (sched_getcpu() == cpu)
		require(clock_ns() < deadline, "it is not migrated");
	gate_open(&scene->moved);
	gate_wait(&scene->leave);
}

/* Two rivals on one CPU, free to move to an idle one. */
static void unpinned(void)
{
	struct table *before[2], *after;
	struct scene scene;
	uint64_t moves = 0;
	pid_t pids[2];
	char all[16];

	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	pin(0);
	gate_init(&scene.ready);
	gate_init(&scene.moved);
	gate_init(&scene.leave);
	for (int i = 0; i < 2; i++)
		pids[i] = spawn(until_moved, &scene);
	for (int i = 0; i < 2; i++)
		gate_wait(&scene.ready);
	for (int i = 0; i < 2; i++)
		before[i] = task_get(pids[i]);
	for (int i = 0; i < 2; i++)
		unpin_task(pids[i]);
	gate_wait(&scene.moved);
	snprintf(all, sizeof(all), "0-%d", cpus() - 1);
	for (int i = 0; i < 2; i++) {
		uint64_t least = kernels_count(pids[i], 0), most;

		after = task_get(pids[i]);
		most = kernels_count(pids[i], UINT64_MAX);
		expect_between("migrations", least, table_u64(after, 0, "migrations"), most);
		moves += table_u64(after, 0, "migrations") -
			 table_u64(before[i], 0, "migrations");
		expect_text("cpus", table_text(after, 0, "cpus"), all);
	}
	expect(moves >= 1, "no migration was counted");
}

/* Each change of its only CPU is one migration, asleep or running. */
static void wandering(void)
{
	struct burner burner;
	uint64_t before;

	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	burner_start(&burner, 0);
	before = table_u64(task_get(burner.pid), 0, "migrations");
	for (int i = 1; i <= 20; i++) {
		struct table *task;

		pin_task(burner.pid, i % 2);
		burner_order(&burner, MS_NS / 10);
		burner_wait(&burner);
		task = task_get(burner.pid);
		expect_u64("migrations", table_u64(task, 0, "migrations"), before + i);
		expect_u64("the kernel's", kernels_count(burner.pid, before + i), before + i);
		expect_u64("cpus", table_u64(task, 0, "cpus"), i % 2);
		expect_u64("cpu", table_u64(task, 0, "cpu"), i % 2);
		table_free(task);
	}
}

static const struct ktap_case cases[] = {
	{ "a pinned task never migrates", pinned },
	{ "a migration to an idle CPU is counted", unpinned },
	{ "each migration is counted once", wandering },
};

KTAP_MAIN(cases)
