// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "events.h"
#include "ktap.h"

#define PIECE 65536

int events_filter(int fd, const char *filter)
{
	ssize_t length = strlen(filter);

	return write(fd, filter, length) == length ? 0 : -errno;
}

void events_open_file(struct events *events, const char *path, const char *filter)
{
	*events = (struct events){ open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC) };
	require(events->fd >= 0, "%s: %s", path, strerror(errno));
	if (filter)
		require(!events_filter(events->fd, filter), "'%s': %s", filter, strerror(errno));
}

void events_open(struct events *events, const char *filter)
{
	events_open_file(events, LC_EVENTS, filter);
}

void events_close(struct events *events)
{
	close(events->fd);
	free(events->text);
	if (events->table)
		table_free(events->table);
}

size_t events_read(struct events *events)
{
	size_t before = events->used;
	ssize_t got;

	do {
		events->text = realloc(events->text, events->used + PIECE + 1);
		require(events->text, "no memory");
		got = read(events->fd, events->text + events->used, PIECE);
		events->used += got > 0 ? got : 0;
	} while (got > 0);
	require(got < 0 && errno == EAGAIN, "read: %zd, %s", got, strerror(errno));
	events->text[events->used] = '\0';
	if (events->used != before && events->table) {
		table_free(events->table);
		events->table = NULL;
	}
	return events->used - before;
}

const struct table *events_table(struct events *events)
{
	char *copy;

	if (!events->used)
		events_read(events);
	if (!events->table) {
		copy = strdup(events->text);
		require(copy, "no memory");
		events->table = table_parse(copy);
	}
	return events->table;
}

static bool is(struct events *events, int row, const char *event, pid_t pid)
{
	const struct table *table = events->table;

	return !strcmp(table_text(table, row, "event"), event) &&
	       (!pid || table_u64_or(table, row, "pid", 0) == (uint64_t)pid);
}

int events_count(struct events *events, const char *event, pid_t pid)
{
	const struct table *table = events_table(events);
	int count = 0;

	for (int row = 0; row < table->rows; row++)
		count += is(events, row, event, pid);
	return count;
}

int events_nth(struct events *events, const char *event, pid_t pid, int nr)
{
	const struct table *table = events_table(events);

	for (int row = 0; row < table->rows; row++)
		if (is(events, row, event, pid) && !nr--)
			return row;
	return -1;
}

int events_get(struct events *events, const char *event, pid_t pid)
{
	struct pollfd poll_fd = { events->fd, POLLIN, 0 };
	const struct table *table;

	while (!events_count(events, event, pid)) {
		require(poll(&poll_fd, 1, -1) == 1, "poll: %s", strerror(errno));
		events_read(events);
	}
	require(events_count(events, event, pid) == 1, "%d rows of %s of %d",
		events_count(events, event, pid), event, pid);
	require(!events_count(events, "lost", 0), "events are lost");
	table = events_table(events);
	for (int row = 0; row < table->rows; row++)
		if (is(events, row, event, pid))
			return row;
	return -1;
}

uint64_t events_u64(struct events *events, int row, const char *column)
{
	return table_u64(events_table(events), row, column);
}

const char *events_text(struct events *events, int row, const char *column)
{
	return table_text(events_table(events), row, column);
}

uint64_t events_births_of_kernel(void)
{
	char *text = path_text("/proc/stat"), *at;
	unsigned long long births = 0;

	require(text, "stat: %s", strerror(errno));
	at = strstr(text, "\nprocesses ");
	require(at && sscanf(at, "\nprocesses %llu", &births) == 1, "no count of births");
	free(text);
	return births;
}
