// SPDX-License-Identifier: GPL-2.0
/* A process that dumps core ends its threads, and can be killed during the dump. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "time.h"

#define CORE_PATTERN "/proc/sys/kernel/core_pattern"
#define CORE "/tmp/lc-core"
#define THREADS 3

struct scene {
	struct gate report, go, forever;
};

static void *linger(void *data)
{
	struct scene *scene = data;
	pid_t tid = own_tid();

	gate_send(&scene->report, &tid, sizeof(tid));
	gate_wait(&scene->forever);
	return NULL;
}

static void abort_with_threads(void *data)
{
	struct scene *scene = data;
	pthread_t thread;

	for (int i = 0; i < THREADS; i++)
		require(!pthread_create(&thread, NULL, linger, scene), "no thread");
	gate_wait(&scene->go);
	abort();
}

static void threads(void)
{
	pid_t pid, tids[THREADS];
	struct scene scene;

	gate_init(&scene.report);
	gate_init(&scene.go);
	gate_init(&scene.forever);
	pid = spawn(abort_with_threads, &scene);
	for (int i = 0; i < THREADS; i++)
		gate_receive(&scene.report, &tids[i], sizeof(tids[i]));
	gate_open(&scene.go);
	expect_cells(expect_death(pid, "crashed"),
		     "exit_signal=%d signal_origin=self exit_initiator_pid=%d", SIGABRT, pid);
	for (int i = 0; i < THREADS; i++)
		expect_cells(dead_get(tids[i]), "cause=group reap=thread tgid=%d", pid);
}

static void abort_alone(void *unused)
{
	abort();
}

static void *abort_in_thread(void *unused)
{
	abort();
}

/* The leader waits for the dump in its exit. */
static void dump_in_thread(void *data)
{
	struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };
	pthread_t thread;

	require(!setrlimit(RLIMIT_CORE, &limit), "setrlimit: %s", strerror(errno));
	require(!pthread_create(&thread, NULL, abort_in_thread, NULL), "no thread");
	block_forever(NULL);
}

static void end_of_dump(void)
{
	struct table *dead, *thread;
	uint64_t end;

	require(write_file(CORE_PATTERN, CORE), "no core pattern");
	dead = expect_death(spawn(dump_in_thread, NULL), "crashed");
	expect_cells(dead, "core_dumped=1 exit_signal=%d", SIGABRT);
	thread = dead_get(table_u64(dead, 0, "exit_initiator_pid"));
	end = table_u64(dead, 0, "core_dumped_ns");
	expect_between("core_dumped_ns", table_u64(dead, 0, "died_ns"), end,
		       table_u64(dead, 0, "reaped_ns"));
	expect_between("core_dumped_ns", table_u64(thread, 0, "died_ns"), end,
		       table_u64(thread, 0, "reaped_ns"));
	expect_cells(thread, "cause=group core_dumped_ns=-");
}

static void remove_core(void)
{
	write_file(CORE_PATTERN, "core");
	unlink(CORE);
}

/* The core_pattern helper is a child of kthreadd. */
static pid_t helper(void)
{
	struct table *tasks = table_read(LC_PROC "tasks");
	pid_t pid = 0;

	for (int row = 0; row < tasks->rows && !pid; row++)
		if (!strcmp(table_text(tasks, row, "comm"), "sleep") &&
		    table_u64(tasks, row, "ppid") == 2)
			pid = table_u64(tasks, row, "pid");
	table_free(tasks);
	return pid;
}

static void wait_dumping(pid_t pid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (status_value(pid, pid, "CoreDumping") != 1 || !helper()) {
		require(clock_ns() < deadline, "%d does not dump core", pid);
		sched_yield();
	}
}

static void killed_meanwhile(void)
{
	struct table *dead;
	uint64_t before;
	pid_t pid;

	/* The helper does not read, and the core does not fit into the pipe. */
	require(write_file(CORE_PATTERN, "|/bin/sleep 1000"), "no core pattern");
	pid = spawn(abort_alone, NULL);
	wait_dumping(pid);
	before = clock_ns();
	send_signal(pid, SIGKILL);
	dead = expect_death(pid, "killed");
	expect_cells(dead,
		     "exit_signal=%d signal_origin=user killer_pid=%d killer_comm=%s core_dumped=0 "
		     "core_dumped_ns=-",
		     SIGKILL, getpid(), own_comm());
	expect_between("signal_sent_ns", before, table_u64(dead, 0, "signal_sent_ns"),
		       clock_ns());
}

/* The kernel does not end the helper. */
static void clean_up(void)
{
	pid_t pid;

	write_file(CORE_PATTERN, "core");
	pid = helper();
	if (pid)
		kill(pid, SIGKILL);
}

static const struct ktap_case cases[] = {
	{ "a core dump ends all threads of the process", threads },
	{ "the end of a dump is recorded", end_of_dump, remove_core },
	{ "a kill during a core dump is recorded", killed_meanwhile, clean_up },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
