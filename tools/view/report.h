/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_REPORT_H
#define LC_REPORT_H

#include "options/options.h"
#include "task/waits.h"

/**
 * struct lc_moment - all there was to know at one time
 * @clock:	when
 * @class:	waits of each class
 * @past:	waits of all tasks
 */
struct lc_moment {
	struct lc_clock clock;
	struct lc_hist class[LC_CLASS_NR];
	struct lc_past past;
};

/**
 * struct lc_report - what is being reported
 * @opt:	the options
 * @targets, @ntargets: whose waits; none for those of the classes
 * @json:	the output, in JSON
 * @interval_ns: how long between two reports, 0 for a single one since load
 * @count:	how many reports, 0 for no end
 */
struct lc_report {
	const struct lc_options *opt;
	struct lc_target targets[LC_PIDS_MAX];
	size_t ntargets;
	struct lc_json json;
	int64_t interval_ns;
	int64_t count;
};

int lc_report_classes(struct lc_report *r, const struct lc_moment *now,
		      const struct lc_moment *before);
int lc_report_tasks(struct lc_report *r, const struct lc_tasks *tasks,
		    const struct lc_moment *now, const struct lc_moment *before,
		    size_t *living);

#endif
