// SPDX-License-Identifier: GPL-2.0
/* A failed exec belongs to the thread that called, like a successful one. */
#include <pthread.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

/**
 * struct scene - a process whose thread fails to exec
 * @report: receives a struct failure
 * @forever: keeps it alive
 */
struct scene {
	struct gate report, forever;
};

struct failure {
	pid_t tid;
	int error;
};

static void *fail(void *data)
{
	struct scene *scene = data;
	struct failure failure = { .tid = own_tid() };

	execl("/no/such/program", "x", NULL);
	failure.error = errno;
	gate_send(&scene->report, &failure, sizeof(failure));
	gate_wait(&scene->forever);
	return NULL;
}

static void start(void *data)
{
	struct scene *scene = data;
	pthread_t thread;

	require(!pthread_create(&thread, NULL, fail, scene), "no thread");
	pthread_join(thread, NULL);
	_exit(127);
}

static void *fail_then_exec(void *data)
{
	execl("/no/such/program", "x", NULL);
	exec_helper("@exit", 9);
}

static void start_and_exec(void *data)
{
	pthread_t thread;

	execl("/dev/null/program", "x", NULL);
	require(!pthread_create(&thread, NULL, fail_then_exec, NULL), "no thread");
	block_forever(NULL);
}

static void of_thread(void)
{
	struct failure failure;
	struct scene scene;
	pid_t pid;

	gate_init(&scene.report);
	gate_init(&scene.forever);
	pid = spawn(start, &scene);
	gate_receive(&scene.report, &failure, sizeof(failure));
	expect_cells(task_get(failure.tid), "tgid=%d execs_failed=1 exec_errno=%d", pid,
		     failure.error);
	expect_cells(task_get(pid), "execs_failed=0 exec_errno=- exec_failed_ns=-");
	gate_open(&scene.forever);
	expect_cells(expect_death(pid, "failed"), "exit_code=127 execs_failed=0 exec_errno=-");
	expect_cells(dead_get(failure.tid), "execs_failed=1 exec_errno=%d", failure.error);
}

/* The thread takes the PID of the leader, whose row gets that of the thread. */
static void becomes_leader(void)
{
	pid_t pid = spawn(start_and_exec, NULL);
	struct table *dead;
	int row;

	reap(pid);
	dead = table_read(LC_PROC "dead");
	expect_u64("rows", table_count(dead, "tgid", pid), 2);
	row = table_find(dead, "tgid", pid);
	expect_row(dead, row, "cause=exec execs=0 execs_failed=1 exec_errno=%d", ENOTDIR);
	row = table_find(dead, "pid", pid);
	require(row >= 0, "no row of the new leader");
	expect_row(dead, row, "exit_code=9 execs=1 execs_failed=1 exec_errno=%d", ENOENT);
}

static const struct ktap_case cases[] = {
	{ "a thread's failed exec is in its own row", of_thread },
	{ "a thread that execs keeps what it had failed to execute before", becomes_leader },
};

KTAP_MAIN(cases)
