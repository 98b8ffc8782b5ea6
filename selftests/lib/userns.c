// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "table.h"
#include "time.h"
#include "userns.h"

static void map_ids(pid_t pid, const char *which)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s_map", pid, which);
	require(write_file(path, "0 1002 1\n1 1003 1\n"), "%s: %s", path, strerror(errno));
}

void userns_map(pid_t pid)
{
	map_ids(pid, "uid");
	map_ids(pid, "gid");
}

void userns_enter(unsigned int uid, struct gate *made, struct gate *mapped)
{
	become(uid);
	if (unshare(CLONE_NEWUSER))
		ktap_skip("no user namespace: %s", strerror(errno));
	gate_open(made);
	gate_wait(mapped);
	require(!syscall(SYS_setresuid, 0, 0, 0), "setresuid: %s", strerror(errno));
}

/* A user whose IDs are not both mapped cannot make another one in it. */
static void enter(unsigned int uid)
{
	char map[40];

	if (unshare(CLONE_NEWUSER))
		ktap_skip("no user namespace: %s", strerror(errno));
	snprintf(map, sizeof(map), "%u %u 1", uid, uid);
	require(write_file("/proc/self/uid_map", map), "uid_map: %s", strerror(errno));
	require(write_file("/proc/self/setgroups", "deny"), "setgroups: %s", strerror(errno));
	require(write_file("/proc/self/gid_map", map), "gid_map: %s", strerror(errno));
}

void userns_enter_alone(unsigned int uid)
{
	userns_enter_nested(uid, 1);
}

void userns_enter_nested(unsigned int uid, int depth)
{
	become(uid);
	/* Else root owns its files in /proc. */
	prctl(PR_SET_DUMPABLE, 1);
	for (int i = 0; i < depth; i++)
		enter(uid);
}

static uint64_t referenced(void)
{
	struct table *table = values_read(LC_DEBUG "table");
	uint64_t live = table_u64(table, 0, "user_namespaces_live");

	table_free(table);
	return live;
}

void userns_wait_dropped(uint64_t most)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (referenced() > most) {
		require(clock_ns() < deadline, "the module holds %llu user namespaces",
			(unsigned long long)referenced());
		sched_yield();
	}
}

void be_uid_1(void *unused)
{
	require(!syscall(SYS_setresuid, 1, 1, 1), "setresuid: %s", strerror(errno));
}

void be_uid_1_and_block(void *ready)
{
	be_uid_1(NULL);
	gate_open(ready);
	block_forever(NULL);
}
