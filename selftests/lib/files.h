/* SPDX-License-Identifier: GPL-2.0 */
/* The module's files, found by walking its folders, so that new files are covered. */
#ifndef SELFTESTS_FILES_H
#define SELFTESTS_FILES_H

#include <stdbool.h>
#include <sys/types.h>

#define FILES_ROOM 64

/**
 * struct lc_file - one of the module's files
 * @path: its path
 * @mode: its mode, as from stat(2)
 * @is_debug: whether it is in debugfs
 */
struct lc_file {
	char path[120];
	mode_t mode;
	bool is_debug;
};

struct file_list {
	struct lc_file files[FILES_ROOM];
	int count;
};

/* As root: all files but the stream of events, which has no end; fails if there are few. */
void files_list(struct file_list *list);
/* Every operation on a file of procfs that was open at the unload fails. */
void files_expect_closed(const char *path, int fd);

#endif
