// SPDX-License-Identifier: GPL-2.0
/*
 * Loading and unloading while tasks are born, switch and die on each CPU crashes nothing.
 */
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
#include "totals.h"

#define CYCLES 4

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
		waitpid(spawn_helper("@exit", 1), NULL, 0);
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

/* While tasks come and go, only those that stay can be compared with /proc. */
static void expect_stayed(const pid_t *pids, int count)
{
	struct table *tasks = table_read(LC_PROC "tasks");

	for (int i = 0; i < count; i++)
		expect_u64("rows of a task that stayed", table_count(tasks, "pid", pids[i]), 1);
	table_free(tasks);
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
		expect_whole_rows();
		expect_u64("lost", stats_get("lost"), 0);
		if (cycle < CYCLES - 1)
			module_unload();
	}
	for (size_t i = 0; i < ARRAY_SIZE(pids); i++) {
		kill(pids[i], SIGKILL);
		reap(pids[i]);
	}
	expect_equal_lists();
	expect_balance();
	module_unload();
}

static const struct ktap_case cases[] = {
	{ "the module is loaded and unloaded under fork, exec, thread and switch load", cycles,
	  module_cleanup },
};

KTAP_MAIN(cases)
