// SPDX-License-Identifier: GPL-2.0
/* A reader sees the events of those tasks that it sees in the tables, as of the event. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"
#include "namespace.h"
#include "userns.h"

#define ALICE 1001
#define BOB 1002

/**
 * struct scene - the test and a reader of its own user or namespace
 * @ready: the reader has opened the file
 * @go: there is something to be read
 * @pids: processes of root, of Alice, of Bob
 */
struct scene {
	struct gate ready, go;
	pid_t pids[3];
};

static void scene_init(struct scene *scene)
{
	gate_init(&scene->ready);
	gate_init(&scene->go);
}

static void exit_as(void *uid)
{
	if (*(int *)uid)
		become(*(int *)uid);
}

static void play(struct scene *scene)
{
	int uids[] = { 0, ALICE, BOB };
	pid_t pids[3];

	gate_wait(&scene->ready);
	for (int i = 0; i < 3; i++) {
		pids[i] = spawn(exit_as, &uids[i]);
		reap(pids[i]);
	}
	gate_send(&scene->go, pids, sizeof(pids));
}

/* All rows are of exits, of this many processes of each user. */
static void expect_exits(struct scene *scene, struct events *events, const int wanted[3])
{
	gate_receive(&scene->go, scene->pids, sizeof(scene->pids));
	events_read(events);
	for (int i = 0; i < 3; i++)
		expect(events_count(events, "exit", scene->pids[i]) == wanted[i],
		       "%d exits of process %d", events_count(events, "exit", scene->pids[i]), i);
}

static void look_as_bob(void *data)
{
	struct scene *scene = data;
	struct events events;
	char filter[30];

	become(BOB);
	events_open(&events, NULL);
	gate_open(&scene->ready);
	expect_exits(scene, &events, (const int[]){ 0, 0, 1 });
	/* Its birth was as root. */
	expect_u64("births", events_count(&events, "birth", 0), 0);
	snprintf(filter, sizeof(filter), "tree=%d", getppid());
	expect(events_filter(events.fd, filter) == -ESRCH, "it may follow a tree of root");
	snprintf(filter, sizeof(filter), "tree=%d", getpid());
	expect(!events_filter(events.fd, filter), "its own: %s", strerror(errno));
}

static void user(void)
{
	struct scene scene;
	pid_t pid;

	scene_init(&scene);
	pid = spawn(look_as_bob, &scene);
	play(&scene);
	expect_u64("status", reap(pid), 0);
}

static void root(void)
{
	struct scene scene;
	struct events events;

	scene_init(&scene);
	events_open(&events, NULL);
	gate_open(&scene.ready);
	play(&scene);
	expect_exits(&scene, &events, (const int[]){ 1, 1, 1 });
}

/* Root of a user namespace: sees those in it, and none outside. */
static void look_in_userns(void *data)
{
	struct scene *scene = data;
	struct events events;
	pid_t pid;

	userns_enter_alone(BOB);
	events_open(&events, NULL);
	gate_open(&scene->ready);
	expect_exits(scene, &events, (const int[]){ 0, 0, 0 });
	pid = fork();
	if (!pid)
		_exit(0);
	reap(pid);
	events_get(&events, "exit", pid);
	expect_u64("the reaper", events_u64(&events, events_get(&events, "reap", pid), "by_pid"),
		   getpid());
}

static void user_namespace(void)
{
	struct scene scene;
	pid_t pid;

	scene_init(&scene);
	pid = spawn(look_in_userns, &scene);
	play(&scene);
	expect_u64("status", reap(pid), 0);
}

/* The owner outside sees those in it. */
static void enter_and_exit(void *unused)
{
	userns_enter_alone(BOB);
}

static void look_as_owner(void *data)
{
	struct gate *gates = data;
	struct events events;
	pid_t pid;

	become(BOB);
	events_open(&events, "kind=exit");
	gate_open(&gates[0]);
	gate_receive(&gates[1], &pid, sizeof(pid));
	events_get(&events, "exit", pid);
}

static void owner(void)
{
	struct gate gates[2];
	pid_t reader, pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	reader = spawn(look_as_owner, gates);
	gate_wait(&gates[0]);
	pid = spawn(enter_and_exit, NULL);
	reap(pid);
	gate_send(&gates[1], &pid, sizeof(pid));
	expect_u64("status", reap(reader), 0);
}

/* In a PID namespace: its own tasks only, by their PIDs in there. */
static void look_in_pidns(void *data)
{
	struct scene *scene = data;
	struct events events;
	pid_t pid;
	int row;

	events_open(&events, NULL);
	gate_open(&scene->ready);
	gate_receive(&scene->go, scene->pids, sizeof(scene->pids));
	pid = fork();
	if (!pid)
		_exit(3);
	reap(pid);
	row = events_get(&events, "birth", pid);
	expect_u64("its maker", events_u64(&events, row, "by_pid"), 1);
	row = events_get(&events, "exit", pid);
	expect_u64("its process", events_u64(&events, row, "tgid"), pid);
	for (row = 0; row < events_table(&events)->rows; row++)
		expect(events_u64(&events, row, "pid") <= (uint64_t)pid, "an event of %s",
		       events_text(&events, row, "pid"));
}

static void pid_namespace(void)
{
	struct scene scene;
	pid_t pid;

	scene_init(&scene);
	pid = spawn_init(look_in_pidns, &scene);
	play(&scene);
	expect_u64("status", reap(pid), 0);
}

static const struct ktap_case cases[] = {
	{ "root sees the events of all", root },
	{ "a user sees its own tasks' events, as of the event", user },
	{ "root of a user namespace sees the events in it", user_namespace },
	{ "the owner of a user namespace sees the events in it", owner },
	{ "a PID namespace has its own events and PIDs", pid_namespace },
};

KTAP_MAIN(cases)
