// SPDX-License-Identifier: GPL-2.0
/*
 * Root of a user namespace, in the initial PID namespace, sees that namespace's tasks in
 * every file and no others, not even outside tasks that have its outer uid.
 */
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "secret_task.h"
#include "table.h"
#include "userns.h"

static struct secret_tasks secret_tasks;

struct scene {
	struct gate entered, mapped;
};

static void look(void *data)
{
	struct scene *scene = data;
	struct gate ready;
	pid_t alive[4] = { getpid() }, gone[3] = { 0 };
	const struct own own = { alive, gone, getppid() };

	prctl(PR_SET_NAME, "inner root");
	userns_enter(BOB, &scene->entered, &scene->mapped);
	gate_init(&ready);
	alive[1] = spawn(be_uid_1_and_block, &ready);
	alive[2] = spawn(block_forever, NULL);
	gate_wait(&ready);
	expect_cells(task_get(alive[1]), "uid=1");
	gone[0] = spawn(be_uid_1, NULL);
	gone[1] = spawn_helper("@exit", 0);
	reap(gone[0]);
	reap(gone[1]);
	expect_own_only(&secret_tasks, &own);
}

static void die_as_bob(void *unused)
{
	become(BOB);
}

static void block_as_bob(void *ready)
{
	become(BOB);
	gate_open(ready);
	block_forever(NULL);
}

static void inner_root(void)
{
	struct scene scene;
	struct gate ready;
	pid_t pid;

	secret_tasks_make(&secret_tasks, BOB);
	gate_init(&ready);
	gate_init(&scene.entered);
	gate_init(&scene.mapped);
	/* Bob's task, but not in the namespace. */
	spawn(block_as_bob, &ready);
	gate_wait(&ready);
	reap(spawn(die_as_bob, NULL));
	pid = spawn(look, &scene);
	close(scene.entered.in);
	gate_wait(&scene.entered);
	userns_map(pid);
	gate_open(&scene.mapped);
	expect_u64("status", reap(pid), 0);
}

/* The opposite direction: the creator of the namespace sees its tasks from outside. */
static void look_into(void *pid)
{
	become(BOB);
	table_free(task_get(*(pid_t *)pid));
}

static void unshare_and_block(void *data)
{
	become(BOB);
	if (unshare(CLONE_NEWUSER))
		ktap_skip("no user namespace: %s", strerror(errno));
	gate_open(data);
	block_forever(NULL);
}

static void from_outside(void)
{
	struct gate ready;
	pid_t pid;

	gate_init(&ready);
	pid = spawn(unshare_and_block, &ready);
	close(ready.in);
	gate_wait(&ready);
	expect_u64("status", reap(spawn(look_into, &pid)), 0);
}

static const struct ktap_case cases[] = {
	{ "every file lists the namespace's tasks only", inner_root,
	  secret_tasks_cleanup },
	{ "the namespace's owner sees its tasks from outside", from_outside },
};

KTAP_MAIN(cases)
