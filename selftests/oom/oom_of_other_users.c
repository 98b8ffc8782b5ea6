// SPDX-License-Identifier: GPL-2.0
/*
 * A user sees the OOM kills of its own tasks, and a trigger only if it may see that task.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "memhog.h"
#include "oom.h"

#define ALICE 1001
#define BOB 1002

struct member {
	int adj;
	unsigned int uid;
	size_t size;
	struct oom_scene *scene;
};

static void be_member(void *data)
{
	struct member *member = data;

	cgroup_enter();
	set_oom_adj(member->adj);
	become(member->uid);
	eat(member->size);
	/* The triggering task succeeds, and exits. */
	if (member->adj < 0)
		return;
	gate_open(&member->scene->ready);
	gate_wait(&member->scene->go);
}

/* Kills a task of @uid for another user's allocation. */
static pid_t take(struct oom_scene *scene, unsigned int uid, unsigned int hungry_uid,
		  pid_t *trigger)
{
	struct member victim = { 1000, uid, 8 * MIB, scene };
	struct member hungry = { -1000, hungry_uid, 12 * MIB, scene };
	pid_t pid = spawn(be_member, &victim);

	gate_wait(&scene->ready);
	wait_blocked(pid);
	*trigger = spawn(be_member, &hungry);
	table_free(expect_death(*trigger, "exited"));
	table_free(expect_death(pid, "oom-cgroup"));
	return pid;
}

struct view {
	pid_t own, for_alice, for_bob;
};

static void look_as_bob(void *data)
{
	struct view *view = data;
	struct table *oom;
	int row;

	become(BOB);
	oom = table_read(LC_PROC "oom");
	expect_u64("rows", oom->rows, 2);
	expect_u64("rows of Alice", table_count(oom, "uid", ALICE), 0);
	row = table_find(oom, "pid", view->for_alice);
	require(row >= 0, "no row of the reader's own victim");
	expect_row(oom, row, "uid=%d trigger_pid=0 trigger_comm=- trigger_tid=0 trigger_thread=- "
		   "oom_cgroup=/lc-test", BOB);
	row = table_find(oom, "pid", view->for_bob);
	require(row >= 0, "no row of the reader's own victim");
	expect_row(oom, row, "uid=%d trigger_pid=%d trigger_comm=%s", BOB, view->own, own_comm());
}

static void other_users(void)
{
	struct oom_scene scene;
	struct view view;
	struct table *oom;
	pid_t triggers[3], alice;
	int row;

	cgroup_make("memory.max");
	cgroup_set("memory.max", "16777216");
	oom_scene_begin(&scene);
	alice = take(&scene, ALICE, BOB, &triggers[0]);
	view.for_alice = take(&scene, BOB, ALICE, &triggers[1]);
	view.for_bob = take(&scene, BOB, BOB, &triggers[2]);
	view.own = triggers[2];
	oom = table_read(LC_PROC "oom");
	expect_u64("rows", oom->rows, scene.rows + 3);
	row = table_find(oom, "pid", alice);
	require(row >= 0, "root has no row of Alice's");
	expect_row(oom, row, "uid=%d trigger_pid=%d", ALICE, triggers[0]);
	row = table_find(oom, "pid", view.for_alice);
	require(row >= 0, "root has no row of Bob's");
	expect_row(oom, row, "uid=%d trigger_pid=%d", BOB, triggers[1]);
	expect_u64("status", reap(spawn(look_as_bob, &view)), 0);
}

static const struct ktap_case cases[] = {
	{ "a user sees its own victims, without another user's trigger", other_users,
	  cgroup_cleanup },
};

KTAP_MAIN(cases)
