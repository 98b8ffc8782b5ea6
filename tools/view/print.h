/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_PRINT_H
#define LC_PRINT_H

#include <stdio.h>
#include <sys/types.h>

#include "options/options.h"
#include "task/task.h"
#include "text/json.h"

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

int lc_print_rows(const struct lc_rows *rows, const struct lc_options *opt,
		  const struct lc_view *view, FILE *out);
void lc_print_members(struct lc_json *json, const struct lc_task *task,
		      const struct lc_options *opt, const struct lc_view *view);
struct libscols_table *lc_print_table(FILE *out);
int lc_print_failed(void);

#endif
