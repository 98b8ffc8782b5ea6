// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ktap.h"
#include "table.h"
#include "target.h"

void target_ask(int fd, pid_t pid)
{
	char number[16];
	int length = snprintf(number, sizeof(number), "%d", pid);

	require(write(fd, number, length) == length, "ask: %s", strerror(errno));
}

static char *whole_text(int fd, long *length)
{
	char *text = malloc(TARGET_ROOM);

	*length = 0;
	for (ssize_t got = 1; got > 0; *length += got) {
		require(text && *length < TARGET_ROOM, "no memory, or no end");
		got = pread(fd, text + *length, TARGET_ROOM - *length, *length);
		require(got >= 0, "pread: %s", strerror(errno));
	}
	return text;
}

/* The history and the OOM list only grow; an answer stays until the next question. */
static bool is_fixed(const char *path)
{
	return !strcmp(path, LC_PROC "dead") || !strcmp(path, LC_PROC "oom") ||
	       !strcmp(path, LC_PROC "task");
}

void target_open(struct target *target, const struct lc_file *file)
{
	target->path = file->path;
	target->at = 0;
	target->fd = open(file->path, file->mode & 0222 ? O_RDWR : O_RDONLY);
	require(target->fd >= 0, "%s: %s", file->path, strerror(errno));
	if (!strcmp(file->path, LC_PROC "task"))
		target_ask(target->fd, 1);
	target->whole = whole_text(target->fd, &target->length);
	target->fixed = is_fixed(file->path);
}

void target_close(struct target *target)
{
	close(target->fd);
	free(target->whole);
}

void target_expect(const struct target *target, const char *to, size_t asked, long from,
		   ssize_t got)
{
	size_t known = 0;

	require(got >= 0 && (size_t)got <= asked, "%s: %zd of %zu bytes", target->path, got,
		asked);
	for (ssize_t i = 0; i < got; i++)
		require(to[i] == '\n' || (to[i] >= ' ' && to[i] <= '~'),
			"%s has the byte %02x at %ld", target->path, (unsigned char)to[i],
			from + i);
	for (size_t i = got; i < asked && i < (size_t)got + 8192; i++)
		require((unsigned char)to[i] == POISON,
			"%s: more was written than returned, at %zu",
			target->path, i);
	if (!target->fixed)
		return;
	if (from < target->length)
		known = target->length - from < got ? target->length - from : got;
	require(!memcmp(to, target->whole + from, known), "%s differs, %zd bytes at %ld",
		target->path, got, from);
	require(got || !asked || from >= target->length, "%s ends at %ld", target->path, from);
}

void target_expect_position(const struct target *target)
{
	long at = lseek(target->fd, 0, SEEK_CUR);

	require(at == target->at, "%s: the position is %ld, not %ld", target->path, at,
		target->at);
}
