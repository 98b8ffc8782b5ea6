// SPDX-License-Identifier: GPL-2.0
/*
 * What the history keeps of user namespaces: one entry for all the dead of one, also after that
 * and those around it are gone. It goes with the newest of these dead.
 */
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "deaths.h"
#include "ktap.h"
#include "module.h"
#include "time.h"
#include "totals.h"
#include "userns.h"

#define OWNER 1002
#define DEPTH 5
/* More than the module drops references to at once. */
#define MANY 300

static void expect_entries(uint64_t count, const char *of)
{
	expect_u64(of, debug_value("user_namespaces"), count);
}

/* The module looks for namespaces that are gone in a worker, which no event reports: poll. */
static void wait_entries(uint64_t most)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (debug_value("user_namespaces") > most) {
		require(clock_ns() < deadline, "%llu entries are left",
			(unsigned long long)debug_value("user_namespaces"));
		sched_yield();
	}
}

static void end_at_once(void *unused)
{
}

/* Two children, then the process that has made the namespace. */
static void three_die(void *unused)
{
	userns_enter_alone(OWNER);
	for (int i = 0; i < 2; i++)
		reap(spawn(end_at_once, NULL));
}

static void shared(void)
{
	pid_t pid;

	module_load("history=4");
	pid = spawn(three_die, NULL);
	expect_u64("status", reap(pid), 0);
	expect_entries(1, "entries of three dead");
	/* Two and their parent: the two children are evicted. */
	die(OWNER, ENDS_EXITED, 2);
	table_free(dead_get(pid));
	expect_u64("rows", rows_of_user(table_read(LC_PROC "dead"), OWNER, NULL), 4);
	expect_entries(1, "entries of the last one");
	die(OWNER, ENDS_EXITED, 3);
	expect_entries(0, "entries of none");
}

static void nest_and_die(void *unused)
{
	userns_enter_nested(OWNER, DEPTH);
}

static void nested(void)
{
	module_load("history=16");
	expect_u64("status", reap(spawn(nest_and_die, NULL)), 0);
	userns_wait_dropped(0);
	wait_entries(1);
	expect_entries(1, "entries of a dead task");
}

struct gates {
	struct gate ready, go;
};

static void stay(void *data)
{
	struct gates *gates = data;

	userns_enter_alone(OWNER);
	gate_open(&gates->ready);
	gate_wait(&gates->go);
}

static int open_namespace(pid_t pid)
{
	char path[40];
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/ns/user", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	require(fd >= 0, "%s: %s", path, strerror(errno));
	return fd;
}

/* Open files hold the namespaces until all their tasks are dead. */
static void many_at_once(void)
{
	struct gates gates;
	pid_t pids[MANY];
	int fds[MANY];

	module_load("history=1024");
	gate_init(&gates.ready);
	gate_init(&gates.go);
	for (int i = 0; i < MANY; i++) {
		pids[i] = spawn(stay, &gates);
		gate_wait(&gates.ready);
		fds[i] = open_namespace(pids[i]);
	}
	for (int i = 0; i < MANY; i++)
		gate_open(&gates.go);
	for (int i = 0; i < MANY; i++)
		expect_u64("status", reap(pids[i]), 0);
	expect_entries(MANY, "entries of as many dead");
	for (int i = 0; i < MANY; i++)
		close(fds[i]);
	userns_wait_dropped(0);
	require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	wait_entries(0);
}

static const struct ktap_case cases[] = {
	{ "the dead of a user namespace share what is kept of it", shared, module_cleanup },
	{ "of nested user namespaces that are gone, one entry is kept", nested, module_cleanup },
	{ "many user namespaces that end at once are dropped", many_at_once, module_cleanup },
};

KTAP_MAIN(cases)
