/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_FILTER_H
#define LCT_FILTER_H

#include "options/options.h"
#include "task/task.h"
#include "uapi/words.h"

/**
 * struct lct_filter - which of the dead are wanted; all 0 wants all
 * @causes:	by their cause, a bit each; 0 for any
 * @killer_pid:	by who killed them, 0 for any
 * @killer:	by the name of who killed them, a shell pattern; NULL for any
 * @comm:	by their name, a shell pattern; NULL for any
 * @has_uid, @uid: by their user
 * @since_ns:	by how long ago they died, 0 for any time
 * @begin_ns:	the instant that this makes
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
