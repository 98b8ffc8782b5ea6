/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_REPORT_H
#define LCT_REPORT_H

#include "options/options.h"
#include "task/waits.h"

/**
 * struct lct_moment - a snapshot of waits
 * @clock:	time of the snapshot
 * @class:	waits of each class
 * @past:	waits of all tasks
 */
struct lct_moment {
	struct lct_clock clock;
	struct lct_hist class[LC_CLASS_NR];
	struct lct_past past;
};

/**
 * struct lct_report - a report of latency
 * @opt:	the options
 * @targets, @ntargets: tasks to report on; none for the classes
 * @json:	the output, in JSON
 * @interval_ns: time between two reports, 0 for a single one since load
 * @count:	number of reports, 0 for no limit
 */
struct lct_report {
	const struct lct_options *opt;
	struct lct_target targets[LCT_PIDS_MAX];
	size_t ntargets;
	struct lct_json json;
	int64_t interval_ns;
	int64_t count;
};

int lct_report_classes(struct lct_report *r, const struct lct_moment *now,
		       const struct lct_moment *before);
int lct_report_tasks(struct lct_report *r, const struct lct_tasks *tasks,
		     const struct lct_moment *now, const struct lct_moment *before,
		     size_t *living);

#endif
