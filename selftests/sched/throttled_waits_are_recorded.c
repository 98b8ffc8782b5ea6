// SPDX-License-Identifier: GPL-2.0
/*
 * The time that a task waits because its cgroup is over its quota is that of the cgroup's
 * cpu.stat, if the task alone uses the cgroup's CPU time, on one CPU. Both clocks are read in
 * one call of the scheduler, so they differ by microseconds for each time that it is throttled.
 */
#include <sched.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"
#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"
#include "time.h"

#define INNER CGROUP "/inner"
/* 10 ms of 50; and 1 ms of a second, so that it is throttled for a long time */
#define SHORT "10000 50000"
#define LONG "1000 1000000"
#define NONE "max 50000"
#define TIMES 6
#define ROOM_NS (MS_NS / 2)

static void setup(void)
{
	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	cgroup_make("cpu.max");
	if (table_none(task_get(getpid()), 0, "throttled_ns"))
		ktap_skip("throttled times are not known here");
	pin(0);
}

static void cleanup(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (rmdir(INNER) && errno == EBUSY && clock_ns() < deadline)
		write_file(INNER "/cgroup.kill", "1");
	cgroup_cleanup();
}

static void put(const char *procs, pid_t pid)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", pid);
	require(write_file(procs, number), "%s: %s", procs, strerror(errno));
}

static uint64_t times(void)
{
	return cgroup_event("cpu.stat", "nr_throttled");
}

static void wait_times(uint64_t wanted)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (times() < wanted)
		require(clock_ns() < deadline, "it is not throttled");
}

static uint64_t throttled_ns(pid_t pid)
{
	struct table *task = task_get(pid);
	uint64_t ns = table_u64(task, 0, "throttled_ns");

	expect(ns <= table_u64(task, 0, "runnable_ns"), "throttled for longer than it waited");
	expect_conserved(task, 0);
	table_free(task);
	return ns;
}

/* It is throttled some times, and then never again: the figures do not change any more. */
static void throttle(pid_t pid, const char *quota)
{
	uint64_t before = times();

	cgroup_set("cpu.max", quota);
	wait_times(before + TIMES);
	cgroup_set("cpu.max", NONE);
	wait_state(pid, "running");
}

static bool equals_stat(pid_t pid, uint64_t stat_us, uint64_t ours_ns, uint64_t count)
{
	stat_us = cgroup_event("cpu.stat", "throttled_usec") - stat_us;
	count = times() - count;
	return is_near("throttled_ns", throttled_ns(pid) - ours_ns, stat_us * 1000,
		       count * ROOM_NS);
}

static bool throttled_like(pid_t pid)
{
	uint64_t stat_us = cgroup_event("cpu.stat", "throttled_usec");
	uint64_t ours_ns = throttled_ns(pid), count = times();

	throttle(pid, SHORT);
	return equals_stat(pid, stat_us, ours_ns, count);
}

static pid_t hog;

static bool attempt(void)
{
	return throttled_like(hog);
}

static void equal(void)
{
	pid_t outside;
	uint64_t ns;

	setup();
	outside = spawn_hog(1);
	hog = spawn_hog(1);
	put(CGROUP "/cgroup.procs", hog);
	expect_in_attempts("the time that it was throttled", attempt);
	expect_u64("throttled_ns of a task outside", throttled_ns(outside), 0);
	ns = throttled_ns(hog);
	end_child(hog);
	expect_u64("throttled_ns of the dead", table_u64(dead_get(hog), 0, "throttled_ns"), ns);
}

/* The kernel's sum grows only at the end. */
static bool grows_before_the_end(void)
{
	uint64_t stat_us = cgroup_event("cpu.stat", "throttled_usec");
	uint64_t ours_ns = throttled_ns(hog);

	return throttled_ns(hog) > ours_ns &&
	       cgroup_event("cpu.stat", "throttled_usec") == stat_us;
}

static void now(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	setup();
	hog = spawn_hog(1);
	put(CGROUP "/cgroup.procs", hog);
	cgroup_set("cpu.max", LONG);
	while (!grows_before_the_end())
		require(clock_ns() < deadline, "never throttled at the moment");
	cgroup_set("cpu.max", NONE);
}

static void nested(void)
{
	setup();
	cgroup_set("cgroup.subtree_control", "+cpu");
	require(!mkdir(INNER, 0755), INNER ": %s", strerror(errno));
	hog = spawn_hog(1);
	put(INNER "/cgroup.procs", hog);
	expect_in_attempts("the time that the outer cgroup was throttled", attempt);
}

/* Times that both are throttled count once. */
static void nested_twice(void)
{
	uint64_t outer_us, inner_us, ours_us, room_us;

	setup();
	cgroup_set("cgroup.subtree_control", "+cpu");
	require(!mkdir(INNER, 0755), INNER ": %s", strerror(errno));
	hog = spawn_hog(1);
	put(INNER "/cgroup.procs", hog);
	require(write_file(INNER "/cpu.max", "15000 100000"), "cpu.max: %s", strerror(errno));
	throttle(hog, SHORT);
	require(write_file(INNER "/cpu.max", NONE), "cpu.max: %s", strerror(errno));
	wait_state(hog, "running");
	outer_us = cgroup_event("cpu.stat", "throttled_usec");
	inner_us = cgroup_event("inner/cpu.stat", "throttled_usec");
	room_us = (times() + cgroup_event("inner/cpu.stat", "nr_throttled")) * ROOM_NS / 1000;
	ours_us = throttled_ns(hog) / 1000;
	expect(inner_us > 0, "the inner cgroup was not throttled");
	expect_between("throttled_ns / 1000", (outer_us > inner_us ? outer_us : inner_us) - room_us,
		       ours_us, outer_us + inner_us + room_us);
}

static void asleep(void)
{
	struct burner sleeper;

	setup();
	burner_start(&sleeper, 1);
	put(CGROUP "/cgroup.procs", sleeper.pid);
	wait_blocked(sleeper.pid);
	hog = spawn_hog(1);
	put(CGROUP "/cgroup.procs", hog);
	throttle(hog, SHORT);
	burner_order(&sleeper, MS_NS);
	burner_wait(&sleeper);
	wait_blocked(sleeper.pid);
	expect(throttled_ns(hog) > 0, "the hog was not throttled");
	expect_u64("throttled_ns of the sleeper", throttled_ns(sleeper.pid), 0);
}

static const struct ktap_case cases[] = {
	{ "a task was throttled as long as its cgroup, living and dead, and one outside was not",
	  equal, cleanup },
	{ "the time that a task has been throttled for is known before it ends", now, cleanup },
	{ "a task is throttled with a cgroup above its own", nested, cleanup },
	{ "what two cgroups above a task have in common counts once", nested_twice, cleanup },
	{ "a task that sleeps in a throttled cgroup is not throttled", asleep, cleanup },
};

KTAP_MAIN(cases)
