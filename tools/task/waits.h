/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_WAITS_H
#define LCT_WAITS_H

#include "column/hist.h"
#include "task/family.h"
#include "task/task.h"

/**
 * struct lct_target - whose waits are wanted
 * @pid:	of this process, or else of this thread; 0: of those named @comm
 * @comm:	pattern of names of processes
 * @is_pinned:	it is known by now whom @pid means
 * @is_thread:	it is a thread of that number
 * @at_ns:	when it bore the number: for a thread its birth
 */
struct lct_target {
	int64_t pid;
	const char *comm;
	bool is_pinned, is_thread;
	int64_t at_ns;
};

/**
 * struct lct_waits - the waits of a target
 * @hist:	all together
 * @processes, @threads: so many processes, of so many tasks in all
 * @living:	so many of these tasks live
 * @forgotten:	so many of their threads are dead and forgotten, with their waits
 * @leader:	of one of the processes; NULL: there is no such task
 */
struct lct_waits {
	struct lct_hist hist;
	size_t processes, threads, living;
	int64_t forgotten;
	const struct lct_task *leader;
};

/**
 * struct lct_past - what tasks had waited at an earlier time
 * @nr:		how many tasks
 * @one:	they, sorted; from malloc()
 */
struct lct_past {
	size_t nr;
	struct lct_past_one *one;
};

void lct_waits_collect(struct lct_waits *w, struct lct_target *target,
		       const struct lct_family *f, const struct lct_past *past);
int lct_past_note(struct lct_past *past, const struct lct_tasks *tasks);
void lct_past_free(struct lct_past *past);

#endif
