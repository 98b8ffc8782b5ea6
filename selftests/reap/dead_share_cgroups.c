// SPDX-License-Identifier: GPL-2.0
/* The dead of a cgroup share its path, which goes with the last of them. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "table.h"

#define DEAD 20
#define ROUNDS 40

static uint64_t kept(void)
{
	struct table *table = values_read(LC_DEBUG "table");
	uint64_t cgroups = table_u64(table, 0, "cgroups");

	expect_u64("cgroups_lost", table_u64(table, 0, "cgroups_lost"), 0);
	table_free(table);
	return cgroups;
}

static void clear_history(void)
{
	require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
}

static void enter_and_end(void *unused)
{
	cgroup_enter();
}

static void end_at_once(void *unused)
{
}

/* Others who die meanwhile are in the cgroup of the test, and so is this one. */
static uint64_t kept_with_own(void)
{
	table_free(expect_death(spawn(end_at_once, NULL), "exited"));
	return kept();
}

static pid_t die_inside(int count)
{
	pid_t pid = 0;

	for (int i = 0; i < count; i++) {
		pid = spawn(enter_and_end, NULL);
		table_free(expect_death(pid, "exited"));
	}
	return pid;
}

static void once(void)
{
	uint64_t before;

	cgroup_make("cgroup.procs");
	before = kept_with_own();
	die_inside(DEAD);
	expect_u64("cgroups", kept(), before + 1);
	clear_history();
	expect(kept() <= before, "%llu cgroups, %llu before", (unsigned long long)kept(),
	       (unsigned long long)before);
}

/* The folder has been removed and made anew meanwhile. */
static void same_name(void)
{
	pid_t pids[2];
	uint64_t before;

	cgroup_make("cgroup.procs");
	before = kept_with_own();
	pids[0] = die_inside(1);
	cgroup_cleanup();
	cgroup_make("cgroup.procs");
	pids[1] = die_inside(1);
	expect_u64("cgroups", kept(), before + 2);
	for (int i = 0; i < 2; i++)
		expect_cells(dead_get(pids[i]), "cgroup=/lc-test");
}

static void make_and_die(void *number)
{
	char folder[64], procs[80];

	sprintf(folder, CGROUP "/%d", *(int *)number);
	sprintf(procs, "%s/cgroup.procs", folder);
	for (int i = 0; i < ROUNDS; i++) {
		pid_t pid;

		require(!mkdir(folder, 0755), "%s: %s", folder, strerror(errno));
		pid = fork();
		if (!pid)
			_exit(!write_file(procs, "0"));
		require(pid > 0, "fork: %s", strerror(errno));
		expect_u64("status", reap(pid), 0);
		/* The last task may be exiting still. */
		while (rmdir(folder))
			require(errno == EBUSY, "%s: %s", folder, strerror(errno));
	}
}

static void concurrently(void)
{
	uint64_t before;
	pid_t pids[4];
	int numbers[4];

	cgroup_make("cgroup.procs");
	before = kept_with_own();
	for (int i = 0; i < 4; i++) {
		numbers[i] = i;
		pids[i] = spawn(make_and_die, &numbers[i]);
	}
	for (int i = 0; i < ROUNDS; i++)
		clear_history();
	for (int i = 0; i < 4; i++)
		expect_u64("status", reap(pids[i]), 0);
	clear_history();
	expect(kept() <= before, "%llu cgroups, %llu before", (unsigned long long)kept(),
	       (unsigned long long)before);
}

static const struct ktap_case cases[] = {
	{ "a cgroup of many dead is kept once, as long as one of them is", once, cgroup_cleanup },
	{ "a cgroup of the same name is another one", same_name, cgroup_cleanup },
	{ "none is left over when the history is cleared meanwhile", concurrently, cgroup_cleanup },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
