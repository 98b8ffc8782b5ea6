/* SPDX-License-Identifier: GPL-2.0 */
/* An open file and the content that reads must return. */
#ifndef SELFTESTS_TARGET_H
#define SELFTESTS_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "files.h"

/* More than any file contains. */
#define TARGET_ROOM (1 << 20)

/**
 * struct target - an open file
 * @path: its path
 * @fd: its descriptor
 * @at: the file position
 * @whole: its content
 * @length: the length of that; it may grow
 * @fixed: whether its content does not change
 */
struct target {
	const char *path;
	int fd;
	long at;
	char *whole;
	long length;
	bool fixed;
};

void target_open(struct target *target, const struct lc_file *file);
void target_close(struct target *target);
/* Writes a pid to 'task', open as @fd. */
void target_ask(int fd, pid_t pid);

/* Fills a read buffer before the read. */
#define POISON 0xa5
/* What @got of @asked bytes at @from of the file, now at @to in memory, must be. */
void target_expect(const struct target *target, const char *to, size_t asked, long from,
		   ssize_t got);
/* The file position is the expected one. */
void target_expect_position(const struct target *target);

#endif
