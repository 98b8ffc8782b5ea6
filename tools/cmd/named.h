/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_NAMED_H
#define LCT_NAMED_H

#include "options/options.h"
#include "task/source.h"

/**
 * struct lct_named - the tasks that an argument of the command means
 * @table, @tasks: the task with a PID
 * @source:	all tasks, where a name is looked for
 * @found:	the tasks: first the newest that failed, was killed or had been asked to end, then
 *		those that have ended, newest first, then those that have not
 * @nr:		how many
 */
struct lct_named {
	struct lct_table table;
	struct lct_tasks tasks;
	struct lct_source source;
	const struct lct_task **found;
	size_t nr;
};

int lct_named_find(struct lct_named *named, const struct lct_options *opt, const char *word);
int lct_named_last(struct lct_named *named, const struct lct_options *opt);
void lct_named_free(struct lct_named *named);

#endif
