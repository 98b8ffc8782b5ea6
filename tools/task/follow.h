/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_FOLLOW_H
#define LCT_FOLLOW_H

#include "table/table.h"
#include "task/task.h"
#include "uapi/words.h"

/**
 * struct lct_follow - the deaths since a point in time, and the living tasks
 * @fd:		`dead`, kept open so that each read gives only new rows
 * @dead:	rows read so far
 * @lost:	deaths missed because the history is too short
 *
 * The other members belong to follow.c.
 */
struct lct_follow {
	int fd;
	struct lct_table dead;
	int64_t lost;

	int64_t seq;
	int64_t deaths[LC_KEPT_NR];
	int64_t evicted;
};

/**
 * struct lct_followed - a snapshot of the followed tasks
 * @living:	table behind the living tasks
 * @tasks:	the living and the dead
 */
struct lct_followed {
	struct lct_table living;
	struct lct_tasks tasks;
};

int lct_follow_open(struct lct_follow *w);
int lct_follow_read(struct lct_follow *w);
int lct_follow_look(struct lct_follow *w, struct lct_followed *now);
void lct_followed_free(struct lct_followed *now);
void lct_follow_close(struct lct_follow *w);

#endif
