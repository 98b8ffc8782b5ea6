// SPDX-License-Identifier: GPL-2.0
/* A reader can follow a cgroup or a unit, also one that is made later, or again. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "events.h"
#include "ktap.h"

#define BELOW	CGROUP "/be low"
#define WATCHES	16

static struct events events;

/* Whether the deaths of children in CGROUP, below it, and elsewhere are followed. */
struct seen {
	bool in, below, next, out;
};

static void exit_in(void *cgroup)
{
	char path[250];

	if (!cgroup)
		return;
	if (!strcmp(cgroup, "next")) {
		cgroup_enter_next();
		return;
	}
	snprintf(path, sizeof(path), "%s/cgroup.procs", (const char *)cgroup);
	require(write_file(path, "0"), "%s: %s", path, strerror(errno));
}

static pid_t end_in(const char *cgroup)
{
	pid_t pid = spawn(exit_in, (void *)cgroup);

	reap(pid);
	return pid;
}

static struct seen play(const char *filter)
{
	pid_t in, below, next, out;
	struct events all;
	struct seen seen;

	events_open(&all, "kind=exit");
	events_open(&events, filter);
	in = end_in(CGROUP);
	below = end_in(BELOW);
	next = end_in("next");
	out = end_in(NULL);
	/* All of them have been written by then. */
	events_get(&all, "exit", out);
	events_read(&events);
	seen = (struct seen) {
		events_count(&events, "exit", in), events_count(&events, "exit", below),
		events_count(&events, "exit", next), events_count(&events, "exit", out),
	};
	events_close(&events);
	events_close(&all);
	return seen;
}

static void make(void)
{
	cgroup_make("cgroup.procs");
	require(!mkdir(BELOW, 0755), "mkdir: %s", strerror(errno));
}

static void drop(void)
{
	rmdir(BELOW);
	cgroup_cleanup();
}

static void expect_seen(const char *filter, struct seen wanted)
{
	struct seen seen = play(filter);

	expect(seen.in == wanted.in && seen.below == wanted.below && seen.next == wanted.next &&
	       seen.out == wanted.out, "%s: %d in it, %d below, %d beside, %d outside", filter,
	       seen.in, seen.below, seen.next, seen.out);
}

static void by_path(void)
{
	make();
	expect_seen("cgroup=/lc-test", (struct seen) { true, true, false, false });
	expect_seen("cgroup=/lc-test/", (struct seen) { true, true, false, false });
	expect_seen("cgroup=/lc-test/be\\040low", (struct seen) { false, true, false, false });
	expect_seen("cgroup=/c-test", (struct seen) { false });
	expect_seen("cgroup=/", (struct seen) { true, true, true, true });
	drop();
}

#define ROOT	"/sys/fs/cgroup"
#define SLICE	"/lc.slice/lc-a.slice/user@7.service/app.slice"

/* As systemd and a container in one of its units would name them. */
static const char * const folders[] = {
	"/lc.slice", "/lc.slice/lc-a.slice", "/lc.slice/lc-a.slice/user@7.service", SLICE,
	SLICE "/lc.service", SLICE "/lc.service/payload", SLICE "/lc.service/payload/in.service",
};

static void make_units(void)
{
	char path[200];

	for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
		snprintf(path, sizeof(path), ROOT "%s", folders[i]);
		if (mkdir(path, 0755) && errno != EEXIST)
			ktap_skip("no cgroup can be made: %s", strerror(errno));
	}
}

static void drop_units(void)
{
	char path[200];

	for (size_t i = ARRAY_SIZE(folders); i--;) {
		snprintf(path, sizeof(path), ROOT "%s", folders[i]);
		rmdir(path);
	}
}

static void expect_unit(const char *unit, const char *folder, int wanted)
{
	char filter[100], path[200];
	struct events all;
	pid_t pid;

	snprintf(filter, sizeof(filter), "kind=exit unit=%s", unit);
	snprintf(path, sizeof(path), ROOT "%s", folder);
	events_open(&all, "kind=exit");
	events_open(&events, filter);
	pid = end_in(path);
	events_get(&all, "exit", pid);
	events_read(&events);
	expect(events_count(&events, "exit", pid) == wanted, "%d exits in %s for %s",
	       events_count(&events, "exit", pid), folder, unit);
	events_close(&events);
	events_close(&all);
}

static void by_unit(void)
{
	make_units();
	expect_unit("lc.service", SLICE "/lc.service", 1);
	expect_unit("lc.service", SLICE "/lc.service/payload/in.service", 1);
	expect_unit("lc.service", SLICE, 0);
	expect_unit("lc-a.slice", SLICE, 1);
	expect_unit("user@7.service", SLICE "/lc.service", 1);
	/* The unit of a container, and no unit at all */
	expect_unit("in.service", SLICE "/lc.service/payload/in.service", 0);
	expect_unit("payload", SLICE "/lc.service/payload", 0);
	expect_unit("c.service", SLICE "/lc.service", 0);
}

static void made_again(void)
{
	pid_t first, second;

	events_open(&events, "kind=exit cgroup=/lc-test/be\\040low");
	make();
	first = end_in(BELOW);
	drop();
	make();
	second = end_in(BELOW);
	events_get(&events, "exit", first);
	events_get(&events, "exit", second);
	events_close(&events);
	drop();
}

static void with_others(void)
{
	make();
	expect_seen("cgroup=/lc-test uid=1003", (struct seen) { false });
	expect_seen("cgroup=/lc-test kind=birth", (struct seen) { false });
	drop();
}

/* Its bit is another's afterwards, and the ring still has events with it. */
static void ends(void)
{
	struct events first, second;
	pid_t pid;

	make();
	events_open(&first, "kind=exit cgroup=/lc-test");
	pid = end_in(CGROUP);
	events_get(&first, "exit", pid);
	events_open(&second, NULL);
	events_close(&first);
	require(!events_filter(second.fd, "kind=exit cgroup=/other from=oldest"), "filter");
	events_read(&second);
	expect_u64("events of the first cgroup", events_count(&second, "exit", pid), 0);
	events_close(&second);
	drop();
}

static void too_many(void)
{
	struct events all[WATCHES + 1];
	int count = 0, ret = 0;

	for (; count <= WATCHES && !ret; count++) {
		events_open(&all[count], NULL);
		ret = events_filter(all[count].fd, "cgroup=/lc-test");
	}
	expect(ret == -EBUSY, "the last cgroup: %s", strerror(-ret));
	expect_u64("cgroups", count - 1, WATCHES);
	require(!events_filter(all[0].fd, "kind=exit"), "filter");
	expect(!events_filter(all[count - 1].fd, "unit=x"), "none was given back");
	while (count--)
		events_close(&all[count]);
}

static void bad_filters(void)
{
	static const char * const bad[] = {
		"cgroup=", "cgroup=/a cgroup=/b", "cgroup=/a unit=b", "cgroup=a",
		"unit=", "unit=a/b",
		"unit=\\000", "unit=a\\000b", "cgroup=/\\000",
	};
	char filter[400] = "cgroup=/";

	events_open(&events, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		expect(events_filter(events.fd, bad[i]) == -EINVAL, "'%s' is accepted", bad[i]);
	memset(filter + 8, 'a', 300);
	expect(events_filter(events.fd, filter) == -EINVAL, "a long one is accepted");
	events_close(&events);
}

/* Two of a user's own, and the last four for those who see every task. */
static void be_user(void *uid)
{
	struct events all[3];

	become(*(int *)uid);
	for (int i = 0; i < 3; i++)
		events_open(&all[i], NULL);
	expect(!events_filter(all[0].fd, "unit=x"), "the first: %s", strerror(errno));
	expect(!events_filter(all[1].fd, "cgroup=/x"), "the second: %s", strerror(errno));
	expect(events_filter(all[2].fd, "cgroup=/x") == -EBUSY, "a third is followed");
}

static void be_last_user(void *unused)
{
	become(1005);
	events_open(&events, NULL);
	expect(events_filter(events.fd, "unit=x") == -EBUSY, "one of those for root is taken");
}

static void users(void)
{
	struct events all[WATCHES - 4];
	int uid = 1004;

	expect_u64("status", reap(spawn(be_user, &uid)), 0);
	for (int i = 0; i < WATCHES - 4; i++)
		events_open(&all[i], "unit=x");
	expect_u64("status", reap(spawn(be_last_user, NULL)), 0);
}

static const struct ktap_case cases[] = {
	{ "a path selects a cgroup and what is below", by_path },
	{ "a unit has what systemd has in it, and no unit of a container", by_unit, drop_units },
	{ "one that is made later, or again, is followed", made_again },
	{ "other conditions hold too", with_others },
	{ "a cgroup is no longer followed when its file is closed", ends },
	{ "cgroups that are followed are bounded and given back", too_many },
	{ "a user has two, and some are reserved", users },
	{ "bad ones are refused", bad_filters },
};

KTAP_MAIN(cases)
