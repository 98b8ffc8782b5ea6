// SPDX-License-Identifier: GPL-2.0
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "flood.h"
#include "ktap.h"
#include "module.h"
#include "row.h"
#include "time.h"

#define STACK 16384
#define ROOM 8

int flood_load(void)
{
	char parameters[40];
	struct id *list;
	int max_tasks = ROOM * list_proc(&list);

	free(list);
	snprintf(parameters, sizeof(parameters), "max_tasks=%d", max_tasks);
	module_load(parameters);
	return max_tasks;
}

int flood_size(int max_tasks)
{
	return max_tasks / 4 * 3;
}

static void __attribute__((noreturn)) *stay(void *unused)
{
	for (;;)
		pause();
}

void flood_here(int threads)
{
	pthread_attr_t attr;
	pthread_t thread;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	for (int i = 0; i < threads; i++)
		require(!pthread_create(&thread, &attr, stay, NULL), "no thread %d", i);
}

struct start {
	unsigned int uid;
	int count;
	struct gate done;
};

static void run_flood(void *data)
{
	struct start *start = data;

	if (start->uid)
		become(start->uid);
	flood_here(start->count);
	gate_open(&start->done);
	block_forever(NULL);
}

static pid_t begin(void (*run)(void *), struct start *start)
{
	pid_t pid;

	gate_init(&start->done);
	pid = spawn(run, start);
	/* Nobody else has its write end: a child that fails ends the wait. */
	close(start->done.in);
	return pid;
}

pid_t flood(unsigned int uid, int threads)
{
	struct start start = { .uid = uid, .count = threads };
	pid_t pid = begin(run_flood, &start);

	gate_wait(&start.done);
	close(start.done.out);
	return pid;
}

static void run_forker(void *data)
{
	struct start *start = data;

	become(start->uid);
	for (int i = 0; i < start->count; i++) {
		pid_t pid = spawn(block_forever, NULL);

		gate_send(&start->done, &pid, sizeof(pid));
	}
	block_forever(NULL);
}

pid_t flood_forker(unsigned int uid, int count, pid_t *pids)
{
	struct start start = { .uid = uid, .count = count };
	pid_t pid = begin(run_forker, &start);

	for (int i = 0; i < count; i++)
		gate_receive(&start.done, &pids[i], sizeof(*pids));
	close(start.done.out);
	return pid;
}

int recorded_threads(pid_t tgid)
{
	struct table *tasks = table_read(LC_PROC "tasks");
	int count = table_count(tasks, "tgid", tgid);

	table_free(tasks);
	return count;
}

bool is_recorded(pid_t pid)
{
	struct table *tasks = table_read(LC_PROC "tasks");
	int count = table_count(tasks, "pid", pid);

	table_free(tasks);
	expect(count <= 1, "%d rows of pid %d", count, pid);
	return count;
}

void wait_recorded(pid_t pid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (!is_recorded(pid)) {
		require(clock_ns() < deadline, "pid %d never gets a record", pid);
		sched_yield();
	}
}

void expect_recorded_child(unsigned int uid)
{
	pid_t child, forker = flood_forker(uid, 1, &child);

	expect(is_recorded(child), "a task of user %u gets no record", uid);
	kill(child, SIGKILL);
	kill(forker, SIGKILL);
	reap(forker);
}
