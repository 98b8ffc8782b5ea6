// SPDX-License-Identifier: GPL-2.0
/* Reading: in pieces, waiting, with poll(2), by several readers, interrupted. */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"
#include "memory.h"

static struct events events;

static int open_blocking(const char *filter)
{
	int fd = open(LC_EVENTS, O_RDWR | O_CLOEXEC);
	char header[4096];

	require(fd >= 0 && !events_filter(fd, filter), LC_EVENTS ": %s", strerror(errno));
	require(read(fd, header, sizeof(header)) > 0, "no header: %s", strerror(errno));
	return fd;
}

/**
 * struct waiter - a process that reads on
 * @fd: the file
 * @woken: reports what it has read
 */
struct waiter {
	int fd;
	struct gate woken;
};

static void read_on(void *data)
{
	struct waiter *waiter = data;
	char row[4096] = "";
	ssize_t got = read(waiter->fd, row, sizeof(row) - 1);

	require(got > 0, "read: %s", strerror(errno));
	gate_send(&waiter->woken, row, sizeof(row));
}

static void waits(void)
{
	struct waiter waiter = { open_blocking("kind=exec") };
	char row[4096], pid_text[20];
	pid_t reader, pid;

	gate_init(&waiter.woken);
	reader = spawn(read_on, &waiter);
	wait_blocked(reader);
	/* An event that is not wanted does not end the wait. */
	pid = fork();
	if (!pid)
		_exit(0);
	reap(pid);
	wait_blocked(reader);
	pid = spawn_helper("@exit", 0);
	gate_receive(&waiter.woken, row, sizeof(row));
	snprintf(pid_text, sizeof(pid_text), " exec - %d ", pid);
	expect(strstr(row, pid_text), "it reads '%s'", row);
	reap(pid);
	reap(reader);
}

/* Nothing happens any more, but the new filter selects what has happened. */
static void filter_wakes(void)
{
	struct waiter waiter = { open_blocking("kind=oom") };
	pid_t reader, pid = spawn_helper("@exit", 0);
	char row[4096], pid_text[20];

	reap(pid);
	gate_init(&waiter.woken);
	reader = spawn(read_on, &waiter);
	wait_blocked(reader);
	expect(!events_filter(waiter.fd, "kind=exec from=oldest"), "filter: %s", strerror(errno));
	gate_receive(&waiter.woken, row, sizeof(row));
	snprintf(pid_text, sizeof(pid_text), " exec - %d ", pid);
	expect(strstr(row, pid_text), "it reads '%s'", row);
	reap(reader);
}

static void no_wait(void)
{
	struct pollfd poll_fd;
	pid_t pid;

	events_open(&events, "kind=exec");
	poll_fd = (struct pollfd){ events.fd, POLLIN };
	expect(poll(&poll_fd, 1, 0) == 1 && poll_fd.revents == POLLIN, "no header to be read");
	events_read(&events);
	expect(!poll(&poll_fd, 1, 0), "poll: there is something to be read");
	pid = fork();
	if (!pid)
		_exit(0);
	reap(pid);
	expect(!poll(&poll_fd, 1, 0), "poll: there is something that is not wanted");
	pid = spawn_helper("@exit", 0);
	expect(poll(&poll_fd, 1, -1) == 1 && poll_fd.revents == POLLIN, "poll: %s",
	       strerror(errno));
	reap(pid);
	expect_u64("row", events_get(&events, "exec", pid), 0);
	expect(!poll(&poll_fd, 1, 0), "poll: there is still something to be read");
}

/* Byte by byte and in one piece, the same. */
static void in_pieces(void)
{
	char *text = malloc(1 << 20);
	struct events other;
	size_t used = 0;
	ssize_t got;

	events_open(&events, NULL);
	events_open(&other, NULL);
	require(!events_filter(other.fd, "from=oldest"), "filter: %s", strerror(errno));
	for (int i = 0; i < 20; i++)
		reap(spawn_helper("@exit", i));
	/* Both have read from here on, and end at the same event. */
	require(!events_filter(events.fd, "kind=exec"), "filter: %s", strerror(errno));
	require(!events_filter(other.fd, "kind=exec"), "filter: %s", strerror(errno));
	events_read(&events);
	while ((got = read(other.fd, text + used, 1 + used % 7)) > 0)
		used += got;
	expect(got < 0 && errno == EAGAIN, "read: %s", strerror(errno));
	text[used] = '\0';
	expect_text("what is read in pieces", text, events.text);
	expect_u64("execs", events_count(&events, "exec", 0), 20);
}

/* Into memory that is not there, from the header on. */
static void unmapped(void)
{
	pid_t pid;

	events_open(&events, "kind=exec");
	pid = spawn_helper("@exit", 0);
	reap(pid);
	expect(read(events.fd, memory_with_end(4096) + 4096, 4096) < 0 && errno == EFAULT,
	       "read: %s", strerror(errno));
	events_read(&events);
	expect_u64("execs", events_count(&events, "exec", pid), 1);
}

static void do_nothing(int sig)
{
}

static void be_interrupted(void *data)
{
	struct sigaction action = { .sa_handler = do_nothing };
	char byte;

	sigaction(SIGUSR1, &action, NULL);
	expect(read(*(int *)data, &byte, 1) < 0 && errno == EINTR, "read: %s", strerror(errno));
}

static void interrupted(void)
{
	int fd = open_blocking("kind=oom");
	pid_t pid = spawn(be_interrupted, &fd);

	wait_blocked(pid);
	kill(pid, SIGUSR1);
	expect_u64("status", reap(pid), 0);
}

static void *read_forever(void *data)
{
	char byte;

	while (read(*(int *)data, &byte, 1) > 0)
		;
	return NULL;
}

/* A thread that waits in read(2) does not keep others from changing the filter. */
static void filter_meanwhile(void)
{
	int fd = open_blocking("kind=oom");
	pthread_t reader;

	require(!pthread_create(&reader, NULL, read_forever, &fd), "no thread");
	expect(!events_filter(fd, "kind=exec"), "filter: %s", strerror(errno));
}

static void not_seekable(void)
{
	char byte;

	events_open(&events, NULL);
	expect(lseek(events.fd, 0, SEEK_SET) < 0 && errno == ESPIPE, "lseek: %s", strerror(errno));
	expect(pread(events.fd, &byte, 1, 0) < 0 && errno == ESPIPE, "pread: %s", strerror(errno));
	expect(!read(events.fd, &byte, 0), "read of nothing: %s", strerror(errno));
}

static const struct ktap_case cases[] = {
	{ "a read waits for an event that is wanted", waits },
	{ "a new filter ends the wait if it selects an event", filter_wakes },
	{ "poll(2) waits likewise, and O_NONBLOCK does not", no_wait },
	{ "the stream is the same in pieces of any size", in_pieces },
	{ "a read that fails loses nothing", unmapped },
	{ "a signal interrupts a read that waits", interrupted },
	{ "a filter can be written while a thread waits", filter_meanwhile },
	{ "the file has no position", not_seekable },
};

KTAP_MAIN(cases)
