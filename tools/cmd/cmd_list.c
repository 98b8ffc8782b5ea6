// SPDX-License-Identifier: GPL-2.0
/* lifecycle ps, lifecycle dead: lists of living and of dead tasks. */
#include <stdio.h>
#include <stdlib.h>

#include "cmd/cmd.h"
#include "cmd/dead_follow.h"
#include "cmd/filter.h"
#include "cmd/list.h"
#include "task/parents.h"
#include "task/process.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/order.h"
#include "view/print.h"

/* Is there such a task, even if another option excludes it? */
static bool is_known(const struct lct_tasks *tasks, int64_t pid, bool dead)
{
	size_t i;

	for (i = 0; i < tasks->nr; i++)
		if (tasks->task[i].dead == dead &&
		    (tasks->task[i].pid == pid || tasks->task[i].tgid == pid))
			return true;
	return false;
}

/* Rows of the selected tasks; times are relative to the first birth. */
static int select_rows(struct lct_source *s, const struct lct_options *opt,
		       const struct lct_filter *filter, int what, struct lct_rows *rows)
{
	const bool dead = what == LCT_READ_DEAD;
	size_t i;

	rows->row = calloc(s->tasks.nr + 1, sizeof(*rows->row));
	if (!rows->row)
		return lct_warn_no_memory();
	s->view.base_ns = INT64_MAX;
	for (i = 0; i < s->tasks.nr; i++) {
		const struct lct_task *task = &s->tasks.task[i];

		if (!lct_list_wants(opt, task) || !lct_filter_passes(filter, task) ||
		    task->dead != dead)
			continue;
		rows->row[rows->nr++] = (struct lct_row){ .task = task, .parent = -1 };
		if (task->born_ns < s->view.base_ns)
			s->view.base_ns = task->born_ns;
	}
	return 0;
}

static int list(const struct lct_options *opt, struct lct_filter *filter, int what,
		const char *name, const char *kind)
{
	struct lct_rows rows = { .name = name };
	struct lct_processes totals = { 0 };
	struct lct_source s;
	size_t i;
	int status;

	status = lct_source_load_since(&s, opt->root, lct_filter_since(filter), what);
	if (!status)
		status = lct_filter_begin(filter, &s.view.clock);
	if (!status && what != LCT_READ_DEAD)
		lct_parents_link(&s.tasks);
	s.view.has_unreaped = what != LCT_READ_DEAD;
	if (!status)
		status = select_rows(&s, opt, filter, what, &rows);
	if (!status && !opt->threads && lct_processes_total(&totals, &s.tasks, &rows))
		status = lct_warn_no_memory();
	s.view.has_totals = !opt->threads;
	if (!status) {
		lct_order_rows(&rows, opt, &s.view);
		lct_order_limit(&rows, opt, what == LCT_READ_DEAD);
		status = lct_print_rows(&rows, opt, &s.view, stdout);
	}
	for (i = 0; i < opt->npids && rows.row; i++)
		if (!is_known(&s.tasks, opt->pids[i], what == LCT_READ_DEAD)) {
			lct_warn("no %s task with PID %lld that you may see", kind,
				 (long long)opt->pids[i]);
			status = status ? status : EXIT_FAILURE;
		}
	free(rows.row);
	lct_processes_free(&totals);
	lct_source_free(&s);
	return status;
}

int lct_cmd_ps(const struct lct_options *opt)
{
	/* Threads that die while the list is read still count for their process. */
	const int dying = opt->threads ? 0 : LCT_READ_RACING_DEATHS;
	struct lct_filter filter;
	int status = lct_filter_make(&filter, opt);

	return status ? status :
	       list(opt, &filter, LCT_READ_LIVING | dying, "tasks", "living");
}

int lct_cmd_dead(const struct lct_options *opt)
{
	struct lct_filter filter;
	int status = lct_filter_make(&filter, opt);

	if (status)
		return status;
	return opt->follow ? lct_dead_follow(opt, &filter) :
			     list(opt, &filter, LCT_READ_DEAD, "dead", "dead");
}
