// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "task/process.h"

/*
 * The order of the columns: pid tgid born_ns reaped_ns now_ns run_ns dead_threads
 * dead_threads_run_ns.
 */
#define HEADER	"# lifecycle 1\npid tgid born_ns reaped_ns now_ns run_ns dead_threads " \
		"dead_threads_run_ns\n"

/* The leader's row shows this time on a CPU, of so many living threads. */
static void shows(const char *rows, const char *run, size_t threads, const char *description)
{
	struct lc_row row = { .parent = -1 };
	struct lc_rows shown = { .nr = 1, .row = &row };
	struct lc_tasks tasks = { 0 };
	struct lc_processes p;
	struct lc_table t;
	size_t i;

	lc_table_init(&t);
	if (lc_table_parse(&t, HEADER, strlen(HEADER)) || lc_table_parse(&t, rows, strlen(rows)) ||
	    lc_tasks_add(&tasks, &t))
		exit(1);
	lc_tasks_merge(&tasks);
	for (i = 0; i < tasks.nr; i++)
		if (tasks.task[i].pid == 5)
			row.task = &tasks.task[i];
	if (lc_processes_total(&p, &tasks, &shown))
		exit(1);
	same(row.task->cell[LC_COLUMN_run_ns], run, description);
	result((p.nr ? p.one->threads : 0) == threads, "and so many threads live");
	lc_processes_free(&p);
	lc_tasks_free(&tasks);
	lc_table_free(&t);
}

int main(void)
{
	plan(14);
	shows("5 5 100 - 1000 10 2 300\n6 5 200 - 1000 4000 0 0\n7 7 100 - 1000 50000 0 0\n",
	      "4310", 2, "leader, living thread and dead threads, not another process");
	shows("5 5 100 - 1000 10 3 300\n6 5 200 - 990 4000 0 0\n6 5 200 995 - 4000 0 0\n",
	      "310", 1, "a thread that died before the leader was read is in the leader's account");
	shows("5 5 100 - 1000 10 2 300\n6 5 200 - 1001 4000 0 0\n6 5 200 1005 - 4007 0 0\n",
	      "4317", 1, "one that died after is not");
	shows("5 5 100 - 1000 10 2 300\n6 5 200 1005 - 4007 0 0\n",
	      "4317", 1, "also one that was not among the living any more");
	shows("5 5 50 90 - 70000 0 0\n5 5 100 - 1000 10 0 0\n6 5 60 80 - 4000 0 0\n",
	      "10", 1, "nor is there anything of who had the number before");
	shows("5 5 100 900 - 10 2 300\n6 5 200 800 - 4000 0 0\n6 5 950 - 1000 4000 0 0\n",
	      "310", 0, "all threads of the dead are dead");
	shows("5 5 100 - 1000 10 - -\n6 5 200 - 1000 4000 - -\n",
	      "10", 0, "without an account of the dead, the leader's own");
	return ktap_failed;
}
