// SPDX-License-Identifier: GPL-2.0
/*
 * In each row that is read the times in all states add up to the age exactly, whatever
 * happens meanwhile.
 */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"
#include "time.h"

#define READS 20
/* So many are born between two reads: more than can be read meanwhile would pile up. */
#define BIRTHS 20

static void check_tasks(void)
{
	uint64_t before = clock_ns(), after;
	struct table *tasks = table_read(LC_PROC "tasks");

	after = clock_ns();
	expect(tasks->rows > 0, "no rows");
	for (int row = 0; row < tasks->rows; row++) {
		expect_conserved(tasks, row);
		expect_ordered(tasks, row);
		expect_between("now_ns", before, table_u64(tasks, row, "now_ns"), after);
		if (!table_none(tasks, row, "birth"))
			expect_runs(tasks, row);
	}
	table_free(tasks);
}

/* The history is long: only rows that are new since the last read. */
static void check_dead(int fd, struct table **header)
{
	struct table *dead;
	char *text = file_text(fd);

	dead = *header ? table_parse_rows(*header, text) : table_parse(text);
	for (int row = 0; row < dead->rows; row++) {
		expect_conserved(dead, row);
		expect_ordered(dead, row);
		expect_text("state", table_text(dead, row, "state"), "dead");
		if (!table_none(dead, row, "birth"))
			expect_runs(dead, row);
	}
	if (*header)
		table_free(dead);
	else
		*header = dead;
}

static void read_all(void *more)
{
	struct table *header = NULL, *task;
	FILE *file = fopen(LC_PROC "dead", "re");

	require(file, "dead: %s", strerror(errno));
	for (int i = 0; i < READS; i++) {
		gate_open(more);
		check_tasks();
		check_dead(fileno(file), &header);
		task = values_read(LC_PROC "self");
		expect_conserved(task, 0);
		table_free(task);
	}
}

/* Two processes that pass a byte back and forth, on any CPU. */
static void ping(void *data)
{
	struct gate *gates = data;

	for (;;) {
		gate_open(&gates[0]);
		gate_wait(&gates[1]);
	}
}

static void pong(void *data)
{
	struct gate *gates = data;

	for (;;) {
		gate_wait(&gates[0]);
		gate_open(&gates[1]);
	}
}

static void *nothing(void *data)
{
	return data;
}

static void fork_and_thread(void *more)
{
	pthread_t thread;

	for (int i = 0;; i++) {
		pid_t pid;

		if (i % BIRTHS == 0)
			gate_wait(more);
		pid = fork();
		if (pid == 0)
			_exit(0);
		waitpid(pid, NULL, 0);
		if (!pthread_create(&thread, NULL, nothing, NULL))
			pthread_join(thread, NULL);
	}
}

static void run_forever(void *unused)
{
	for (;;)
		sched_yield();
}

static void stop_and_go(void *data)
{
	pid_t pid = *(pid_t *)data;

	for (;;) {
		kill(pid, SIGSTOP);
		sched_yield();
		kill(pid, SIGCONT);
		sched_yield();
	}
}

static void end(pid_t pid)
{
	kill(pid, SIGKILL);
	reap(pid);
}

static void under_load(void)
{
	struct gate gates[2], more;
	pid_t load[6], readers[3];

	gate_init(&more);
	gate_init(&gates[0]);
	gate_init(&gates[1]);
	load[0] = spawn(ping, gates);
	load[1] = spawn(pong, gates);
	load[2] = spawn(fork_and_thread, &more);
	load[3] = spawn(fork_and_thread, &more);
	load[4] = spawn(run_forever, NULL);
	load[5] = spawn(stop_and_go, &load[4]);
	for (size_t i = 0; i < ARRAY_SIZE(readers); i++)
		readers[i] = spawn(read_all, &more);
	for (size_t i = 0; i < ARRAY_SIZE(readers); i++)
		expect_u64("a reader's status", reap(readers[i]), 0);
	for (size_t i = ARRAY_SIZE(load); i-- > 0; )
		end(load[i]);
	for (size_t i = 0; i < ARRAY_SIZE(load); i++)
		expect_conserved(dead_get(load[i]), 0);
}

static void quiet(void)
{
	check_tasks();
}

/* The second reading is the first plus the time that passed. */
static void goes_on(void)
{
	static const char * const points[] = { "born_ns", "birth", "birth_ppid", "tgid" };
	struct table *first = table_read(LC_PROC "tasks");
	struct table *second = table_read(LC_PROC "tasks");

	for (int row = 0; row < first->rows; row++) {
		int other = table_find(second, "pid", table_u64(first, row, "pid"));

		if (other < 0)
			continue;
		for (size_t i = 0; i < ARRAY_SIZE(points); i++)
			expect_text(points[i], table_text(second, other, points[i]),
				    table_text(first, row, points[i]));
		expect(table_u64(second, other, "now_ns") > table_u64(first, row, "now_ns"),
		       "pid %s: now_ns does not increase", table_text(first, row, "pid"));
		expect(table_u64(second, other, "run_ns") >= table_u64(first, row, "run_ns"),
		       "pid %s: run_ns decreases", table_text(first, row, "pid"));
	}
}

static const struct ktap_case cases[] = {
	{ "time is conserved on a quiet system", quiet },
	{ "time is conserved under fork, thread, switch and stop load", under_load },
	{ "times never decrease between two readings", goes_on },
};

KTAP_MAIN(cases)
