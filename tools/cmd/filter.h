/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_FILTER_H
#define LCT_FILTER_H

#include "options/options.h"
#include "task/task.h"
#include "uapi/words.h"

/**
 * struct lct_filter - conditions on dead tasks; all 0 matches every task
 * @causes:	causes of death, a bit each; 0 for any
 * @killer_pid:	PID of the killer, 0 for any
 * @killer:	name of the killer, a shell pattern; NULL for any
 * @comm:	name of the task, a shell pattern; NULL for any
 * @has_uid, @uid: user of the task
 * @since_ns:	longest time since the death, 0 for any
 * @begin_ns:	earliest death, from @since_ns
 */
struct lct_filter {
	unsigned long causes;
	int64_t killer_pid;
	const char *killer;
	const char *comm;
	bool has_uid;
	int64_t uid;
	int64_t since_ns;
	int64_t begin_ns;
};

int lct_filter_make(struct lct_filter *filter, const struct lct_options *opt);
int lct_filter_begin(struct lct_filter *filter, const struct lct_clock *clock);
bool lct_filter_passes(const struct lct_filter *filter, const struct lct_task *task);

#endif
