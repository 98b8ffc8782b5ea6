/* SPDX-License-Identifier: GPL-2.0 */
/* An open file, and what it has to give to whoever reads it. */
#ifndef SELFTESTS_TARGET_H
#define SELFTESTS_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "files.h"

/* More than any file has. */
#define TARGET_ROOM (1 << 20)

/**
 * struct target - an open file
 * @path: which
 * @fd: its descriptor
 * @at: where it stands
 * @whole: what it has
 * @length: how much that is; it may grow
 * @fixed: what it has does not change
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
/* Asks 'task', open as @fd. */
void target_ask(int fd, pid_t pid);

/* What is where a read is to write to, before it does. */
#define POISON 0xa5
/* What @got of @asked bytes at @from of the file, now at @to in memory, have to be. */
void target_expect(const struct target *target, const char *to, size_t asked, long from,
		   ssize_t got);
/* It stands where it has to. */
void target_expect_position(const struct target *target);

#endif
