// SPDX-License-Identifier: GPL-2.0
/*
 * The usage of a process's dead threads is kept with its leader: the total of a process
 * never decreases, and equals the kernel's CPU time for it.
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"

#define WORKERS 6

struct scene {
	struct gate report, end, input, execed;
	struct gate done;
};

struct totals {
	uint64_t run_ns, runnable_ns, voluntary, involuntary, dead;
};

static void scene_init(struct scene *scene)
{
	gate_init(&scene->report);
	gate_init(&scene->end);
	gate_init(&scene->input);
	gate_init(&scene->execed);
	gate_init(&scene->done);
}

/* Burns CPU time, and dies in its turn. */
static void *worker(void *data)
{
	struct scene *scene = data;
	pid_t tid = own_tid();

	burn(60 * MS_NS);
	gate_open(&scene->report);
	gate_wait(&scene->end);
	gate_send(&scene->done, &tid, sizeof(tid));
	return NULL;
}

static void *exec_worker(void *data)
{
	struct scene *scene = data;

	burn(60 * MS_NS);
	gate_open(&scene->report);
	gate_wait(&scene->input);
	dup2(scene->input.out, STDIN_FILENO);
	exec_helper("@block", 0);
}

static void process(void *data)
{
	struct scene *scene = data;
	struct gate forever;
	pthread_t id;

	gate_init(&forever);
	close(scene->input.in);
	close(scene->execed.out);
	burn(10 * MS_NS);
	for (int i = 0; i < WORKERS; i++)
		require(!pthread_create(&id, NULL, worker, scene), "no thread");
	require(!pthread_create(&id, NULL, exec_worker, scene), "no thread");
	gate_wait(&forever);
}

static uint64_t process_ns(pid_t pid)
{
	struct timespec used;
	clockid_t clock;

	require(!clock_getcpuclockid(pid, &clock) && !clock_gettime(clock, &used),
		"no clock of %d", pid);
	return used.tv_sec * 1000000000ULL + used.tv_nsec;
}

static void add_row(struct totals *totals, const struct table *tasks, int row, const char *prefix)
{
	static const char * const names[] = {
		"run_ns", "runnable_ns", "switches_voluntary", "switches_involuntary",
	};
	uint64_t *sums = &totals->run_ns;
	char name[64];

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(name, sizeof(name), "%s%s", prefix, names[i]);
		sums[i] += table_u64(tasks, row, name);
	}
}

static struct totals total(pid_t pid)
{
	struct table *tasks = table_read(LC_PROC "tasks");
	struct totals totals = { 0 };

	for (int row = 0; row < tasks->rows; row++) {
		if (table_u64(tasks, row, "tgid") != (uint64_t)pid)
			continue;
		add_row(&totals, tasks, row, "");
		add_row(&totals, tasks, row, "dead_threads_");
		totals.dead += table_u64(tasks, row, "dead_threads");
		if (table_u64(tasks, row, "pid") != (uint64_t)pid)
			expect_u64("dead_threads of no leader",
				   table_u64(tasks, row, "dead_threads"), 0);
	}
	table_free(tasks);
	return totals;
}

static void expect_no_less(struct totals now, struct totals before)
{
	expect(now.run_ns >= before.run_ns, "run_ns decreases by %llu",
	       (unsigned long long)(before.run_ns - now.run_ns));
	expect(now.runnable_ns >= before.runnable_ns, "runnable_ns decreases by %llu",
	       (unsigned long long)(before.runnable_ns - now.runnable_ns));
	expect(now.voluntary >= before.voluntary, "voluntary switches decrease by %llu",
	       (unsigned long long)(before.voluntary - now.voluntary));
	expect(now.involuntary >= before.involuntary, "involuntary switches decrease by %llu",
	       (unsigned long long)(before.involuntary - now.involuntary));
}

/* Within 1 %, or 50 us for each reading of the two clocks. */
static bool agrees(struct totals ours, pid_t pid)
{
	uint64_t kernels = process_ns(pid);
	uint64_t slack = (ours.voluntary + ours.involuntary) * 50000;

	return is_near("run_ns of all threads", ours.run_ns, kernels,
		       slack > kernels / 100 ? slack : kernels / 100);
}

static pid_t start(struct scene *scene)
{
	pid_t pid;

	/* All on one CPU: see schedstat_agrees.c */
	pin(cpus() - 1);
	scene_init(scene);
	pid = spawn(process, scene);
	close(scene->execed.in);
	for (int i = 0; i < WORKERS + 1; i++)
		gate_wait(&scene->report);
	return pid;
}

static bool one_by_one(void)
{
	struct totals before, now;
	struct scene scene;
	pid_t pid = start(&scene);
	bool good;

	before = total(pid);
	expect_u64("dead_threads before any died", before.dead, 0);
	for (int i = 1; i <= WORKERS; i++) {
		pid_t tid;

		gate_open(&scene.end);
		gate_receive(&scene.done, &tid, sizeof(tid));
		wait_gone(tid);
		/* Its siblings see it gone before its usage is added: wait for the row. */
		table_free(dead_get(tid));
		now = total(pid);
		expect_u64("dead_threads", now.dead, i);
		expect_no_less(now, before);
		before = now;
	}
	good = agrees(now, pid);
	end_child(pid);
	return good;
}

static void dying(void)
{
	expect_in_attempts("the CPU time of a process whose threads die", one_by_one);
}

/* The thread that execs becomes the leader; the others die, including the old leader. */
static bool exec_from_thread(void)
{
	struct totals before, now;
	struct scene scene;
	pid_t pid = start(&scene), tid;
	bool good;
	char byte;

	for (int i = 0; i < 2; i++) {
		gate_open(&scene.end);
		gate_receive(&scene.done, &tid, sizeof(tid));
		wait_gone(tid);
		table_free(dead_get(tid));
	}
	before = total(pid);
	expect_u64("dead_threads", before.dead, 2);
	gate_open(&scene.input);
	/* The exec closes the last write end. */
	require(read(scene.execed.out, &byte, 1) == 0, "no exec");
	wait_blocked(pid);
	now = total(pid);
	expect_u64("dead_threads after the exec", now.dead, WORKERS + 1);
	expect_no_less(now, before);
	good = agrees(now, pid);
	end_child(pid);
	expect_u64("dead_threads of the dead leader", table_u64(dead_get(pid), 0, "dead_threads"),
		   WORKERS + 1);
	return good;
}

static void after_exec(void)
{
	expect_in_attempts("the CPU time of a process whose thread execs", exec_from_thread);
}

static const struct ktap_case cases[] = {
	{ "a process's total never decreases as its threads die", dying },
	{ "a process's total survives an exec from a thread", after_exec },
};

KTAP_MAIN(cases)
