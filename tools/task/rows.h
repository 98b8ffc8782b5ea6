/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_ROWS_H
#define LC_ROWS_H

#include <sys/types.h>

#include "task/task.h"

/**
 * struct lc_row - one row of output
 * @task:	what it shows
 * @parent:	the row it hangs under, which comes before it; -1 for none
 */
struct lc_row {
	const struct lc_task *task;
	ssize_t parent;
};

/**
 * struct lc_rows - what to print
 * @nr:		how many rows
 * @row:	the rows, from malloc()
 * @is_tree:	true where they form a tree
 * @name:	what JSON calls the list
 */
struct lc_rows {
	size_t nr;
	struct lc_row *row;
	bool is_tree;
	const char *name;
};

#endif
