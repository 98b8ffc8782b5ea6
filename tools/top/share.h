/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_SHARE_H
#define LCT_TOP_SHARE_H

#include "task/task.h"

/* States of a task, several of the module's in one. */
enum lct_top_state {
	LCT_TOP_RUN,
	LCT_TOP_WAIT,
	LCT_TOP_SLEEP,
	LCT_TOP_BLOCKED,
	LCT_TOP_STOPPED,
	LCT_TOP_ZOMBIE,
	LCT_TOP_OTHER,
	LCT_TOP_STATE_NR
};

/**
 * struct lct_top_times - time in each state
 * @ns:	nanoseconds, not negative
 * @interval_ns: what the time on a CPU is a share of; 0 if it is not known
 */
struct lct_top_times {
	int64_t ns[LCT_TOP_STATE_NR];
	int64_t interval_ns;
};

enum lct_top_state lct_top_state_of(const struct lct_task *task);
void lct_top_times_read(struct lct_top_times *times, const struct lct_task *task);
void lct_top_times_add(struct lct_top_times *times, const struct lct_top_times *more);
void lct_top_times_since(struct lct_top_times *times, const struct lct_top_times *before);
int64_t lct_top_times_sum(const struct lct_top_times *times);
void lct_top_shares(const struct lct_top_times *times, int whole, int *share);
int64_t lct_top_permille(int64_t part, int64_t whole);

#endif
