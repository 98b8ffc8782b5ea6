// SPDX-License-Identifier: GPL-2.0
/* A user who creates very many tasks takes the records of no other user, nor of root. */
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "flood.h"
#include "ktap.h"
#include "load.h"
#include "module.h"
#include "row.h"
#include "totals.h"
#include "userns.h"

#define FLOODER 1000
#define SECOND 1001
#define OTHER 2000
#define ROOT 0

static void expect_bounds(int max_tasks)
{
	int reserved = max_tasks / 8, rest = max_tasks - reserved;

	expect_u64("max_tasks", debug_value("max_tasks"), max_tasks);
	expect_u64("reserved_for_root", debug_value("reserved_for_root"), reserved);
	expect_u64("max_tasks_of_user", debug_value("max_tasks_of_user"), rest - rest / 4);
}

/* Its leader was forked by root, and counts for root. */
static void expect_share(pid_t flooder)
{
	expect_u64("threads with a record", recorded_threads(flooder) - 1,
		   debug_value("max_tasks_of_user"));
}

static void one_user(void)
{
	int max_tasks = flood_load();
	pid_t flooder = flood(FLOODER, flood_size(max_tasks));

	expect_bounds(max_tasks);
	expect_share(flooder);
	expect_u64("lost_share", stats_get("lost_share"),
		   flood_size(max_tasks) - debug_value("max_tasks_of_user"));
	expect_u64("lost", stats_get("lost"), stats_get("lost_share"));
	expect_recorded_child(OTHER);
	expect_recorded_child(ROOT);
	expect_u64("lost", stats_get("lost"), stats_get("lost_share"));
	expect_balance();
}

static void two_users(void)
{
	int max_tasks = flood_load(), reserved = max_tasks / 8;

	flood(FLOODER, flood_size(max_tasks));
	flood(SECOND, flood_size(max_tasks));
	expect(stats_get("lost_reserved") > 0, "no task is refused for what root needs");
	expect_u64("lost_full", stats_get("lost_full"), 0);
	/* A task of root, the forker, may be the last that leaves no place for others. */
	expect_between("living", max_tasks - reserved, stats_get("living"),
		       max_tasks - reserved + 5);
	for (int i = 0; i < 5; i++)
		expect_recorded_child(ROOT);
	expect_u64("lost_full", stats_get("lost_full"), 0);
	expect_balance();
}

static void root_itself(void)
{
	int max_tasks = flood_load();

	flood(ROOT, max_tasks);
	expect_u64("living", stats_get("living"), max_tasks);
	expect(stats_get("lost_full") > 0, "no task is lost");
	expect_u64("lost", stats_get("lost"), stats_get("lost_full"));
	expect_balance();
}

static void end_as(void *uid)
{
	require(!syscall(SYS_setresuid, *(uid_t *)uid, -1, -1), "setresuid: %s", strerror(errno));
}

/* Children that are born for one user and end for another. */
static void change_users(void *data)
{
	int count = *(int *)data;
	uid_t flooder = FLOODER, root = ROOT;

	for (int i = 0; i < count; i++)
		reap(spawn(end_as, &flooder));
	require(!syscall(SYS_setresuid, flooder, -1, -1), "setresuid: %s", strerror(errno));
	for (int i = 0; i < count; i++)
		reap(spawn(end_as, &root));
}

static void changes_of_uid(void)
{
	int max_tasks = flood_load();

	reap(spawn(change_users, &max_tasks));
	expect_u64("lost", stats_get("lost"), 0);
	expect_share(flood(FLOODER, flood_size(max_tasks)));
	expect_recorded_child(OTHER);
}

struct inside {
	struct gate made, mapped;
	int threads;
};

static void flood_inside(void *data)
{
	struct inside *inside = data;

	userns_enter(FLOODER, &inside->made, &inside->mapped);
	flood_here(inside->threads);
	gate_open(&inside->made);
	block_forever(NULL);
}

/* All of them have the UID that is root's inside. */
static void user_namespace(void)
{
	int max_tasks = flood_load();
	struct inside inside = { .threads = flood_size(max_tasks) };
	pid_t flooder;

	gate_init(&inside.made);
	gate_init(&inside.mapped);
	flooder = spawn(flood_inside, &inside);
	gate_wait(&inside.made);
	userns_map(flooder);
	gate_open(&inside.mapped);
	gate_wait(&inside.made);
	expect_share(flooder);
	expect_recorded_child(1002);
}

static const struct ktap_case cases[] = {
	{ "a user has at most its share, and others still get records", one_user, module_cleanup },
	{ "all users together leave places for root", two_users, module_cleanup },
	{ "root may take all places", root_itself, module_cleanup },
	{ "a record counts for the same user from birth to death", changes_of_uid,
	  module_cleanup },
	{ "tasks in a user namespace count for the user who created it", user_namespace,
	  module_cleanup },
};

KTAP_MAIN(cases)
