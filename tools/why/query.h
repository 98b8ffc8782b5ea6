/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_QUERY_H
#define LCT_QUERY_H

#include "task/source.h"
#include "why/case.h"

/**
 * struct lct_query - a case, and the data it points to
 * @c:		the case
 * @view:	its clock
 * @leader_table, @leader_tasks: the leader of a thread
 * @living:	all living tasks, if it lives
 * @dead:	the history, if its exit status may stand for the death of a child
 * @oom:	the OOM kills, if it is in one
 * @kill:	the OOM kill of the task
 * @sharing:	the OOM kill of the process whose memory it shared
 */
struct lct_query {
	struct lct_case c;
	struct lct_view view;
	struct lct_table leader_table;
	struct lct_tasks leader_tasks;
	struct lct_source living, dead;
	struct lct_table oom;
	struct lct_oom_kill kill, sharing;
};

int lct_query_fill(struct lct_query *q, const char *root, enum lct_form form,
		   const struct lct_task *task);
void lct_query_free(struct lct_query *q);

#endif
