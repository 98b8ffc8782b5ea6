/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_FILTER_H
#define LCT_FILTER_H

#include <time.h>

#include "options/options.h"
#include "task/task.h"
#include "uapi/words.h"

/**
 * struct lct_filter - conditions on tasks; all 0 matches every task
 * @causes:	causes of death, a bit each; 0 for any
 * @killer_pid:	PID of the killer, 0 for any
 * @killer:	name of the killer, a shell pattern; NULL for any
 * @comm:	name of the task, a shell pattern; NULL for any
 * @unit:	its unit, a shell pattern; NULL for any
 * @cgroup:	its cgroup, or one above; NULL for any
 * @has_uid, @uid: user of the task
 * @parent:	its parent, now or at birth, 0 for any
 * @has_session, @session: its login session
 * @states:	states, a bit each; 0 for any
 * @since:	earliest death, in words; NULL for any
 * @until:	latest death, likewise
 * @is_past:	the tasks are those of another boot
 * @begin_ns, @end_ns: what @since and @until mean, CLOCK_MONOTONIC
 */
struct lct_filter {
	unsigned long causes;
	int64_t killer_pid;
	const char *killer;
	const char *comm;
	const char *unit;
	const char *cgroup;
	bool has_uid;
	int64_t uid;
	int64_t parent;
	bool has_session;
	int64_t session;
	unsigned long states;
	const char *since, *until;
	bool is_past;
	int64_t begin_ns, end_ns;
};

int lct_filter_make(struct lct_filter *filter, const struct lct_options *opt);
time_t lct_filter_since(const struct lct_filter *filter);
int lct_filter_begin(struct lct_filter *filter, const struct lct_clock *clock);
bool lct_filter_has_name(const struct lct_task *task, const char *pattern);
bool lct_filter_has_unit(const struct lct_task *task, const char *pattern);
bool lct_filter_passes(const struct lct_filter *filter, const struct lct_task *task);

#endif
