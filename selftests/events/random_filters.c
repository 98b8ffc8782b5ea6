// SPDX-License-Identifier: GPL-2.0
/* Random filters, and reads of random size: what is read is text, and nothing else happens. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"
#include "memory.h"
#include "random.h"
#include "text.h"

#define ROUNDS 3000
#define ROOM 8192

/* Mostly close to a valid one. */
static size_t draw_filter(char *to)
{
	static const char * const parts[] = {
		"kind=", "exit", "exec", ",", " ", "uid=", "0", "1002", "tree=", "1", "comm=",
		"sh", "\\040", "from=", "oldest", "\n", "=", "lost", "-1", "birth", "signal",
		"cgroup=", "unit=", "/", "a.slice", "slow=", "1000", "on-cpu", "off-cpu",
	};
	size_t length = 0;

	for (int count = random_below(8); count; count--) {
		const char *part = parts[random_below(ARRAY_SIZE(parts))];

		memcpy(to + length, part, strlen(part));
		length += strlen(part);
	}
	while (!random_below(4))
		to[length++] = (char)random_next();
	return length;
}

static void write_one(int fd, char *memory)
{
	size_t length = draw_filter(memory);
	ssize_t written = write(fd, memory, length);

	require(written == (ssize_t)length ||
		(written < 0 && (errno == EINVAL || errno == ESRCH)),
		"'%.*s': %zd, %s", (int)length, memory, written, strerror(errno));
}

static void read_one(int fd, char *memory)
{
	size_t size = random_size(ROOM), good = random_below(5) ? size : random_below(size + 1);
	char *to = memory + ROOM - good;
	ssize_t got = read(fd, to, size);

	require(got <= (ssize_t)good, "%zd bytes into %zu", got, good);
	require(got >= 0 || errno == EAGAIN || (errno == EFAULT && good < size), "read: %s",
		strerror(errno));
	require(got <= 0 || text_dirt(to, got) < 0, "it has an invalid byte");
}

static const char * const paths[] = { LC_EVENTS, LC_EVENTS, LC_SWITCHES, LC_WAITS };

static void by_lot(void)
{
	char *memory = memory_with_end(ROOM);
	int fds[ARRAY_SIZE(paths)];

	random_begin();
	for (size_t i = 0; i < ARRAY_SIZE(fds); i++)
		fds[i] = open(paths[i], O_RDWR | O_NONBLOCK);
	for (int i = 0; i < ROUNDS; i++) {
		int *fd = &fds[random_below(ARRAY_SIZE(fds))];

		if (!random_below(50))
			reap(spawn_helper("@exit", i % 100));
		if (!random_below(100)) {
			close(*fd);
			*fd = open(paths[fd - fds], O_RDWR | O_NONBLOCK);
		}
		if (random_below(3))
			read_one(*fd, memory);
		else
			write_one(*fd, memory);
	}
	for (size_t i = 0; i < ARRAY_SIZE(fds); i++)
		close(fds[i]);
}

static const struct ktap_case cases[] = {
	{ "random filters and reads are refused or right", by_lot },
};

KTAP_MAIN(cases)
