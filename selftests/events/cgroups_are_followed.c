// SPDX-License-Identifier: GPL-2.0
/* A reader can follow a cgroup, by its path or name, also one that is made later, or again. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "events.h"
#include "ktap.h"

#define BELOW	CGROUP "/be low"
#define WATCHES	8

static struct events events;

/* Whether the deaths of children in CGROUP, below it, and elsewhere are followed. */
struct seen {
	bool in, below, next, out;
};

static void exit_in(void *cgroup)
{
	char path[100];

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

static void by_name(void)
{
	make();
	expect_seen("cgroup=lc-test", (struct seen) { true, true, false, false });
	expect_seen("cgroup=be\\040low", (struct seen) { false, true, false, false });
	expect_seen("cgroup=lc-tes", (struct seen) { false });
	drop();
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
	expect(!events_filter(all[count - 1].fd, "cgroup=x"), "none was given back");
	while (count--)
		events_close(&all[count]);
}

static void bad_filters(void)
{
	char filter[400] = "cgroup=/";

	events_open(&events, NULL);
	expect(events_filter(events.fd, "cgroup=") == -EINVAL, "an empty one is accepted");
	expect(events_filter(events.fd, "cgroup=a cgroup=b") == -EINVAL, "two are accepted");
	memset(filter + 8, 'a', 300);
	expect(events_filter(events.fd, filter) == -EINVAL, "a long one is accepted");
	events_close(&events);
}

static const struct ktap_case cases[] = {
	{ "a path selects a cgroup and what is below", by_path },
	{ "a name selects every cgroup of that name", by_name },
	{ "one that is made later, or again, is followed", made_again },
	{ "other conditions hold too", with_others },
	{ "a cgroup is no longer followed when its file is closed", ends },
	{ "cgroups that are followed are bounded and given back", too_many },
	{ "bad ones are refused", bad_filters },
};

KTAP_MAIN(cases)
