// SPDX-License-Identifier: GPL-2.0
/*
 * A reader of 'dead' goes on where it was, in the order of deaths, whatever has been evicted
 * or cleared meanwhile, and reads what comes later at the end.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "deaths.h"
#include "ktap.h"
#include "row.h"
#include "text.h"

#define READERS 200

static int open_dead(void)
{
	int fd = open(LC_PROC "dead", O_RDONLY | O_CLOEXEC);

	require(fd >= 0, "dead: %s", strerror(errno));
	return fd;
}

/* Reads a part of the table, so that the reader stays in the middle. */
static void read_some(int fd)
{
	char part[4096];

	require(read(fd, part, sizeof(part)) > 0, "read: %s", strerror(errno));
}

/* What many readers leave in the list of deaths hides none of them from others. */
static void many_readers(void)
{
	struct table *before, *after;
	int fds[READERS];

	die(1001, ENDS_KILLED, 100);
	before = table_read(LC_PROC "dead");
	for (int i = 0; i < READERS; i++) {
		fds[i] = open_dead();
		for (int parts = 0; parts < i % 5; parts++)
			read_some(fds[i]);
	}
	after = table_read(LC_PROC "dead");
	expect_in_order(after);
	expect(after->rows >= before->rows, "%d rows, then %d", before->rows, after->rows);
	for (int i = 0; i < READERS; i++)
		close(fds[i]);
	expect_u64("rows of the user", rows_of_user(after, 1001, "killed"), 100);
}

static void at_the_end(void)
{
	int fd = open_dead();
	struct table *header = table_parse(file_text(fd)), *rows;

	expect_u64("killed before", rows_of_user(header, 1003, "killed"), 0);
	die(1003, ENDS_KILLED, 5);
	rows = table_parse_rows(header, file_text(fd));
	expect_u64("killed since", rows_of_user(rows, 1003, "killed"), 5);
	expect(table_u64(rows, 0, "death_seq") >
	       table_u64(header, header->rows - 1, "death_seq"), "an old row comes again");
	close(fd);
}

/* A position is a number of a death, not of a row. */
static void in_the_middle(void)
{
	struct table *dead;
	int fd = open_dead();

	die(1004, ENDS_KILLED, 50);
	read_some(fd);
	read_some(fd);
	die(1004, ENDS_KILLED, 50);
	require(lseek(fd, 0, SEEK_SET) == 0, "lseek: %s", strerror(errno));
	dead = table_parse(file_text(fd));
	expect_in_order(dead);
	expect_u64("killed", rows_of_user(dead, 1004, "killed"), 100);
	close(fd);
}

static void cleared_meanwhile(void)
{
	struct table *header = table_read(LC_PROC "dead"), *rows;
	int fd = open_dead();

	read_some(fd);
	require(write_file("/sys/kernel/debug/lifecycle/reset", "1"), "reset: %s",
		strerror(errno));
	free(file_text(fd));
	die(1005, ENDS_KILLED, 5);
	rows = table_parse_rows(header, file_text(fd));
	expect_u64("killed since", rows_of_user(rows, 1005, "killed"), 5);
	expect_in_order(rows);
	close(fd);
}

/* Each time that it has read some rows, more tasks have died than these were. */
static void slower_than_deaths(void)
{
	struct table *header, *rows;
	uint64_t deaths = 0;
	char part[4096];
	ssize_t got;
	int fd;

	require(write_file("/sys/kernel/debug/lifecycle/reset", "1"), "reset: %s",
		strerror(errno));
	header = table_read(LC_PROC "dead");
	die(1007, ENDS_KILLED, 20);
	fd = open_dead();
	while ((got = read(fd, part, sizeof(part))) > 0 && deaths < 200) {
		die(1007, ENDS_KILLED, 10);
		deaths += 10;
	}
	require(!got, "the reader does not get to the end: %zd", got);
	rows = table_parse_rows(header, file_text(fd));
	expect_u64("those that died since it began", rows_of_user(rows, 1007, "killed"), deaths);
	expect_in_order(rows);
	close(fd);
}

static bool is_readable(int fd, int timeout_ms)
{
	struct pollfd event = { .fd = fd, .events = POLLIN };

	return poll(&event, 1, timeout_ms) == 1 && event.revents & POLLIN;
}

/* Nothing dies while a reader reads to the end, in one of a few attempts at least. */
static void polled(void)
{
	struct table *header = table_read(LC_PROC "dead"), *rows;
	int fd = open_dead();
	pid_t pid;

	expect(is_readable(fd, 0), "there is nothing to read");
	do
		free(file_text(fd));
	while (is_readable(fd, 0));
	pid = fork();
	require(pid >= 0, "fork: %s", strerror(errno));
	if (pid == 0) {
		die(1006, ENDS_KILLED, 1);
		_exit(0);
	}
	expect(is_readable(fd, -1), "it does not wait");
	/* Another task may have died first. */
	do
		rows = table_parse_rows(header, file_text(fd));
	while (!rows_of_user(rows, 1006, "killed") && is_readable(fd, -1));
	expect_u64("rows of the user", rows_of_user(rows, 1006, "killed"), 1);
	reap(pid);
	close(fd);
}

/* What was formatted but did not fit is there to be read, even if nothing has died since. */
static void polled_in_a_row(void)
{
	int fd = open_dead(), other = open_dead();
	size_t rest = strlen(file_text(other));
	char part[100];
	ssize_t got;

	for (; rest; rest -= got) {
		expect(is_readable(fd, 0), "the last %zu bytes are not readable", rest);
		got = read(fd, part, rest < sizeof(part) ? rest : sizeof(part));
		require(got > 0, "read: %s", strerror(errno));
	}
	require(lseek(fd, 0, SEEK_SET) == 0, "lseek: %s", strerror(errno));
	expect(is_readable(fd, 0), "the file is not readable from its beginning");
	close(other);
	close(fd);
}

static const struct ktap_case cases[] = {
	{ "many readers hide no death from each other", many_readers },
	{ "a reader at the end reads what comes later", at_the_end },
	{ "a reader gets to the end while tasks die faster than it reads", slower_than_deaths },
	{ "poll(2) waits for the next death", polled },
	{ "poll(2) reports the rest of a row, and a new beginning", polled_in_a_row },
	{ "a reader that begins anew reads all, in order", in_the_middle },
	{ "a reader goes on after the history was cleared", cleared_meanwhile },
};

KTAP_MAIN(cases)
