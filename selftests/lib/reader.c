// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "reader.h"
#include "table.h"

const char * const reader_paths[] = {
	LC_PROC "tasks", LC_PROC "dead", LC_PROC "self", LC_PROC "stats", LC_PROC "oom",
	LC_PROC "task", LC_DEBUG "hooks", LC_DEBUG "table", NULL,
};

/* Has no end: read until there is nothing. Not in the list of those that have one. */
static const char stream_path[] = LC_PROC "events";

/*
 * The module may not be loaded, or be unloaded while one of its files is open or being
 * opened; the requested task may have no record.
 */
static bool may_fail_with(int error)
{
	return error == ENOENT || error == EIO || error == ENXIO || error == ENODEV ||
	       error == ESRCH || error == EAGAIN || error == ENFILE;
}

/* Pieces of all sizes, so that a reader is interrupted anywhere. */
static ssize_t read_pieces(int fd, char *buffer, size_t size)
{
	ssize_t got;

	do {
		got = read(fd, buffer, 1 + random() % size);
	} while (got > 0);
	return got;
}

/* Asks 'task' for a random pid, which may have died meanwhile. */
static void ask(int fd)
{
	char number[16];
	int length = snprintf(number, sizeof(number), "%d\n", 1 + (int)random() % 2000);

	if (write(fd, number, length) < 0)
		expect(may_fail_with(errno), "task: %s", strerror(errno));
}

/*
 * A file in /proc is often kept open, to be read on after the module is gone; one in
 * debugfs would keep the module loaded.
 */
static bool read_one(const char *path, int *kept, char *buffer, size_t size)
{
	int fd = *kept >= 0 ? *kept : open(path, strcmp(path, LC_PROC "task") ?
					   O_RDONLY | O_NONBLOCK : O_RDWR);
	ssize_t got;

	*kept = -1;
	if (fd < 0) {
		expect(may_fail_with(errno), "%s: %s", path, strerror(errno));
		return false;
	}
	if (!strcmp(path, LC_PROC "task"))
		ask(fd);
	got = read_pieces(fd, buffer, size);
	if (got < 0)
		expect(may_fail_with(errno) || errno == EINVAL, "%s: %s", path,
		       strerror(errno));
	if (!strncmp(path, LC_PROC, strlen(LC_PROC)) && random() % 4 == 0)
		*kept = fd;
	else
		close(fd);
	return got == 0;
}

static void read_all(void *data)
{
	struct reader *reader = data;
	int kept[ARRAY_SIZE(reader_paths)], stream = -1;
	size_t size = 1 << 16;
	char *buffer = malloc(size);

	require(buffer, "no memory");
	memset(kept, 0xff, sizeof(kept));
	srandom(getpid());
	while (!*reader->stop) {
		read_one(stream_path, &stream, buffer, size);
		for (int i = 0; reader_paths[i] && !*reader->stop; i++)
			*reader->files += read_one(reader_paths[i], &kept[i], buffer, size);
	}
}

void reader_begin(struct reader *reader)
{
	void *shared = mmap(NULL, sizeof(uint64_t) * 2, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	require(shared != MAP_FAILED, "no memory");
	reader->files = shared;
	reader->stop = (volatile int *)(reader->files + 1);
	reader->pid = spawn(read_all, reader);
}

uint64_t reader_end(struct reader *reader)
{
	*reader->stop = 1;
	expect_u64("the reader's status", reap(reader->pid), 0);
	return *reader->files;
}
