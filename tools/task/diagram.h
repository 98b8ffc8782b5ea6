/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_DIAGRAM_H
#define LCT_DIAGRAM_H

#include "task/task.h"

#define LCT_WAITS_NR	8

/**
 * struct lct_stage - one state in the life of a task
 * @name:	its word; NULL if the task has not been in it
 * @ns:		time in it
 * @entered:	how often it was entered
 * @left:	how often it was left
 * @is_here:	the task is in it now
 */
struct lct_stage {
	const char *name;
	int64_t ns;
	int64_t entered;
	int64_t left;
	bool is_here;
};

/**
 * struct lct_diagram - a task's states and transitions
 * @start:	new, or unknown for one born before the module was loaded
 * @runnable, @running, @zombie: these states
 * @wait:	blocked states, in order, those it has been in first
 * @nwaits:	how many it has been in
 * @preempted:	times from running back to runnable, yields included
 * @reaped:	true if it was reaped
 * @reaper:	process that reaped it, 0 if none
 */
struct lct_diagram {
	struct lct_stage start, runnable, running, zombie;
	struct lct_stage wait[LCT_WAITS_NR];
	int nwaits;
	int64_t preempted;
	bool reaped;
	int64_t reaper;
};

bool lct_diagram_make(struct lct_diagram *d, const struct lct_task *task);

#endif
