// SPDX-License-Identifier: GPL-2.0
/* Readers are bounded, and the unload ends their reading. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "files.h"
#include "ktap.h"
#include "module.h"

#define READERS 64
#define OF_USER 16

static void read_to_end(void *data)
{
	char text[4096];
	ssize_t got;

	while ((got = read(*(int *)data, text, sizeof(text))) > 0)
		;
	expect(!got, "read: %s", strerror(errno));
}

/* The files, and filters that nothing passes. */
static const struct {
	const char *path, *filter;
} files[] = {
	{ LC_EVENTS, "kind=oom" }, { LC_SWITCHES, "\n" }, { LC_WAITS, "slow=9000000000000000000" },
};

static void waiting(void)
{
	pid_t pids[3 * ARRAY_SIZE(files)];
	int fds[ARRAY_SIZE(files)];

	module_load("");
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		fds[i] = open(files[i].path, O_RDWR);
		require(fds[i] >= 0 && !events_filter(fds[i], files[i].filter), "%s: %s",
			files[i].path, strerror(errno));
	}
	for (size_t i = 0; i < ARRAY_SIZE(pids); i++) {
		pids[i] = spawn(read_to_end, &fds[i % ARRAY_SIZE(files)]);
		wait_blocked(pids[i]);
	}
	module_unload();
	for (size_t i = 0; i < ARRAY_SIZE(pids); i++)
		expect_u64("status", reap(pids[i]), 0);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		expect(read(fds[i], &(char){ 0 }, 1) < 0 && errno == EIO, "%s: read: %s",
		       files[i].path, strerror(errno));
}

static void polled(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		struct events events;
		struct pollfd poll_fd;

		module_load("");
		events_open_file(&events, files[i].path, files[i].filter);
		poll_fd = (struct pollfd){ events.fd, POLLIN };
		events_read(&events);
		expect(!poll(&poll_fd, 1, 0), "%s: there is something to be read", files[i].path);
		expect(module_try_unload() == -EAGAIN, "%s: it is unloaded", files[i].path);
		events_close(&events);
		module_unload();
	}
}

static void expect_most(int limit)
{
	int count = 0;

	while (open(LC_EVENTS, O_RDONLY) >= 0)
		count++;
	expect(errno == ENFILE, "open: %s", strerror(errno));
	expect_u64("readers", count, limit);
}

static void open_as_root(void *unused)
{
	expect_most(READERS);
}

struct user {
	unsigned int uid;
	int limit;
	struct gate *opened, *end;
};

/* Holds what it gets while the next user tries. */
static void open_as_user(void *data)
{
	const struct user *user = data;

	become(user->uid);
	expect_most(user->limit);
	gate_open(user->opened);
	gate_wait(user->end);
}

static void bounded(void)
{
	struct gate opened, end;
	struct user users[] = {
		{ 1002, OF_USER }, { 1003, OF_USER }, { 1004, OF_USER }, { 1005, 0 },
	};
	pid_t pids[ARRAY_SIZE(users)];

	module_load("");
	gate_init(&opened);
	gate_init(&end);
	for (size_t i = 0; i < ARRAY_SIZE(users); i++) {
		users[i].opened = &opened;
		users[i].end = &end;
		pids[i] = spawn(open_as_user, &users[i]);
		gate_wait(&opened);
	}
	for (size_t i = 0; i < ARRAY_SIZE(users); i++)
		gate_open(&end);
	for (size_t i = 0; i < ARRAY_SIZE(users); i++)
		expect_u64("status", reap(pids[i]), 0);
	expect_u64("status", reap(spawn(open_as_root, NULL)), 0);
	expect_u64("readers left", table_u64(values_read(LC_DEBUG "table"), 0, "event_readers"), 0);
	expect_u64("memory", table_u64(values_read(LC_DEBUG "table"), 0, "event_bytes"), 0);
	module_unload();
}

/* The smallest ring has room for the largest event, and its readers lose exactly. */
static void small(void)
{
	struct events events;

	module_load("events=64");
	events_open(&events, "kind=exec");
	for (int i = 0; i < 200; i++)
		reap(spawn_helper("@exit", 0));
	events_read(&events);
	expect_u64("execs", events_count(&events, "exec", 0) + events_u64(&events, 0, "lost"), 200);
	events_close(&events);
	module_unload();
	expect(module_try_load("events=63") == -EINVAL, "events=63");
	expect(module_try_load("events=1048577") == -EINVAL, "events=1048577");
}

static const struct ktap_case cases[] = {
	{ "reads that wait end with the module", waiting, module_cleanup },
	{ "a file that was polled keeps the module", polled, module_cleanup },
	{ "readers are bounded, and some places are root's", bounded, module_cleanup },
	{ "the ring can be small", small, module_cleanup },
};

KTAP_MAIN(cases)
