/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_PROCESS_H
#define LC_PROCESS_H

#include "task/rows.h"

/* What a process's account has in total: sums over its threads, living and dead. */
#define LC_TOTALS(T)			\
	T(run_ns)			\
	T(runnable_ns)			\
	T(switches_voluntary)		\
	T(switches_involuntary)

#define LC_TOTAL_ENUM(name)	LC_TOTAL_##name,
#define LC_TOTAL_NAME(name)	#name,
enum lc_total { LC_TOTALS(LC_TOTAL_ENUM) LC_TOTAL_NR };

/**
 * struct lc_process_total - what a process has used
 * @leader:	its leader
 * @row:	number of the row that shows it
 * @threads:	how many of its threads live
 * @dead_threads: how many are dead and in the leader's account
 * @total:	the totals
 */
struct lc_process_total {
	const struct lc_task *leader;
	size_t row;
	size_t threads;
	int64_t dead_threads;
	int64_t total[LC_TOTAL_NR];
};

/**
 * struct lc_process_shown - a process as a task that has used what its threads have
 * @task:	its leader, with totals in the place of the leader's own values
 * @text:	these, as cells
 */
struct lc_process_shown {
	struct lc_task task;
	char text[LC_TOTAL_NR][24];
};

/**
 * struct lc_processes - the totals of processes
 * @nr:		how many
 * @one:	they, from malloc()
 * @nshown:	how many have, or had, more than one thread
 * @shown:	these, from malloc()
 */
struct lc_processes {
	size_t nr, nshown;
	struct lc_process_total *one;
	struct lc_process_shown *shown;
};

int lc_processes_total(struct lc_processes *p, const struct lc_tasks *tasks,
		       struct lc_rows *rows);
void lc_processes_free(struct lc_processes *p);

#endif
