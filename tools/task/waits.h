/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_WAITS_H
#define LC_WAITS_H

#include "column/hist.h"
#include "task/family.h"
#include "task/task.h"

/**
 * struct lc_target - whose waits are wanted
 * @pid:	of this process, or else of this thread; 0: of those named @comm
 * @comm:	pattern of names of processes
 * @is_pinned:	it is known by now whom @pid means
 * @is_thread:	it is a thread of that number
 * @at_ns:	when it bore the number: for a thread its birth
 */
struct lc_target {
	int64_t pid;
	const char *comm;
	bool is_pinned, is_thread;
	int64_t at_ns;
};

/**
 * struct lc_waits - the waits of a target
 * @hist:	all together
 * @processes, @threads: so many processes, of so many tasks in all
 * @living:	so many of these tasks live
 * @forgotten:	so many of their threads are dead and forgotten, with their waits
 * @leader:	of one of the processes; NULL: there is no such task
 */
struct lc_waits {
	struct lc_hist hist;
	size_t processes, threads, living;
	int64_t forgotten;
	const struct lc_task *leader;
};

/**
 * struct lc_past - what tasks had waited at an earlier time
 * @nr:		how many tasks
 * @one:	they, sorted; from malloc()
 */
struct lc_past {
	size_t nr;
	struct lc_past_one *one;
};

void lc_waits_collect(struct lc_waits *w, struct lc_target *target,
		      const struct lc_family *f, const struct lc_past *past);
int lc_past_note(struct lc_past *past, const struct lc_tasks *tasks);
void lc_past_free(struct lc_past *past);

#endif
