/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_DEATHS_H
#define LCT_TOP_DEATHS_H

#include "table/table.h"
#include "task/task.h"
#include "top/share.h"

/**
 * struct lct_top_deaths - the newest deaths, and where they come from
 * @fd:		readable when there are new ones; -1 for a recording
 * @table:	their rows, oldest first
 * @tasks:	the same as tasks
 * @times:	per task, its times in the interval in which it died; from the caller
 * @seen:	number of tasks whose times are known; those behind are new
 */
struct lct_top_deaths {
	int fd;
	struct lct_table table;
	struct lct_tasks tasks;
	struct lct_top_times *times;
	size_t seen;
};

int lct_top_deaths_open(struct lct_top_deaths *deaths, const char *root);
int lct_top_deaths_read(struct lct_top_deaths *deaths);
void lct_top_deaths_trim(struct lct_top_deaths *deaths);
void lct_top_deaths_close(struct lct_top_deaths *deaths);

#endif
