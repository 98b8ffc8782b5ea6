// SPDX-License-Identifier: GPL-2.0
/* Loading and unloading while tasks are born, switch and die on every CPU harms nobody. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "module.h"
#include "row.h"

#define CYCLES 6

static void *nothing(void *data)
{
	return data;
}

static void fork_and_thread(void *unused)
{
	pthread_t thread;

	/* Not in a register, which the vforked child might share. */
	for (volatile int i = 0;; i++) {
		pid_t pid = i % 2 ? fork() : vfork();

		if (pid == 0)
			_exit(i % 100);
		if (i % 3)
			waitpid(pid, NULL, 0);
		else
			while (waitpid(-1, NULL, WNOHANG) > 0)
				;
		if (!pthread_create(&thread, NULL, nothing, NULL))
			pthread_join(thread, NULL);
	}
}

static void exec_often(void *unused)
{
	for (;;)
		waitpid(spawn_helper("@exit", 1, -1), NULL, 0);
}

static void echo(void *data)
{
	struct gate *gates = data;

	for (;;) {
		gate_wait(&gates[0]);
		gate_open(&gates[1]);
	}
}

static void call(void *data)
{
	struct gate *gates = data;

	for (;;) {
		gate_open(&gates[0]);
		gate_wait(&gates[1]);
	}
}

/* The module's own count says how much has happened: no time needs to pass. */
static void wait_births(uint64_t count)
{
	while (stats_get("births") < count)
		sched_yield();
}

/* With tasks coming and going only those that stay can be held against /proc. */
static void expect_stayed(const pid_t *pids, int count)
{
	struct table *tasks = table_read(LC_PROC "tasks"), *dead = table_read(LC_PROC "dead");

	for (int i = 0; i < count; i++)
		expect_u64("rows of one that stayed", table_count(tasks, "pid", pids[i]), 1);
	for (int row = 0; row < tasks->rows; row++) {
		expect_conserved(tasks, row);
		expect_ordered(tasks, row);
	}
	for (int row = 0; row < dead->rows; row++) {
		expect_conserved(dead, row);
		expect_ordered(dead, row);
	}
	table_free(tasks);
	table_free(dead);
}

static void expect_balance(void)
{
	struct table *stats = values_read(LC_PROC "stats");

	expect_u64("lost", table_u64(stats, 0, "lost"), 0);
	table_free(stats);
}

/* When all is quiet nobody is missing, and nobody is there twice. */
static void expect_equal_lists(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	struct id *before, *tasks, *after;

	for (;;) {
		int proc_count = list_proc(&before), tasks_count = list_tasks(&tasks);
		int after_count = list_proc(&after);

		if (same_ids(before, proc_count, tasks, tasks_count))
			return;
		if (same_ids(before, proc_count, after, after_count) || clock_ns() > deadline) {
			explain_ids(before, proc_count, tasks, tasks_count);
			require(false, "/proc has %d tasks, the table %d", proc_count, tasks_count);
		}
	}
}

static void cycles(void)
{
	struct gate gates[2];
	pid_t pids[5];

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pids[0] = spawn(fork_and_thread, NULL);
	pids[1] = spawn(fork_and_thread, NULL);
	pids[2] = spawn(exec_often, NULL);
	pids[3] = spawn(echo, gates);
	pids[4] = spawn(call, gates);
	for (int cycle = 0; cycle < CYCLES; cycle++) {
		module_load(cycle % 2 ? "history=64" : "");
		if (cycle % 3)
			wait_births(50);
		expect_stayed(pids, ARRAY_SIZE(pids));
		expect_balance();
		if (cycle < CYCLES - 1)
			module_unload();
	}
	for (size_t i = 0; i < ARRAY_SIZE(pids); i++) {
		kill(pids[i], SIGKILL);
		reap(pids[i]);
	}
	expect_equal_lists();
	module_unload();
}

static const struct ktap_case cases[] = {
	{ "load and unload under fork, exec, thread and switch load", cycles, module_cleanup },
};

KTAP_MAIN(cases)
