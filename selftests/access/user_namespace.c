// SPDX-License-Identifier: GPL-2.0
/* Root of a user namespace is privileged over that namespace's tasks and over no others. */
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "table.h"
#include "userns.h"

#define OWNER 1002
#define OTHER 1003
#define STRANGER 1004

struct scene {
	struct gate ready, mapped, report, go;
	pid_t other;
};

static void block_as_other(void *data)
{
	struct scene *scene = data;

	be_uid_1(NULL);
	gate_open(&scene->report);
	gate_wait(&scene->go);
}

static void look_from_inside(const struct scene *scene)
{
	struct table *tasks = table_read(LC_PROC "tasks");

	expect_u64("rows of the reader", table_count(tasks, "pid", getpid()), 1);
	expect_u64("rows of the other task inside", table_count(tasks, "pid", scene->other), 1);
	expect_u64("rows of init", table_count(tasks, "pid", 1), 0);
	expect_u64("rows of kthreadd", table_count(tasks, "pid", 2), 0);
	expect_u64("rows", tasks->rows, 2);
	table_free(task_get(scene->other));
	expect(!task_ask(1) && errno == ESRCH, "task 1: %s", strerror(errno));
	expect(!task_ask(getppid()) && errno == ESRCH, "the parent: %s", strerror(errno));
}

static void be_inner_root(void *data)
{
	struct scene *scene = data;

	userns_enter(OWNER, &scene->ready, &scene->mapped);
	scene->other = spawn(block_as_other, scene);
	gate_wait(&scene->report);
	look_from_inside(scene);
	gate_send(&scene->ready, &scene->other, sizeof(scene->other));
	gate_wait(&scene->mapped);
	gate_open(&scene->go);
	reap(scene->other);
}

/* The creator of a user namespace has all capabilities over it without being root. */
static void look_as_owner(void *data)
{
	struct scene *scene = data;

	become(OWNER);
	table_free(task_get(scene->other));
	expect(!task_ask(1) && errno == ESRCH, "task 1: %s", strerror(errno));
}

static void look_as_stranger(void *data)
{
	struct scene *scene = data;

	become(STRANGER);
	expect(!task_ask(scene->other) && errno == ESRCH, "a task of another user: %s",
	       strerror(errno));
}

static void inner_root(void)
{
	struct scene scene;
	pid_t pid;

	gate_init(&scene.ready);
	gate_init(&scene.mapped);
	gate_init(&scene.report);
	gate_init(&scene.go);
	pid = spawn(be_inner_root, &scene);
	close(scene.ready.in);
	gate_wait(&scene.ready);
	userns_map(pid);
	gate_open(&scene.mapped);
	gate_receive(&scene.ready, &scene.other, sizeof(scene.other));
	expect_u64("uid as root outside sees it", table_u64(task_get(scene.other), 0, "uid"),
		   OTHER);
	expect_u64("status", reap(spawn(look_as_owner, &scene)), 0);
	expect_u64("status", reap(spawn(look_as_stranger, &scene)), 0);
	gate_open(&scene.mapped);
	expect_u64("status", reap(pid), 0);
}

static void be_owner(void *ready)
{
	become(OWNER);
	gate_open(ready);
	block_forever(NULL);
}

static void look_outside(void *outside)
{
	userns_enter_alone(OWNER);
	expect(!task_ask(*(pid_t *)outside) && errno == ESRCH, "a task outside: %s",
	       strerror(errno));
}

/* As in ptrace(2): who is in a user namespace has no rights around it. */
static void same_user_outside(void)
{
	struct gate ready;
	pid_t pid;

	gate_init(&ready);
	pid = spawn(be_owner, &ready);
	gate_wait(&ready);
	expect_u64("status", reap(spawn(look_outside, &pid)), 0);
	kill(pid, SIGKILL);
	reap(pid);
}

/*
 * Inner root kills one task, outer root the other: each uid is translated for the reader.
 */
static void kill_and_look(void *data)
{
	struct scene *scene = data;
	pid_t own;

	userns_enter(OWNER, &scene->ready, &scene->mapped);
	own = spawn(block_as_other, scene);
	gate_wait(&scene->report);
	kill(own, SIGKILL);
	expect_cells(expect_death(own, "killed"), "uid=1 killer_uid=0 killer_pid=%d", getpid());
	gate_send(&scene->ready, &own, sizeof(own));
	scene->other = spawn(block_as_other, scene);
	gate_wait(&scene->report);
	gate_send(&scene->ready, &scene->other, sizeof(scene->other));
	/* Root outside has no uid in this namespace: the overflow uid. */
	expect_cells(expect_death(scene->other, "killed"), "uid=1 killer_uid=65534");
}

static void killers(void)
{
	struct scene scene;
	pid_t pid, first;

	gate_init(&scene.ready);
	gate_init(&scene.mapped);
	gate_init(&scene.report);
	gate_init(&scene.go);
	pid = spawn(kill_and_look, &scene);
	gate_wait(&scene.ready);
	userns_map(pid);
	gate_open(&scene.mapped);
	gate_receive(&scene.ready, &first, sizeof(first));
	expect_cells(dead_get(first), "uid=%d killer_uid=%d killer_pid=%d", OTHER, OWNER, pid);
	gate_receive(&scene.ready, &scene.other, sizeof(scene.other));
	kill(scene.other, SIGKILL);
	expect_u64("status", reap(pid), 0);
	expect_cells(dead_get(scene.other), "uid=%d killer_uid=0 killer_pid=%d", OTHER, getpid());
}

static const struct ktap_case cases[] = {
	{ "root of a user namespace sees that namespace's tasks only", inner_root },
	{ "the same user outside of a user namespace is another", same_user_outside },
	{ "a killer's uid is translated to the reader's namespace", killers },
};

KTAP_MAIN(cases)
