/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_PROCESS_H
#define LCT_PROCESS_H

#include "task/rows.h"

/* Totals of a process: sums over its threads, living and dead. */
#define LCT_TOTALS(T)			\
	T(run_ns)			\
	T(runnable_ns)			\
	T(switches_voluntary)		\
	T(switches_involuntary)

#define LCT_TOTAL_ENUM(name)	LCT_TOTAL_##name,
#define LCT_TOTAL_NAME(name)	#name,
enum lct_total { LCT_TOTALS(LCT_TOTAL_ENUM) LCT_TOTAL_NR };

/**
 * struct lct_process_total - totals of a process
 * @leader:	its leader
 * @row:	number of the row that shows it
 * @threads:	number of living threads
 * @dead_threads: number of dead threads in the leader's record
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
 * struct lct_process_shown - a process, as a task with the totals of its threads
 * @task:	its leader, with totals instead of its own values
 * @text:	the totals, as cells
 */
struct lct_process_shown {
	struct lct_task task;
	char text[LCT_TOTAL_NR][24];
};

/**
 * struct lct_processes - the totals of processes
 * @nr:		how many
 * @one:	the totals, from malloc()
 * @nshown:	number of processes that have, or had, several threads
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
