/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_ROWS_H
#define LCT_ROWS_H

#include <sys/types.h>

#include "task/task.h"

/**
 * struct lct_row - one row of output
 * @task:	the task
 * @parent:	its parent's row, which comes before it; -1 for none
 * @alike:	the @nalike tasks that it stands for, @task the first of them; NULL for @task alone
 */
struct lct_row {
	const struct lct_task *task;
	ssize_t parent;
	const struct lct_task **alike;
	size_t nalike;
};

/**
 * struct lct_rows - what to print
 * @nr:		how many rows
 * @row:	the rows, from malloc()
 * @is_tree:	true if they form a tree
 * @name:	name of the list in JSON
 */
struct lct_rows {
	size_t nr;
	struct lct_row *row;
	bool is_tree;
	const char *name;
};

#endif
