// SPDX-License-Identifier: GPL-2.0
/*
 * exe and args are shown to who may read /proc/PID/exe, and no one else; also when the task is
 * dead.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "program.h"
#include "userns.h"

#define BOB 1002
#define UNREADABLE "/tmp/lc-unreadable"

/**
 * struct scene - a process of Bob's, which another one looks at
 * @ready: it is what it wants to be
 * @go: it may end
 * @pid: the process
 * @shown: whether Bob may know its program
 */
struct scene {
	struct gate ready, go;
	pid_t pid;
	bool shown;
};

/* The kernel's own answer, while the process lives. */
static bool kernel_shows(pid_t pid)
{
	char path[32], exe[300];

	snprintf(path, sizeof(path), "/proc/%d/exe", pid);
	return readlink(path, exe, sizeof(exe)) > 0;
}

static void expect_exe(const struct scene *scene)
{
	struct table *row = task_get(scene->pid);

	expect(table_none(row, 0, "exe") != scene->shown, "exe is '%s'",
	       table_text(row, 0, "exe"));
	expect(table_none(row, 0, "args") != scene->shown, "args are '%s'",
	       table_text(row, 0, "args"));
	table_free(row);
}

static void look_as_bob(void *data)
{
	struct scene *scene = data;

	become(BOB);
	expect_u64("the kernel shows it", kernel_shows(scene->pid), scene->shown);
	expect_exe(scene);
}

static void look_back_as_bob(void *data)
{
	become(BOB);
	expect_exe(data);
}

static void look_as_root(const struct scene *scene)
{
	struct table *row = task_get(scene->pid);

	expect(!table_none(row, 0, "exe"), "exe is hidden from root");
	table_free(row);
}

static void play(void (*run)(void *), bool shown)
{
	struct scene scene = { .shown = shown };

	gate_init(&scene.ready);
	gate_init(&scene.go);
	scene.pid = spawn(run, &scene);
	gate_wait(&scene.ready);
	expect_u64("status", reap(spawn(look_as_bob, &scene)), 0);
	look_as_root(&scene);
	gate_open(&scene.go);
	reap(scene.pid);
	expect_u64("status", reap(spawn(look_back_as_bob, &scene)), 0);
	look_as_root(&scene);
}

static void stay(struct scene *scene)
{
	gate_open(&scene->ready);
	gate_wait(&scene->go);
}

/* The exec is complete when the pipe, which it closes, is at its end. */
static void become_program(struct scene *scene, const char *path)
{
	char byte;
	int done[2];

	require(!pipe2(done, O_CLOEXEC), "pipe2: %s", strerror(errno));
	if (fork() == 0) {
		close(done[1]);
		(void)!read(done[0], &byte, 1);
		gate_open(&scene->ready);
		_exit(0);
	}
	dup2(scene->go.out, STDIN_FILENO);
	close(scene->go.in);
	execl(path, path, "@block", "0", NULL);
	_exit(126);
}

static void own_program(void *data)
{
	become(BOB);
	become_program(data, program_self());
}

static void daemon_turned(void *data)
{
	become(BOB);
	stay(data);
}

static void daemon_allows(void *data)
{
	become(BOB);
	prctl(PR_SET_DUMPABLE, 1);
	stay(data);
}

static void unreadable_program(void *data)
{
	become(BOB);
	become_program(data, UNREADABLE);
}

/* Its user has all capabilities over its user namespace, but not over that of the memory. */
static void unreadable_inside(void *data)
{
	userns_enter_alone(BOB);
	become_program(data, UNREADABLE);
}

static void own(void)
{
	play(own_program, true);
}

static void turned(void)
{
	play(daemon_turned, false);
	play(daemon_allows, true);
}

static void make_unreadable(void)
{
	program_copy(UNREADABLE);
	require(!chmod(UNREADABLE, 0711), UNREADABLE ": %s", strerror(errno));
}

static void unreadable(void)
{
	make_unreadable();
	play(unreadable_program, false);
}

static void inside(void)
{
	make_unreadable();
	play(unreadable_inside, false);
}

static void remove_unreadable(void)
{
	unlink(UNREADABLE);
}

static const struct ktap_case cases[] = {
	{ "a user sees the program of its own process", own },
	{ "what root executed before it became the user is root's", turned },
	{ "a program that the user cannot read is hidden", unreadable, remove_unreadable },
	{ "the same in a user namespace of the user's", inside, remove_unreadable },
};

KTAP_MAIN(cases)
