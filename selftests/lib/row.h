/* SPDX-License-Identifier: GPL-2.0 */
/* What holds for each row of 'tasks' and 'dead', and lists of tasks from /proc. */
#ifndef SELFTESTS_ROW_H
#define SELFTESTS_ROW_H

#include <sys/types.h>

#include "table.h"

/* The sum over the states is the age, to the nanosecond. */
void expect_conserved(const struct table *table, int row);
/* born <= first run <= died <= reaped, as far as they happened. */
void expect_ordered(const struct table *table, int row);
/* Runs equal the switches away, plus one for a task that is on a CPU. */
void expect_runs(const struct table *table, int row);

struct id {
	pid_t tgid, tid;
};

/* Every /proc/PID/task/TID, sorted by tid; the caller frees the list. */
int list_proc(struct id **list);
/* The same from 'tasks'. */
int list_tasks(struct id **list);
bool same_ids(const struct id *one, int one_count, const struct id *other, int other_count);
void explain_ids(const struct id *proc, int proc_count, const struct id *tasks, int tasks_count);

#endif
