// SPDX-License-Identifier: GPL-2.0
/*
 * A reaped child's run_ns is the CPU time that the kernel adds to its parent's. That is
 * precise although user and system time are sampled: the kernel scales the two to add up to
 * what the scheduler measured.
 */
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"

#define BURN_NS (300 * MS_NS)

static uint64_t usage_ns(const struct rusage *usage)
{
	return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1000000000ULL +
	       (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000ULL;
}

struct scene {
	struct gate report;
};

static void burn_and_report(void *data)
{
	struct scene *scene = data;
	struct timespec used;
	uint64_t ns;

	burn(BURN_NS);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
	ns = used.tv_sec * 1000000000ULL + used.tv_nsec;
	gate_send(&scene->report, &ns, sizeof(ns));
}

static bool one_child(void)
{
	struct schedstat kernel;
	struct rusage usage, before, all;
	struct scene scene;
	struct table *task;
	uint64_t own, ours, slices, room;
	pid_t pid;

	gate_init(&scene.report);
	getrusage(RUSAGE_CHILDREN, &before);
	pid = spawn(burn_and_report, &scene);
	gate_receive(&scene.report, &own, sizeof(own));
	/* The child can be reaped before its last switch: wait for that. */
	wait_exited(pid);
	wait_state(pid, "zombie");
	kernel = schedstat_get(pid, pid);
	require(wait4(pid, NULL, 0, &usage) == pid, "wait: %s", strerror(errno));
	getrusage(RUSAGE_CHILDREN, &all);
	task = dead_get(pid);
	ours = table_u64(task, 0, "run_ns");
	slices = table_u64(task, 0, "runs");
	if (!preemptible_kernel())
		expect_u64("runs", slices, kernel.slices);
	expect_u64("switches_voluntary", table_u64(task, 0, "switches_voluntary"), usage.ru_nvcsw);
	expect_u64("switches_involuntary", table_u64(task, 0, "switches_involuntary"),
		   usage.ru_nivcsw);
	/*
	 * User and system time, and each of their sums, are rounded down to microseconds.
	 */
	expect_between("rusage", kernel.run_ns - 2000, usage_ns(&usage), kernel.run_ns);
	expect_between("the growth of RUSAGE_CHILDREN", kernel.run_ns - 4000,
		       usage_ns(&all) - usage_ns(&before), kernel.run_ns + 4000);
	expect(own <= kernel.run_ns, "the child counted more than the kernel");
	expect_latency(task);
	room = ours / 100 > slices * 50000 ? ours / 100 : slices * 50000;
	/* The exit itself comes on top, and takes long on a debug kernel. */
	return is_near("run_ns", ours, usage_ns(&usage), room) && ours >= own - own / 20;
}

static void finished_child(void)
{
	/* Both on one CPU: see schedstat_agrees.c */
	pin(cpus() - 1);
	expect_in_attempts("the time of a finished child", one_child);
}

static const struct ktap_case cases[] = {
	{ "run_ns of a reaped child equals its rusage", finished_child },
};

KTAP_MAIN(cases)
