// SPDX-License-Identifier: GPL-2.0
/*
 * The error and the path of a failed exec tell about files. They are shown to a user who was
 * the process's own, and might have traced it, when the exec failed; not to one that it became
 * later.
 */
#include <sys/prctl.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

#define BOB 1002
#define PROGRAM "/no/such/program"

/**
 * struct scene - a process that has failed to exec and is Bob's now
 * @ready: it is
 * @go: it may end
 * @pid: the process
 * @shown: whether Bob may know the error
 */
struct scene {
	struct gate ready, go;
	pid_t pid;
	bool shown;
};

static void fail_to_exec(void)
{
	execl(PROGRAM, "x", NULL);
}

static void expect_error(const struct scene *scene, bool shown)
{
	struct table *row = task_get(scene->pid);

	expect_cells(row, "execs_failed=1");
	expect(!table_none(row, 0, "exec_failed_ns"), "exec_failed_ns is hidden");
	if (shown)
		expect_cells(row, "exec_errno=%d exec_failed_path=" PROGRAM, ENOENT);
	else
		expect_cells(row, "exec_errno=- exec_failed_path=-");
	table_free(row);
}

static void look_as_bob(void *data)
{
	struct scene *scene = data;

	become(BOB);
	expect_error(scene, scene->shown);
}

static void play(void (*run)(void *), bool shown)
{
	struct scene scene = { .shown = shown };

	gate_init(&scene.ready);
	gate_init(&scene.go);
	scene.pid = spawn(run, &scene);
	gate_wait(&scene.ready);
	expect_u64("status", reap(spawn(look_as_bob, &scene)), 0);
	expect_error(&scene, true);
	gate_open(&scene.go);
	reap(scene.pid);
	expect_u64("status", reap(spawn(look_as_bob, &scene)), 0);
	expect_error(&scene, true);
}

static void stay(struct scene *scene)
{
	gate_open(&scene->ready);
	gate_wait(&scene->go);
}

static void as_bob(void *data)
{
	become(BOB);
	prctl(PR_SET_DUMPABLE, 1);
	fail_to_exec();
	stay(data);
}

/* Not dumpable: what it may open is not up to Bob. */
static void as_daemon(void *data)
{
	become(BOB);
	fail_to_exec();
	prctl(PR_SET_DUMPABLE, 1);
	stay(data);
}

static void before_bob(void *data)
{
	fail_to_exec();
	become(BOB);
	prctl(PR_SET_DUMPABLE, 1);
	stay(data);
}

static void own(void)
{
	play(as_bob, true);
}

static void of_daemon(void)
{
	play(as_daemon, false);
}

static void of_root(void)
{
	play(before_bob, false);
}

static const struct ktap_case cases[] = {
	{ "a user sees why its own process failed to exec", own },
	{ "an error of a process that the user may not trace is hidden", of_daemon },
	{ "an error from before the process became the user's is hidden", of_root },
};

KTAP_MAIN(cases)
