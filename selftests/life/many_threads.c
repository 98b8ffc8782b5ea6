// SPDX-License-Identifier: GPL-2.0
/* Each of 200 threads is in 'tasks' while it lives and in 'dead' after it has ended. */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"

#define THREADS 200

static struct gate ready, go;
static pid_t tids[THREADS];

static void *live(void *slot)
{
	*(pid_t *)slot = own_tid();
	gate_open(&ready);
	gate_wait(&go);
	return NULL;
}

static void start(pthread_t *threads)
{
	pthread_attr_t small;

	gate_init(&ready);
	gate_init(&go);
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 65536);
	for (int i = 0; i < THREADS; i++)
		require(!pthread_create(&threads[i], &small, live, &tids[i]), "thread %d: %s", i,
			strerror(errno));
	for (int i = 0; i < THREADS; i++)
		gate_wait(&ready);
}

static void expect_living(void)
{
	struct table *tasks = table_read(LC_PROC "tasks");

	expect_u64("rows with our tgid", table_count(tasks, "tgid", getpid()), THREADS + 1);
	for (int i = 0; i < THREADS; i++) {
		int row = table_find(tasks, "pid", tids[i]);

		if (!expect(row >= 0, "thread %d is not in tasks", tids[i]))
			continue;
		expect_u64("rows of one thread", table_count(tasks, "pid", tids[i]), 1);
		expect_u64("tgid", table_u64(tasks, row, "tgid"), getpid());
		expect_u64("ppid", table_u64(tasks, row, "ppid"), getppid());
		expect_text("birth", table_text(tasks, row, "birth"), "thread");
		expect_text("cause", table_text(tasks, row, "cause"), "-");
	}
}

static void expect_dead(pid_t tgid)
{
	struct table *dead = table_read(LC_PROC "dead");

	for (int i = 0; i < THREADS; i++) {
		int row = table_find(dead, "pid", tids[i]);

		if (!expect(row >= 0, "thread %d is not in dead", tids[i]))
			continue;
		expect_u64("rows of one thread", table_count(dead, "pid", tids[i]), 1);
		expect_u64("tgid", table_u64(dead, row, "tgid"), tgid);
		expect_text("cause", table_text(dead, row, "cause"), "exited");
		expect_text("reaper_pid", table_text(dead, row, "reaper_pid"), "-");
		expect_conserved(dead, row);
		expect_ordered(dead, row);
		expect_runs(dead, row);
	}
}

static void one_by_one(void)
{
	pthread_t threads[THREADS];
	struct table *tasks;

	start(threads);
	expect_living();
	for (int i = 0; i < THREADS; i++)
		gate_open(&go);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	/* pthread_join() returns before the thread is released. */
	for (int i = 0; i < THREADS; i++)
		wait_gone(tids[i]);
	tasks = table_read(LC_PROC "tasks");
	expect_u64("rows with our tgid", table_count(tasks, "tgid", getpid()), 1);
	expect_dead(getpid());
}

static void live_and_exit(void *pass)
{
	pthread_t threads[THREADS];

	start(threads);
	gate_send(pass, tids, sizeof(tids));
	_exit(5);
}

/* Threads that exit_group() ends have the cause 'group'. */
static void all_at_once(void)
{
	struct gate pass;
	struct table *dead;
	pid_t pid;
	int group = 0;

	gate_init(&pass);
	pid = spawn(live_and_exit, &pass);
	gate_receive(&pass, tids, sizeof(tids));
	reap(pid);
	dead = table_read(LC_PROC "dead");
	expect_u64("rows of the process", table_count(dead, "tgid", pid), THREADS + 1);
	for (int row = 0; row < dead->rows; row++)
		if (table_u64(dead, row, "tgid") == (uint64_t)pid &&
		    table_u64(dead, row, "pid") != (uint64_t)pid)
			group += !strcmp(table_text(dead, row, "cause"), "group");
	expect_u64("threads ended by their group", group, THREADS);
	table_free(dead);
	dead = dead_get(pid);
	expect_u64("exit_code", table_u64(dead, 0, "exit_code"), 5);
	expect_text("cause", table_text(dead, 0, "cause"), "failed");
}

static const struct ktap_case cases[] = {
	{ "200 threads are listed, and recorded once they are joined", one_by_one },
	{ "200 threads ended by their process are recorded", all_at_once },
};

KTAP_MAIN(cases)
