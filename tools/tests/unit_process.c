// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "task/process.h"

/*
 * The order of the columns: pid tgid born_ns reaped_ns now_ns run_ns dead_threads
 * dead_threads_run_ns.
 */
#define HEADER	"# lifecycle 2\npid tgid born_ns reaped_ns now_ns run_ns dead_threads " \
		"dead_threads_run_ns\n"

/* The leader's row shows @run; the process has @threads living threads. */
static void shows(const char *rows, const char *run, size_t threads, const char *description)
{
	struct lct_row row = { .parent = -1 };
	struct lct_rows shown = { .nr = 1, .row = &row };
	struct lct_tasks tasks = { 0 };
	struct lct_processes p;
	struct lct_table t;
	size_t i;

	lct_table_init(&t);
	if (lct_table_parse(&t, HEADER, strlen(HEADER)) ||
	    lct_table_parse(&t, rows, strlen(rows)) || lct_tasks_add(&tasks, &t))
		exit(1);
	lct_tasks_merge(&tasks);
	for (i = 0; i < tasks.nr; i++)
		if (tasks.task[i].pid == 5)
			row.task = &tasks.task[i];
	if (lct_processes_total(&p, &tasks, &shown))
		exit(1);
	same(row.task->cell[LCT_COLUMN_run_ns], run, description);
	result((p.nr ? p.one->threads : 0) == threads, "the number of living threads");
	lct_processes_free(&p);
	lct_tasks_free(&tasks);
	lct_table_free(&t);
}

int main(void)
{
	plan(14);
	shows("5 5 100 - 1000 10 2 300\n6 5 200 - 1000 4000 0 0\n7 7 100 - 1000 50000 0 0\n",
	      "4310", 2, "leader, living thread and dead threads, not another process");
	shows("5 5 100 - 1000 10 3 300\n6 5 200 - 990 4000 0 0\n6 5 200 995 - 4000 0 0\n",
	      "310", 1, "a thread that died before the leader was read is in the leader's account");
	shows("5 5 100 - 1000 10 2 300\n6 5 200 - 1001 4000 0 0\n6 5 200 1005 - 4007 0 0\n",
	      "4317", 1, "a thread that died later is added");
	shows("5 5 100 - 1000 10 2 300\n6 5 200 1005 - 4007 0 0\n",
	      "4317", 1, "so is one that the list of living tasks no longer had");
	shows("5 5 50 90 - 70000 0 0\n5 5 100 - 1000 10 0 0\n6 5 60 80 - 4000 0 0\n",
	      "10", 1, "threads of a process that had the PID before are not added");
	shows("5 5 100 900 - 10 2 300\n6 5 200 800 - 4000 0 0\n6 5 950 - 1000 4000 0 0\n",
	      "310", 0, "a dead process has no living threads");
	shows("5 5 100 - 1000 10 - -\n6 5 200 - 1000 4000 - -\n",
	      "10", 0, "without dead_threads_run_ns, the leader's own time");
	return ktap_failed;
}
