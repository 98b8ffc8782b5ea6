// SPDX-License-Identifier: GPL-2.0
/*
 * Several processes reset the history at once while it fills and is read, as are the tasks
 * that come and go. A use after free is for KASAN to report.
 */
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "load.h"
#include "table.h"
#include "userns.h"

#define RESETTERS 6
#define READERS 6
#define PARENTS 4
#define OWNER 1002
#define ROUNDS 40

static void reset(void *done)
{
	for (int i = 0; i < ROUNDS; i++)
		require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	gate_open(done);
}

static void bear_one(bool is_killed)
{
	pid_t pid = vfork();

	if (!pid) {
		if (is_killed)
			kill(getpid(), SIGKILL);
		_exit(0);
	}
	reap(pid);
}

/* A death by a signal refers to the sender. */
static void bear(void *unused)
{
	for (;;) {
		bear_one(false);
		bear_one(true);
	}
}

static void bear_in_namespace(void *unused)
{
	userns_enter_alone(OWNER);
	bear(NULL);
}

/* Interrupted by all the others, also in the middle of a row. */
static void look(void *path)
{
	set_policy(0, SCHED_IDLE, 0);
	for (;;)
		free(path_text(path));
}

static void at_once(void)
{
	struct gate done;

	gate_init(&done);
	for (int i = 0; i < PARENTS; i++)
		spawn(i % 2 ? bear_in_namespace : bear, NULL);
	for (int i = 0; i < READERS; i++)
		spawn(look, i % 2 ? LC_PROC "tasks" : LC_PROC "dead");
	for (int i = 0; i < RESETTERS; i++)
		spawn(reset, &done);
	for (int i = 0; i < RESETTERS; i++)
		gate_wait(&done);
}

/* A cleared task is absent from what is read afterwards. */
static void emptied(void)
{
	pid_t pid = spawn_helper("@exit", 0);
	struct table *dead;

	reap(pid);
	table_free(dead_get(pid));
	require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	dead = table_read(LC_PROC "dead");
	expect(table_find(dead, "pid", pid) < 0, "%d is not cleared", pid);
	table_free(dead);
}

static const struct ktap_case cases[] = {
	{ "concurrent resets and readers leave a consistent history", at_once },
	{ "one reset clears the history", emptied },
};

KTAP_MAIN(cases)
