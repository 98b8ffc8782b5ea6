/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_LINEAGE_H
#define LCT_LINEAGE_H

#include "table/table.h"
#include "task/event.h"
#include "task/follow.h"
#include "task/members.h"
#include "task/task.h"

/**
 * struct lct_lineage - a family that is followed
 * @on_event:	called for each event of it, of any kind, with @data; NULL if that is not wanted
 * @events:	the stream of events: readable when lct_lineage_read() is to be called
 * @dead:	the rows of its dead that have been read
 * @members:	its tasks
 * @pid, @born_ns: the oldest of them
 * @lost:	events that were lost before they were read
 * @unrecorded:	births without a record since, of any user
 *
 * The other members belong to follow.c.
 */
struct lct_lineage {
	void (*on_event)(void *data, const struct lct_event *event);
	void *data;
	int events;
	struct lct_table dead;
	struct lct_members members;
	int64_t pid;
	int64_t born_ns;
	int64_t lost;
	int64_t unrecorded;

	int fd;
	struct lct_table news;
	size_t judged;
	bool must_look;
	int64_t births_lost;
};

int lct_lineage_open(struct lct_lineage *w);
int lct_lineage_begin(struct lct_lineage *w, pid_t pid);
int lct_lineage_read(struct lct_lineage *w);
int lct_lineage_look(struct lct_lineage *w, struct lct_followed *now);
void lct_lineage_close(struct lct_lineage *w);

#endif
