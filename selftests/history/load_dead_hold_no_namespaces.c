// SPDX-License-Identifier: GPL-2.0
/*
 * The history keeps no user namespace, PID namespace or cgroup of the dead: one user can make
 * more of them, one after another, than the kernel allows at once, as without the module.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "deaths.h"
#include "ktap.h"
#include "module.h"
#include "time.h"

#define LIMIT 64
#define MANY 200
#define OWNER 1002

#define GROUP CGROUP "/dead"

/**
 * struct kind - a kind of namespaces
 * @limit: how many of them a user may have
 * @flag: of unshare(2)
 * @uid: the user
 */
struct kind {
	const char *limit;
	int flag;
	unsigned int uid;
};

static void end_at_once(void *unused)
{
}

/* The kernel frees namespaces some time after the last task: until then it refuses. */
static void live_and_die(void *data)
{
	const struct kind *kind = data;
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	if (kind->uid)
		become(kind->uid);
	while (unshare(kind->flag)) {
		if (errno == EPERM)
			ktap_skip("no namespaces: %s", strerror(errno));
		require(errno == ENOSPC, "unshare: %s", strerror(errno));
		require(clock_ns() < deadline, "no namespace is freed");
		sched_yield();
	}
	if (kind->flag == CLONE_NEWPID)
		reap(spawn(end_at_once, NULL));
}

static void make_many(void *kind)
{
	for (int i = 0; i < MANY; i++)
		expect_u64("status", reap(spawn(live_and_die, kind)), 0);
}

/* A limit that is left behind would fail other tests. */
static void make_many_within(const struct kind *kind, const char *when)
{
	char *before = path_text(kind->limit), limit[16];
	uint64_t start = clock_ns();

	require(before, "%s: %s", kind->limit, strerror(errno));
	snprintf(limit, sizeof(limit), "%d", LIMIT);
	require(write_file(kind->limit, limit), "%s: %s", kind->limit, strerror(errno));
	expect_u64("status", reap(spawn(make_many, (void *)kind)), 0);
	write_file(kind->limit, before);
	free(before);
	ktap_diag("%s: %d took %llu ms", when, MANY,
		  (unsigned long long)(clock_ns() - start) / 1000000);
}

static void play(const struct kind *kind)
{
	make_many_within(kind, "without the module");
	module_load("history=1024");
	make_many_within(kind, "with the module");
	/* What is not kept need not be released. */
	expect(rows_of_user(table_read(LC_PROC "dead"), kind->uid, "exited") >= MANY,
	       "the history has not kept the dead");
}

static void user_namespaces(void)
{
	play(&(struct kind) { "/proc/sys/user/max_user_namespaces", CLONE_NEWUSER, OWNER });
}

/* Neither what is evicted nor what is left at the unload keeps a reference. */
static void evicted(void)
{
	struct kind kind = { "/proc/sys/user/max_user_namespaces", CLONE_NEWUSER, OWNER };
	struct table *table;

	module_load("history=16");
	make_many_within(&kind, "with a short history");
	table = values_read(LC_DEBUG "table");
	expect(table_u64(table, 0, "user_namespaces") <= LIMIT, "%llu entries are kept",
	       (unsigned long long)table_u64(table, 0, "user_namespaces"));
	table_free(table);
	module_unload();
}

static void pid_namespaces(void)
{
	play(&(struct kind) { "/proc/sys/user/max_pid_namespaces", CLONE_NEWPID, 0 });
}

static void enter_and_die(void *unused)
{
	require(write_file(GROUP "/cgroup.procs", "0"), GROUP ": %s", strerror(errno));
}

static void make_cgroup(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	require(!mkdir(GROUP, 0755), GROUP ": %s", strerror(errno));
	expect_u64("status", reap(spawn(enter_and_die, NULL)), 0);
	while (rmdir(GROUP))
		require(errno == EBUSY && clock_ns() < deadline, GROUP ": %s", strerror(errno));
}

/* Return: whether the kernel has freed all cgroups that were removed. */
static bool are_freed(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (cgroup_event("cgroup.stat", "nr_dying_descendants")) {
		if (clock_ns() >= deadline)
			return false;
		sched_yield();
	}
	return true;
}

/* The group has no controllers, so nothing but its tasks is counted in it. */
static void cgroups(void)
{
	cgroup_make("cgroup.stat");
	for (int i = 0; i < MANY; i++)
		make_cgroup();
	if (!are_freed())
		ktap_skip("the kernel does not free cgroups without the module either");
	module_load("history=1024");
	for (int i = 0; i < MANY; i++)
		make_cgroup();
	expect(rows_of_user(table_read(LC_PROC "dead"), 0, "exited") >= MANY,
	       "the history has not kept the dead");
	expect(are_freed(), "cgroups of the dead are not freed: %llu",
	       (unsigned long long)cgroup_event("cgroup.stat", "nr_dying_descendants"));
}

static void cleanup(void)
{
	module_cleanup();
	rmdir(GROUP);
	cgroup_cleanup();
}

static const struct ktap_case cases[] = {
	{ "a user can make and leave any number of user namespaces", user_namespaces,
	  module_cleanup },
	{ "what the history evicts keeps no user namespace", evicted, module_cleanup },
	{ "a user can make and leave any number of PID namespaces", pid_namespaces,
	  module_cleanup },
	{ "cgroups are freed when their tasks are dead", cgroups, cleanup },
};

KTAP_MAIN(cases)
