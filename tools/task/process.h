/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_PROCESS_H
#define LCT_PROCESS_H

#include "task/rows.h"

/* What a process's account has in total: sums over its threads, living and dead. */
#define LCT_TOTALS(T)			\
	T(run_ns)			\
	T(runnable_ns)			\
	T(switches_voluntary)		\
	T(switches_involuntary)

#define LCT_TOTAL_ENUM(name)	LCT_TOTAL_##name,
#define LCT_TOTAL_NAME(name)	#name,
enum lct_total { LCT_TOTALS(LCT_TOTAL_ENUM) LCT_TOTAL_NR };

/**
 * struct lct_process_total - what a process has used
 * @leader:	its leader
 * @row:	number of the row that shows it
 * @threads:	how many of its threads live
 * @dead_threads: how many are dead and in the leader's account
 * @total:	the totals
 */
struct lct_process_total {
	const struct lct_task *leader;
	size_t row;
	size_t threads;
	int64_t dead_threads;
	int64_t total[LCT_TOTAL_NR];
};

/**
 * struct lct_process_shown - a process as a task that has used what its threads have
 * @task:	its leader, with totals in the place of the leader's own values
 * @text:	these, as cells
 */
struct lct_process_shown {
	struct lct_task task;
	char text[LCT_TOTAL_NR][24];
};

/**
 * struct lct_processes - the totals of processes
 * @nr:		how many
 * @one:	they, from malloc()
 * @nshown:	how many have, or had, more than one thread
 * @shown:	these, from malloc()
 */
struct lct_processes {
	size_t nr, nshown;
	struct lct_process_total *one;
	struct lct_process_shown *shown;
};

int lct_processes_total(struct lct_processes *p, const struct lct_tasks *tasks,
			struct lct_rows *rows);
void lct_processes_free(struct lct_processes *p);

#endif
