/* SPDX-License-Identifier: GPL-2.0 */
/* The module's files, found by walking its folders: a new one is met by itself. */
#ifndef SELFTESTS_FILES_H
#define SELFTESTS_FILES_H

#include <stdbool.h>
#include <sys/types.h>

#define FILES_ROOM 64

/**
 * struct lc_file - a file of the module's
 * @path: where it is
 * @mode: as stat(2) has it
 * @is_debug: it is one of debugfs
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

/* As root: all files, which are many enough to say that the walk is right. */
void files_list(struct file_list *list);

#endif
