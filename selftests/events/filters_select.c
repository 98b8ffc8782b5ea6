// SPDX-License-Identifier: GPL-2.0
/* What is written to the file selects events; what is not a filter changes nothing. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"
#include "memory.h"

#define WATCHES 32

static struct events events;

static void exit_as_user(void *uid)
{
	become(*(int *)uid);
}

static void by_kind_user_and_name(void)
{
	int uid = 1004;
	pid_t user, root;

	events_open(&events, "kind=exit,reap  uid=1004\n");
	root = spawn_helper("@exit", 0);
	reap(root);
	user = spawn(exit_as_user, &uid);
	reap(user);
	events_get(&events, "reap", user);
	expect_u64("all rows", events_table(&events)->rows, 2);
	events_close(&events);

	events_open(&events, "kind=exit comm=exe");
	reap(spawn(exit_as_user, &uid));
	root = spawn_helper("@exit", 0);
	reap(root);
	events_get(&events, "exit", root);
	expect_u64("all rows", events_table(&events)->rows, 1);
}

static void name_oneself(void *unused)
{
	prctl(PR_SET_NAME, "a b\\c");
}

static void by_odd_name(void)
{
	pid_t pid;

	events_open(&events, "kind=exit comm=a\\040b\\134c");
	pid = spawn(name_oneself, NULL);
	reap(pid);
	events_get(&events, "exit", pid);
}

/**
 * struct family - a process, its child, and that one's children
 * @go: lets them go on
 * @report: their PIDs
 */
struct family {
	struct gate go, report;
};

static void report_self(struct family *family)
{
	pid_t pid = getpid();

	gate_send(&family->report, &pid, sizeof(pid));
}

/* A child that there is already, and a grandchild that is born later, as an orphan's child. */
static void found_family(void *data)
{
	struct family *family = data;

	if (!fork()) {
		prctl(PR_SET_PDEATHSIG, 0);
		report_self(family);
		gate_wait(&family->go);
		if (!fork()) {
			report_self(family);
			_exit(0);
		}
		_exit(0);
	}
	gate_wait(&family->go);
}

static void by_tree(void)
{
	struct family family;
	pid_t root, child, grandchild, other;
	char filter[40];

	gate_init(&family.go);
	gate_init(&family.report);
	root = spawn(found_family, &family);
	gate_receive(&family.report, &child, sizeof(child));
	snprintf(filter, sizeof(filter), "tree=%d", root);
	events_open(&events, filter);
	other = spawn_helper("@exit", 0);
	reap(other);
	gate_open(&family.go);
	gate_open(&family.go);
	reap(root);
	gate_receive(&family.report, &grandchild, sizeof(grandchild));
	events_get(&events, "exit", root);
	events_get(&events, "exit", child);
	events_get(&events, "birth", grandchild);
	events_get(&events, "exit", grandchild);
	expect_u64("events of another", events_count(&events, "birth", other) +
		   events_count(&events, "exit", other), 0);
}

/* Its tree ends with the file: one that has its bit afterwards begins empty. */
static void trees_end(void)
{
	struct family family;
	pid_t first, child, second;
	char filter[40];

	gate_init(&family.go);
	gate_init(&family.report);
	first = spawn(found_family, &family);
	gate_receive(&family.report, &child, sizeof(child));
	snprintf(filter, sizeof(filter), "tree=%d", first);
	events_open(&events, filter);
	events_close(&events);
	second = spawn(found_family, &family);
	gate_receive(&family.report, &child, sizeof(child));
	snprintf(filter, sizeof(filter), "kind=exit tree=%d", second);
	events_open(&events, filter);
	for (int i = 0; i < 4; i++)
		gate_open(&family.go);
	reap(first);
	reap(second);
	events_get(&events, "exit", second);
	expect_u64("exits of the first tree", events_count(&events, "exit", first), 0);
}

static void from_oldest(void)
{
	struct events later;
	pid_t pid;

	events_open(&events, NULL);
	pid = spawn_helper("@exit", 0);
	reap(pid);
	events_open(&later, NULL);
	events_read(&later);
	expect_u64("events from before", events_count(&later, "exit", pid), 0);
	require(!events_filter(later.fd, "from=oldest kind=exit"), "filter: %s", strerror(errno));
	events_get(&later, "exit", pid);
	events_close(&later);
}

static void bad_filters(void)
{
	static const char * const bad[] = {
		"kind=", "kind=nothing", "kind=exit,", "kind=lost", "uid=", "uid=-1", "uid=x",
		"uid=4294967295", "comm=", "comm=0123456789abcdef", "tree=", "tree=0", "tree=-1",
		"tree=x", "from=now", "from=", "exit", "=", "colour=red", "kind=exit uid=x",
		"kind=exit kind=exec", "uid=0 uid=0", "comm=a comm=b", "tree=1 tree=1",
		"from=oldest from=oldest",
	};
	char rubbish[2049];
	pid_t pid;

	events_open(&events, "kind=exit");
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		expect(events_filter(events.fd, bad[i]) == -EINVAL, "'%s' is accepted", bad[i]);
	expect(events_filter(events.fd, "tree=4194303") == -ESRCH, "an unused PID is accepted");
	expect(write(events.fd, "kind=exit\0", 10) < 0 && errno == EINVAL, "a NUL is accepted");
	memset(rubbish, ' ', sizeof(rubbish));
	expect(write(events.fd, rubbish, sizeof(rubbish)) < 0 && errno == EINVAL, "too long");
	expect(write(events.fd, memory_with_end(4096) + 4096, 20) < 0 && errno == EFAULT,
	       "unmapped: %s", strerror(errno));
	pid = spawn_helper("@exit", 0);
	reap(pid);
	events_get(&events, "exit", pid);
	expect_u64("all rows", events_table(&events)->rows, 1);
	expect(!events_filter(events.fd, "\n "), "no condition: %s", strerror(errno));
}

static void too_many_trees(void)
{
	struct events trees[WATCHES + 1];
	int count = 0, ret = 0;

	for (; count <= WATCHES && !ret; count++) {
		events_open(&trees[count], NULL);
		ret = events_filter(trees[count].fd, "tree=1");
	}
	expect(ret == -EBUSY, "the last tree: %s", strerror(-ret));
	expect_u64("trees", count - 1, WATCHES);
	/* One that is given back can be had again. */
	require(!events_filter(trees[0].fd, "kind=exit"), "filter");
	expect(!events_filter(trees[count - 1].fd, "tree=1"), "no tree was given back");
	while (count--)
		events_close(&trees[count]);
}

static const struct ktap_case cases[] = {
	{ "events are selected by kind, user and name", by_kind_user_and_name },
	{ "a name is written as it is printed", by_odd_name },
	{ "a tree has what there is and what will be, orphans too", by_tree },
	{ "a tree ends with its file", trees_end },
	{ "a reader can go back to the oldest event", from_oldest },
	{ "bad filters are refused", bad_filters },
	{ "trees are bounded and given back", too_many_trees },
};

KTAP_MAIN(cases)
