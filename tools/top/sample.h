/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_SAMPLE_H
#define LCT_TOP_SAMPLE_H

#include "table/table.h"
#include "task/task.h"
#include "top/deaths.h"
#include "top/share.h"

/**
 * struct lct_top_known - what the previous sample had of a living task
 * @tgid, @born_ns, @pid: its identity
 * @times:	its times until then
 */
struct lct_top_known {
	int64_t tgid, born_ns, pid;
	struct lct_top_times times;
};

/**
 * struct lct_top_totals - values of `stats`
 * @known:	they could be read
 * @births, @deaths: since the module was loaded, of all users
 */
struct lct_top_totals {
	bool known;
	int64_t births, deaths;
};

/**
 * struct lct_top_sample - the tasks at one moment, and their times since the moment before
 * @root:	root folder of a recording, or NULL
 * @view:	the clock
 * @table, @tasks: the living
 * @times:	per living task, its times in the interval
 * @deaths:	the dead; those from @fresh on have died in the interval
 * @fresh:	see @deaths
 * @interval_ns: length of the interval; 0 if the times are those since each task's birth
 * @begin, @now: totals when the view began, and now
 * @known, @nknown: the previous sample, sorted by identity
 */
struct lct_top_sample {
	const char *root;
	struct lct_view view;
	struct lct_table table;
	struct lct_tasks tasks;
	struct lct_top_times *times;
	struct lct_top_deaths deaths;
	size_t fresh;
	int64_t interval_ns;
	struct lct_top_totals begin, now;

	struct lct_top_known *known;
	size_t nknown;
};

int lct_top_sample_open(struct lct_top_sample *s, const char *root);
int lct_top_sample_take(struct lct_top_sample *s);
void lct_top_sample_close(struct lct_top_sample *s);

void lct_top_known_make(struct lct_top_known *known, const struct lct_tasks *tasks);
void lct_top_known_since(const struct lct_top_known *known, size_t nr,
			 const struct lct_task *task, struct lct_top_times *times);

#endif
