// SPDX-License-Identifier: GPL-2.0
/*
 * The leader's dead_threads columns are the sums of those threads' rows in 'dead', to the
 * nanosecond.
 */
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "load.h"
#include "table.h"
#include "threads.h"
#include "time.h"

#define MAKERS 4
#define EACH 25
#define MADE (MAKERS * (EACH + 1))

struct sums {
	uint64_t run_ns, runnable_ns, voluntary, involuntary, threads, last_ns;
};

static void *brief(void *go)
{
	gate_wait(go);
	burn(MS_NS / 10);
	sched_yield();
	return NULL;
}

/* Creates threads one after the other, beside the other makers. */
static void *maker(void *unused)
{
	struct gate go;
	pthread_t thread;

	gate_init(&go);
	for (int i = 0; i < EACH; i++) {
		threads_start(&thread, 1, brief, &go);
		gate_open(&go);
		threads_join(&thread, 1);
	}
	return NULL;
}

static void make_threads(void)
{
	pthread_t makers[MAKERS];

	threads_start(makers, MAKERS, maker, NULL);
	threads_join(makers, MAKERS);
}

static struct sums sum_rows(const struct table *dead, pid_t tgid)
{
	struct sums sums = { 0 };

	for (int row = 0; row < dead->rows; row++) {
		uint64_t reaped_ns = table_u64(dead, row, "reaped_ns");

		if (table_u64(dead, row, "tgid") != (uint64_t)tgid ||
		    table_u64(dead, row, "pid") == (uint64_t)tgid)
			continue;
		sums.run_ns += table_u64(dead, row, "run_ns");
		sums.runnable_ns += table_u64(dead, row, "runnable_ns");
		sums.voluntary += table_u64(dead, row, "switches_voluntary");
		sums.involuntary += table_u64(dead, row, "switches_involuntary");
		sums.threads++;
		if (reaped_ns > sums.last_ns)
			sums.last_ns = reaped_ns;
	}
	return sums;
}

/* pthread_join() returns before the thread is reaped: wait for the rows. */
static struct sums wait_rows(pid_t tgid, uint64_t threads)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	for (;;) {
		struct table *dead = table_read(LC_PROC "dead");
		struct sums sums = sum_rows(dead, tgid);

		table_free(dead);
		if (sums.threads >= threads)
			return sums;
		require(clock_ns() < deadline, "%d of %d threads are in dead", (int)sums.threads,
			(int)threads);
		sched_yield();
	}
}

static void expect_sums(const struct table *leader, struct sums sums, int threads)
{
	expect_u64("rows of threads", sums.threads, threads);
	expect_u64("dead_threads", table_u64(leader, 0, "dead_threads"), sums.threads);
	expect_u64("dead_threads_run_ns", table_u64(leader, 0, "dead_threads_run_ns"),
		   sums.run_ns);
	expect_u64("dead_threads_runnable_ns", table_u64(leader, 0, "dead_threads_runnable_ns"),
		   sums.runnable_ns);
	expect_u64("dead_threads_switches_voluntary",
		   table_u64(leader, 0, "dead_threads_switches_voluntary"), sums.voluntary);
	expect_u64("dead_threads_switches_involuntary",
		   table_u64(leader, 0, "dead_threads_switches_involuntary"), sums.involuntary);
	expect_u64("dead_threads_last_ns", table_u64(leader, 0, "dead_threads_last_ns"),
		   sums.last_ns);
}

static void living_leader(void)
{
	struct sums sums;

	make_threads();
	sums = wait_rows(getpid(), MADE);
	expect_sums(task_get(getpid()), sums, MADE);
}

static void *wait_forever(void *unused)
{
	struct gate forever;

	gate_init(&forever);
	gate_wait(&forever);
	return NULL;
}

/* Some threads have ended before, the others end with the process. */
static void process(void *unused)
{
	pthread_t others[MAKERS];

	threads_start(others, MAKERS, wait_forever, NULL);
	make_threads();
}

static void dead_leader(void)
{
	pid_t pid = spawn(process, NULL);
	struct table *leader;

	reap(pid);
	leader = dead_get(pid);
	expect_sums(leader, wait_rows(pid, MADE + MAKERS), MADE + MAKERS);
	expect(table_u64(leader, 0, "dead_threads_last_ns") <= table_u64(leader, 0, "reaped_ns"),
	       "the leader was reaped before its last thread");
}

static void *exec_worker(void *gate)
{
	struct gate *input = gate;

	make_threads();
	dup2(input->out, STDIN_FILENO);
	exec_helper("@block", 0);
}

static void exec_process(void *input)
{
	pthread_t threads[MAKERS];

	make_threads();
	threads_start(threads, MAKERS - 1, wait_forever, NULL);
	threads_start(&threads[MAKERS - 1], 1, exec_worker, input);
	wait_forever(NULL);
}

/* The old leader is released like a thread; its sums move to the new leader. */
static void after_exec(void)
{
	const int threads = 2 * MADE + MAKERS;
	struct gate input;
	struct sums sums;
	pid_t pid;

	gate_init(&input);
	pid = spawn(exec_process, &input);
	sums = wait_rows(pid, threads);
	expect_sums(task_get(pid), sums, threads);
	end_child(pid);
	expect_sums(dead_get(pid), sums, threads);
}

static const struct ktap_case cases[] = {
	{ "a living leader's dead_threads columns are the sums", living_leader },
	{ "a dead leader's dead_threads columns are the sums", dead_leader },
	{ "the sums survive an exec from a thread", after_exec },
};

KTAP_MAIN(cases)
