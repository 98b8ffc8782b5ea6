/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_FOLLOW_H
#define LC_FOLLOW_H

#include "table/table.h"
#include "task/family.h"
#include "task/task.h"

/**
 * struct lc_follow - the deaths since some moment, and who lives now
 * @fd:		`dead`, kept open so that each reading gives the new rows only
 * @dead:	the rows so far, of possible members of the family only
 * @pid, @born_ns: the oldest member of the family that is followed
 * @lost:	deaths that went by unseen because the history is too short
 * @unrecorded:	births without a record meanwhile, of whomever
 * @prune_at:	so many rows of @dead are worth an lc_follow_prune()
 *
 * The other members belong to follow.c.
 */
struct lc_follow {
	int fd;
	struct lc_table dead;
	int64_t pid;
	int64_t born_ns;
	int64_t lost;
	int64_t unrecorded;
	size_t prune_at;

	int64_t seq;
	int64_t deaths;
	int64_t births_lost;
};

/**
 * struct lc_followed - a moment's view of those followed
 * @living:	table behind the living tasks
 * @tasks:	the living and the dead
 */
struct lc_followed {
	struct lc_table living;
	struct lc_tasks tasks;
};

int lc_follow_open(struct lc_follow *w);
int lc_follow_identify(struct lc_follow *w, pid_t pid);
int lc_follow_read(struct lc_follow *w);
int lc_follow_look(struct lc_follow *w, struct lc_followed *now);
int lc_follow_prune(struct lc_follow *w, size_t *alive);
void lc_followed_free(struct lc_followed *now);
void lc_follow_close(struct lc_follow *w);

#endif
