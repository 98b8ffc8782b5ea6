// SPDX-License-Identifier: GPL-2.0
/*
 * Several empty the history at once, while it fills and is read: who looks at one of the
 * dead has it whole. That nobody reads what is freed is for a kernel with KASAN to say.
 */
#include <sched.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "load.h"
#include "row.h"
#include "table.h"

#define RESETTERS 6
#define READERS 6
#define ROUNDS 60

static void reset(void *done)
{
	for (int i = 0; i < ROUNDS; i++)
		require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	gate_open(done);
}

static void nothing(void *unused)
{
}

static void bear(void *unused)
{
	for (;;)
		reap(spawn(nothing, NULL));
}

/* Whom everybody else interrupts, and at length: between a look and a second one. */
static void look(void *unused)
{
	set_policy(0, SCHED_IDLE, 0);
	for (;;) {
		struct table *dead = table_read(LC_PROC "dead");

		for (int row = 0; row < dead->rows; row++) {
			expect_conserved(dead, row);
			expect_ordered(dead, row);
		}
		table_free(dead);
	}
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

/* Who is let go of is no more in what is read after that. */
static void emptied(void)
{
	pid_t pid = spawn(nothing, NULL);
	struct table *dead;

	reap(pid);
	table_free(dead_get(pid));
	require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	dead = table_read(LC_PROC "dead");
	expect(table_find(dead, "pid", pid) < 0, "%d is not forgotten", pid);
	table_free(dead);
}

static const struct ktap_case cases[] = {
	{ "many at once, and many who read", at_once },
	{ "one, when all is quiet", emptied },
};

KTAP_MAIN(cases)
