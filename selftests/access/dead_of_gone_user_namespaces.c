// SPDX-License-Identifier: GPL-2.0
/*
 * Who sees the dead of user namespaces that are gone: who saw them before. The owner does,
 * another user does not; nobody in a new namespace does, which may have the address of the
 * old one.
 */
#include <sched.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "row.h"
#include "userns.h"

/* As userns_map() has it: inside 0 and 1. */
#define OWNER 1002
#define OTHER 1003
#define STRANGER 1004

#define NAMESPACES 60

struct look {
	unsigned int uid;
	pid_t pid;
	bool seen;
};

static void look_as(void *data)
{
	const struct look *look = data;
	struct table *task;

	become(look->uid);
	task = task_ask(look->pid);
	if (look->seen)
		expect(task, "user %u does not see %d: %s", look->uid, look->pid,
		       strerror(errno));
	else
		expect(!task && errno == ESRCH, "user %u sees %d", look->uid, look->pid);
}

static void expect_seen(unsigned int uid, pid_t pid, bool seen)
{
	struct look look = { uid, pid, seen };

	expect_u64("status", reap(spawn(look_as, &look)), 0);
}

struct scene {
	struct gate made, mapped, report, go;
	pid_t pid;
};

static void scene_init(struct scene *scene)
{
	gate_init(&scene->made);
	gate_init(&scene->mapped);
	gate_init(&scene->report);
	gate_init(&scene->go);
}

static void be_owner(void *data)
{
	struct scene *scene = data;
	pid_t pid;

	userns_enter(OWNER, &scene->made, &scene->mapped);
	pid = spawn(be_uid_1, NULL);
	expect_u64("status", reap(pid), 0);
	gate_send(&scene->report, &pid, sizeof(pid));
}

static void owner(void)
{
	struct scene scene;
	pid_t pid, dead;

	scene_init(&scene);
	pid = spawn(be_owner, &scene);
	close(scene.made.in);
	gate_wait(&scene.made);
	userns_map(pid);
	gate_open(&scene.mapped);
	gate_receive(&scene.report, &dead, sizeof(dead));
	expect_u64("status", reap(pid), 0);
	userns_wait_dropped(0);
	expect_cells(dead_get(dead), "uid=%d", OTHER);
	expect_seen(OWNER, dead, true);
	expect_seen(OTHER, dead, true);
	expect_seen(STRANGER, dead, false);
}

static void enter_and_die(void *unused)
{
	require(!unshare(CLONE_NEWUSER), "unshare: %s", strerror(errno));
}

/*
 * The inner namespace: made by uid 1 of the outer one, with both users. Its root makes a
 * third one.
 */
static void be_inner(void *data)
{
	struct scene *scene = data;
	pid_t pid;

	be_uid_1(NULL);
	require(!unshare(CLONE_NEWUSER), "unshare: %s", strerror(errno));
	/* So that root of the outer namespace may write to its files in /proc. */
	prctl(PR_SET_DUMPABLE, 1);
	gate_open(&scene->made);
	gate_wait(&scene->mapped);
	require(!syscall(SYS_setresuid, 0, 0, 0), "setresuid: %s", strerror(errno));
	pid = spawn(enter_and_die, NULL);
	expect_u64("status", reap(pid), 0);
	gate_send(&scene->report, &pid, sizeof(pid));
}

static void map_inner_ids(pid_t pid, const char *which)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s_map", pid, which);
	require(write_file(path, "0 0 1\n1 1 1\n"), "%s: %s", path, strerror(errno));
}

/* Who makes a namespace needs both IDs to be mapped. */
static void map_inner(pid_t pid)
{
	map_inner_ids(pid, "uid");
	map_inner_ids(pid, "gid");
}

static void expect_seen_inside(pid_t pid, bool seen)
{
	struct table *task = task_ask(pid);

	expect(!!task == seen, "%d is %sseen in the namespace around its own", pid,
	       task ? "" : "not ");
}

/* The dead of the inner namespace and of the third one */
#define BOTH 2

static void look_as_uid_1(void *data)
{
	const pid_t *dead = data;

	be_uid_1(NULL);
	for (int i = 0; i < BOTH; i++)
		expect_seen_inside(dead[i], true);
}

/* Root of the outer namespace. The others are gone when @go opens. */
static void be_outer(void *data)
{
	struct scene *scene = data, inner;
	pid_t pid, dead[BOTH];

	userns_enter(OWNER, &scene->made, &scene->mapped);
	/* The module has a reference to the outer namespace as well. */
	expect_u64("status", reap(spawn(be_uid_1, NULL)), 0);
	scene_init(&inner);
	pid = spawn(be_inner, &inner);
	close(inner.made.in);
	gate_wait(&inner.made);
	map_inner(pid);
	gate_open(&inner.mapped);
	gate_receive(&inner.report, &dead[1], sizeof(dead[1]));
	expect_u64("status", reap(pid), 0);
	dead[0] = pid;
	gate_send(&scene->report, dead, sizeof(dead));
	gate_wait(&scene->go);
	/* By its capabilities, and as the owner, who has another uid. */
	for (int i = 0; i < BOTH; i++)
		expect_seen_inside(dead[i], true);
	expect_u64("status", reap(spawn(look_as_uid_1, dead)), 0);
}

/* The owner of the inner namespace is nobody outside of the outer one. */
static void expect_others_blind(const pid_t *dead)
{
	for (int i = 0; i < BOTH; i++) {
		expect_cells(dead_get(dead[i]), "uid=%d", OWNER);
		expect_seen(OWNER, dead[i], true);
		expect_seen(OTHER, dead[i], false);
		expect_seen(STRANGER, dead[i], false);
	}
}

static void nested(void)
{
	struct scene scene;
	pid_t pid, dead[BOTH];

	scene_init(&scene);
	pid = spawn(be_outer, &scene);
	close(scene.made.in);
	gate_wait(&scene.made);
	userns_map(pid);
	gate_open(&scene.mapped);
	gate_receive(&scene.report, dead, sizeof(dead));
	/* That of the outer namespace. */
	userns_wait_dropped(1);
	expect_others_blind(dead);
	gate_open(&scene.go);
	expect_u64("status", reap(pid), 0);
	userns_wait_dropped(0);
	expect_others_blind(dead);
}

/* The uid is the same in each, so that only the namespace hides the dead. */
static void expect_nobody(void *unused)
{
	struct table *dead;

	become(OWNER);
	if (unshare(CLONE_NEWUSER))
		ktap_skip("no user namespace: %s", strerror(errno));
	dead = table_read(LC_PROC "dead");
	expect_u64("rows in a new user namespace", dead->rows, 0);
	table_free(dead);
}

static void new_user_namespaces(void)
{
	for (int i = 0; i < NAMESPACES; i++)
		expect_u64("status", reap(spawn(expect_nobody, NULL)), 0);
}

static const struct ktap_case cases[] = {
	{ "the owner of a user namespace that is gone sees its dead, others do not", owner },
	{ "so it is with nested user namespaces, in each of them", nested },
	{ "a new user namespace sees none of the dead of others", new_user_namespaces },
};

KTAP_MAIN(cases)
