/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_WAITS_H
#define LCT_WAITS_H

#include "column/hist.h"
#include "task/family.h"
#include "task/task.h"

/**
 * struct lct_target - the processes or the thread to report on
 * @pid:	this process, or else this thread; 0: processes named @comm
 * @comm:	pattern of names of processes
 * @is_pinned:	the task that @pid means has been determined
 * @is_thread:	@pid is a thread
 * @at_ns:	a time at which it had the PID: for a thread its birth
 */
struct lct_target {
	int64_t pid;
	const char *comm;
	bool is_pinned, is_thread;
	int64_t at_ns;
};

/**
 * struct lct_waits - the waits of a target
 * @hist:	all of them
 * @processes, @threads: number of processes, and of all their tasks
 * @living:	number of these tasks that are alive
 * @evicted:	number of their dead threads that have been evicted, with their waits
 * @leader:	leader of one of the processes; NULL if there is no such task
 */
struct lct_waits {
	struct lct_hist hist;
	size_t processes, threads, living;
	int64_t evicted;
	const struct lct_task *leader;
};

/**
 * struct lct_past - waits of tasks at an earlier time
 * @nr:		how many tasks
 * @one:	the tasks, sorted; from malloc()
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
