// SPDX-License-Identifier: GPL-2.0
/* Time on a CPU and time waiting for one are distinct, and agree with the kernel's. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"
#include "schedule.h"
#include "time.h"

#define BURN_NS 200000000ULL

struct scene {
	struct gate ready, go, done, leave;
};

static void init_scene(struct scene *scene)
{
	gate_init(&scene->ready);
	gate_init(&scene->go);
	gate_init(&scene->done);
	gate_init(&scene->leave);
}

/* A hog on the last CPU, between two gates. */
static void hog(void *data)
{
	struct scene *scene = data;

	pin(cpus() - 1);
	gate_open(&scene->ready);
	gate_wait(&scene->go);
	burn(BURN_NS);
	gate_open(&scene->done);
	gate_wait(&scene->leave);
}

/* The scheduler's own figures in ns: on a CPU, waiting on a run queue. */
static void schedstat(pid_t pid, uint64_t *run, uint64_t *wait)
{
	char path[64], *text;
	unsigned long long numbers[2];

	snprintf(path, sizeof(path), "/proc/%d/schedstat", pid);
	text = path_text(path);
	if (!text || sscanf(text, "%llu %llu", &numbers[0], &numbers[1]) != 2)
		ktap_skip("no %s", path);
	*run = numbers[0];
	*wait = numbers[1];
	free(text);
}

/*
 * The kernel's figures are from another clock, and part of the switch itself is on the
 * other side: close, not equal.
 */
static bool is_near_kernels(const char *what, uint64_t ours, uint64_t kernels)
{
	return is_near(what, ours, kernels, kernels / 20 + 5000000);
}

static bool hogs_agree(void)
{
	uint64_t start, elapsed, run[2], wait[2];
	struct table *tasks[2];
	struct scene scene;
	bool good = true;
	pid_t pids[2];

	init_scene(&scene);
	pin(0);
	for (int i = 0; i < 2; i++)
		pids[i] = spawn(hog, &scene);
	for (int i = 0; i < 2; i++)
		gate_wait(&scene.ready);
	start = clock_ns();
	for (int i = 0; i < 2; i++)
		gate_open(&scene.go);
	for (int i = 0; i < 2; i++)
		gate_wait(&scene.done);
	for (int i = 0; i < 2; i++)
		wait_blocked(pids[i]);
	elapsed = clock_ns() - start;
	for (int i = 0; i < 2; i++) {
		tasks[i] = task_get(pids[i]);
		schedstat(pids[i], &run[i], &wait[i]);
		good &= is_near_kernels("run_ns", table_u64(tasks[i], 0, "run_ns"), run[i]);
		expect(table_u64(tasks[i], 0, "run_ns") >= BURN_NS * 95 / 100,
		       "%llu ns burnt, run_ns is %s", BURN_NS, table_text(tasks[i], 0, "run_ns"));
		good &= is_near_kernels("runnable_ns", table_u64(tasks[i], 0, "runnable_ns") +
					table_u64(tasks[i], 0, "new_ns"), wait[i]);
		expect(table_u64(tasks[i], 0, "latency_max_ns") <=
		       table_u64(tasks[i], 0, "runnable_ns") + table_u64(tasks[i], 0, "new_ns"),
		       "the longest wait is longer than the sum");
		expect_runs(tasks[i], 0);
	}
	/* One CPU cannot run both at once; while one ran the other waited. */
	good &= is_near_kernels("both hogs' run_ns", table_u64(tasks[0], 0, "run_ns") +
				table_u64(tasks[1], 0, "run_ns"), run[0] + run[1]);
	expect(table_u64(tasks[0], 0, "runnable_ns") + table_u64(tasks[1], 0, "runnable_ns") >=
	       BURN_NS, "two rivals waited too little");
	expect(elapsed >= 2 * BURN_NS, "two hogs on one CPU took too little time");
	for (int i = 0; i < 2; i++)
		gate_open(&scene.leave);
	for (int i = 0; i < 2; i++)
		reap(pids[i]);
	return good;
}

static void two_hogs(void)
{
	expect_in_attempts("two hogs", hogs_agree);
}

static void burn_forever(void *unused)
{
	pin(cpus() - 1);
	for (;;)
		cpu_ns();
}

/* Observed from another CPU: one runs, the other is runnable, and they alternate. */
static void words(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	bool ran[2] = { false }, waited[2] = { false };
	pid_t pids[2];

	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	pin(0);
	for (int i = 0; i < 2; i++)
		pids[i] = spawn(burn_forever, NULL);
	while (!(ran[0] && ran[1] && waited[0] && waited[1])) {
		for (int i = 0; i < 2; i++) {
			struct table *task = task_get(pids[i]);
			const char *state = table_text(task, 0, "state");

			ran[i] |= !strcmp(state, "running");
			waited[i] |= !strcmp(state, "runnable");
			table_free(task);
		}
		require(clock_ns() < deadline, "not both tasks were seen in both states");
	}
}

/* User and system time, which the kernel samples, are close to the recorded time. */
static bool run_equals_usage(void)
{
	struct rusage usage;
	struct table *dead;
	uint64_t used;
	bool equal;
	pid_t pid = spawn_helper("@burn", 150);

	/* Its last switch may come after the wait: wait until it is over. */
	wait_exited(pid);
	wait_state(pid, "zombie");
	require(wait4(pid, NULL, 0, &usage) == pid, "wait: %s", strerror(errno));
	used = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000ULL +
	       (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000ULL;
	dead = dead_get(pid);
	equal = is_near_kernels("run_ns", table_u64(dead, 0, "run_ns"), used);
	expect_u64("switches_voluntary", table_u64(dead, 0, "switches_voluntary"), usage.ru_nvcsw);
	expect_u64("switches_involuntary", table_u64(dead, 0, "switches_involuntary"),
		   usage.ru_nivcsw);
	table_free(dead);
	return equal;
}

static void usage(void)
{
	expect_in_attempts("run_ns and rusage", run_equals_usage);
}

/* Moves itself from CPU to CPU. */
static void move(void *data)
{
	struct scene *scene = data;

	for (int i = 0; i < 22; i++)
		pin(i % cpus());
	pin(cpus() - 1);
	gate_open(&scene->done);
	gate_wait(&scene->leave);
}

static void migrations(void)
{
	struct table *task;
	struct scene scene;
	pid_t pid;

	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	init_scene(&scene);
	pid = spawn(move, &scene);
	gate_wait(&scene.done);
	wait_blocked(pid);
	task = task_get(pid);
	expect(table_u64(task, 0, "migrations") >= 20, "migrations is %s",
	       table_text(task, 0, "migrations"));
	expect_u64("cpu", table_u64(task, 0, "cpu"), cpus() - 1);
	expect_u64("cpu in /proc", stat_field(pid, pid, 39), cpus() - 1);
	gate_open(&scene.leave);
	reap(pid);
}

static const struct { int policy, priority, nice; const char *word; } classes[] = {
	{ SCHED_OTHER, 0, 0, "other" }, { SCHED_OTHER, 0, 10, "other" },
	{ SCHED_BATCH, 0, 5, "batch" }, { SCHED_IDLE, 0, 0, "idle" },
	{ SCHED_FIFO, 7, 0, "fifo" }, { SCHED_RR, 42, 0, "rr" },
};

static void policies(void)
{
	struct gate gate;

	gate_init(&gate);
	for (size_t i = 0; i < ARRAY_SIZE(classes); i++) {
		struct sched_param param = { classes[i].priority };
		struct table *task;
		pid_t pid = spawn((void (*)(void *))gate_wait, &gate);

		require(!setpriority(PRIO_PROCESS, pid, classes[i].nice), "nice: %s",
			strerror(errno));
		require(!sched_setscheduler(pid, classes[i].policy, &param), "policy: %s",
			strerror(errno));
		task = task_get(pid);
		expect_text("policy", table_text(task, 0, "policy"), classes[i].word);
		expect_u64("rtprio", table_u64_or(task, 0, "rtprio", 0), classes[i].priority);
		expect(atoi(table_text(task, 0, "nice")) == classes[i].nice, "nice is %s",
		       table_text(task, 0, "nice"));
	}
}

static const struct ktap_case cases[] = {
	{ "run and wait time of two hogs on one CPU agree with the kernel's", two_hogs },
	{ "two hogs on one CPU alternate between running and runnable", words },
	{ "a dead task's CPU time and switches equal its rusage", usage },
	{ "migrations are counted", migrations },
	{ "policy, nice and rtprio are recorded", policies },
};

KTAP_MAIN(cases)
