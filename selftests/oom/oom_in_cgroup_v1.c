// SPDX-License-Identifier: GPL-2.0
/*
 * With the memory controller on cgroup v1, the path of the cgroup that hit its limit is
 * shown only to readers in the initial cgroup namespace: the root of another namespace is
 * unknown.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "memhog.h"

#define V1 "/tmp/lc-cgroup-v1"
#define GROUP V1 "/outer"
#define V2 "/sys/fs/cgroup/"

static void be_victim(void *data)
{
	require(write_file(GROUP "/cgroup.procs", "0"), "cgroup.procs: %s", strerror(errno));
	set_oom_adj(1000);
	eat(8 * MIB);
	gate_open(data);
	block_forever(NULL);
}

static void be_hungry(void *unused)
{
	require(write_file(GROUP "/cgroup.procs", "0"), "cgroup.procs: %s", strerror(errno));
	set_oom_adj(-1000);
	eat(12 * MIB);
}

struct sight {
	pid_t victim;
	const char *cgroup;
};

static void look(const struct sight *sight)
{
	struct table *oom = table_read(LC_PROC "oom");
	int row = table_find(oom, "pid", sight->victim);

	require(row >= 0, "no row of the victim");
	expect_row(oom, row, "oom_kind=cgroup oom_cgroup=%s", sight->cgroup);
}

static void look_from_inside(void *sight)
{
	require(!unshare(CLONE_NEWCGROUP), "unshare: %s", strerror(errno));
	look(sight);
}

static void paths(void)
{
	struct sight sight = { .cgroup = "/outer" };
	struct gate ready;

	/* The kernel keeps a hierarchy in which memory was charged. */
	if (!getenv("LC_ALONE"))
		ktap_skip("takes memory from cgroup v2: see scripts/test/module-test");
	write_file(V2 "cgroup.subtree_control", "-memory");
	mkdir(V1, 0755);
	if (mount("none", V1, "cgroup", 0, "memory"))
		ktap_skip("no memory controller on cgroup v1: %s", strerror(errno));
	require(!mkdir(GROUP, 0755), GROUP ": %s", strerror(errno));
	require(write_file(GROUP "/memory.limit_in_bytes", "16777216"), "limit: %s",
		strerror(errno));
	gate_init(&ready);
	sight.victim = spawn(be_victim, &ready);
	gate_wait(&ready);
	table_free(expect_death(spawn(be_hungry, NULL), "exited"));
	table_free(expect_death(sight.victim, "oom-cgroup"));
	look(&sight);
	sight.cgroup = "-";
	expect_u64("status", reap(spawn(look_from_inside, &sight)), 0);
}

static const struct ktap_case cases[] = {
	{ "the v1 path is hidden outside the initial cgroup namespace", paths },
};

KTAP_MAIN(cases)
