// SPDX-License-Identifier: GPL-2.0
/*
 * Several processes reset the history at once while it fills and is read. A use after free
 * is for KASAN to report.
 */
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "load.h"
#include "table.h"

#define RESETTERS 6
#define READERS 6
#define ROUNDS 40

static void reset(void *done)
{
	for (int i = 0; i < ROUNDS; i++)
		require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	gate_open(done);
}

static void bear(void *unused)
{
	for (;;) {
		pid_t pid = vfork();

		if (!pid)
			_exit(0);
		reap(pid);
	}
}

/* Interrupted by all the others, also in the middle of a row. */
static void look(void *unused)
{
	set_policy(0, SCHED_IDLE, 0);
	for (;;)
		free(path_text(LC_PROC "dead"));
}

static void at_once(void)
{
	struct gate done;

	gate_init(&done);
	spawn(bear, NULL);
	for (int i = 0; i < READERS; i++)
		spawn(look, NULL);
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
