// SPDX-License-Identifier: GPL-2.0
/* Points in time are those of CLOCK_MONOTONIC in the reader's time namespace. */
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x80
#endif

#define NS 1000000000ll

/**
 * struct scene - a reader whose clock is ahead
 * @offset: seconds by which it is
 * @dead: a dead task
 * @outside: its row, read outside
 */
struct scene {
	int offset;
	pid_t dead;
	struct table *outside;
};

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * NS + ts.tv_nsec;
}

static void expect_moved(const struct table *inside, const struct scene *scene, const char *name)
{
	ktap_diag("%s", name);
	expect_u64("moved by", table_u64(inside, 0, name) - table_u64(scene->outside, 0, name),
		   scene->offset * NS);
}

static void look(void *data)
{
	const struct scene *scene = data;
	struct table *row;
	int64_t before = now(), ns;

	ns = stats_get("now_ns");
	expect_between("now_ns of stats", before, ns, now());
	row = values_read(LC_PROC "self");
	expect_between("now_ns", ns, table_u64(row, 0, "now_ns"), now());
	expect_between("age", 0, table_u64(row, 0, "now_ns") - table_u64(row, 0, "born_ns"),
		       60 * NS);
	row = task_get(scene->dead);
	expect_moved(row, scene, "born_ns");
	expect_moved(row, scene, "died_ns");
	expect_moved(row, scene, "reaped_ns");
	expect_moved(row, scene, "signal_sent_ns");
	expect_u64("run_ns", table_u64(row, 0, "run_ns"), table_u64(scene->outside, 0, "run_ns"));
}

/* A process enters the namespace by forking. */
static void enter(void *data)
{
	struct scene *scene = data;
	char text[40];

	if (unshare(CLONE_NEWTIME))
		ktap_skip("no time namespaces: %s", strerror(errno));
	snprintf(text, sizeof(text), "monotonic %d 0", scene->offset);
	require(write_file("/proc/self/timens_offsets", text), "timens_offsets: %s",
		strerror(errno));
	expect_u64("status", reap(spawn(look, scene)), 0);
}

static void play(int offset)
{
	struct scene scene = { offset };

	scene.dead = spawn(block_forever, NULL);
	kill(scene.dead, SIGKILL);
	reap(scene.dead);
	scene.outside = task_get(scene.dead);
	expect_u64("status", reap(spawn(enter, &scene)), 0);
}

static void ahead(void)
{
	play(1000000);
}

/* The clock of a namespace is never negative, so it cannot be behind by more than it shows. */
static void behind(void)
{
	play(-(int)(now() / NS / 2));
}

static const struct ktap_case cases[] = {
	{ "a reader whose clock is ahead", ahead },
	{ "a reader whose clock is behind", behind },
};

KTAP_MAIN(cases)
