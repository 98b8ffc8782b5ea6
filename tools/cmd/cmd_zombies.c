// SPDX-License-Identifier: GPL-2.0
/* lifecycle zombies: the zombies, and the parents and tracers that have not reaped them. */
#include <stdio.h>
#include <stdlib.h>

#include "cmd/cmd.h"
#include "cmd/filter.h"
#include "task/parents.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/order.h"
#include "view/print.h"

/* Columns of the list of parents. */
static const int parent_columns[] = {
	LCT_COLUMN_pid, LCT_COLUMN_comm, LCT_COLUMN_unreaped, LCT_COLUMN_unreaped_max_ns,
	LCT_COLUMN_children, LCT_COLUMN_children_reaped, LCT_COLUMN_reap_delay_mean_ns,
	LCT_COLUMN_reap_delay_max_ns,
};

#define NR_PARENT_COLUMNS	(sizeof(parent_columns) / sizeof(*parent_columns))

/**
 * struct zombies - both lists
 * @zombies:	the zombies
 * @parents:	the processes that have not reaped them: their parents, or tracers
 */
struct zombies {
	struct lct_rows zombies, parents;
};

/* Zombies from before the module was loaded come first: their age is unknown. */
static int by_age(const void *a, const void *b)
{
	const struct lct_task *x = ((const struct lct_row *)a)->task;
	const struct lct_task *y = ((const struct lct_row *)b)->task;
	int64_t p = INT64_MAX, q = INT64_MAX;

	lct_task_reap_delay(x, &p);
	lct_task_reap_delay(y, &q);
	if (p != q)
		return p < q ? 1 : -1;
	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

static int by_neglect(const void *a, const void *b)
{
	const struct lct_task *x = ((const struct lct_row *)a)->task;
	const struct lct_task *y = ((const struct lct_row *)b)->task;

	if (x->unreaped != y->unreaped)
		return x->unreaped < y->unreaped ? 1 : -1;
	if (x->unreaped_max_ns != y->unreaped_max_ns)
		return x->unreaped_max_ns < y->unreaped_max_ns ? 1 : -1;
	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

static void add_row(struct lct_rows *rows, const struct lct_task *task)
{
	rows->row[rows->nr++] = (struct lct_row){ .task = task, .parent = -1 };
}

static int collect(struct zombies *z, const struct lct_tasks *tasks,
		   const struct lct_filter *filter)
{
	bool *is_reaper = calloc(tasks->nr + 1, sizeof(*is_reaper));
	size_t i;

	z->zombies.row = calloc(tasks->nr + 1, sizeof(*z->zombies.row));
	z->parents.row = calloc(tasks->nr + 1, sizeof(*z->parents.row));
	if (!z->zombies.row || !z->parents.row || !is_reaper) {
		free(is_reaper);
		return -1;
	}
	for (i = 0; i < tasks->nr; i++) {
		const struct lct_task *task = &tasks->task[i];

		if (!lct_parents_is_reapable(task) || !lct_filter_passes(filter, task))
			continue;
		add_row(&z->zombies, task);
		if (task->reaper)
			is_reaper[task->reaper - tasks->task] = true;
	}
	for (i = 0; i < tasks->nr; i++)
		if (is_reaper[i])
			add_row(&z->parents, &tasks->task[i]);
	free(is_reaper);
	qsort(z->zombies.row, z->zombies.nr, sizeof(*z->zombies.row), by_age);
	qsort(z->parents.row, z->parents.nr, sizeof(*z->parents.row), by_neglect);
	return 0;
}

static void choose_parent_columns(struct lct_options *opt)
{
	size_t j;

	opt->ncolumns = NR_PARENT_COLUMNS;
	for (j = 0; j < NR_PARENT_COLUMNS; j++) {
		opt->columns[j] = parent_columns[j];
		opt->optional[j] = false;
	}
}

static void put_rows(struct lct_json *json, const struct lct_rows *rows,
		     const struct lct_options *opt, const struct lct_view *view)
{
	size_t i;

	lct_json_open(json, rows->name, '[');
	for (i = 0; i < rows->nr; i++) {
		lct_json_open(json, NULL, '{');
		lct_print_members(json, rows->row[i].task, opt, view);
		lct_json_close(json, '}');
	}
	lct_json_close(json, ']');
}

static void print_json(const struct zombies *z, const struct lct_options *opt,
		       const struct lct_options *of_parents, const struct lct_view *view)
{
	struct lct_json json = { .out = stdout };

	lct_json_open(&json, NULL, '{');
	put_rows(&json, &z->zombies, opt, view);
	put_rows(&json, &z->parents, of_parents, view);
	lct_json_close(&json, '}');
	putchar('\n');
}

static int print(const struct zombies *z, const struct lct_options *opt, struct lct_view *view)
{
	struct lct_options of_parents = *opt;
	int status;

	choose_parent_columns(&of_parents);
	if (opt->json) {
		print_json(z, opt, &of_parents, view);
		return 0;
	}
	if (!z->zombies.nr && !opt->raw && !opt->noheadings) {
		printf("No zombies.\n");
		return 0;
	}
	status = lct_print_rows(&z->zombies, opt, view, stdout);
	if (!status && z->parents.nr) {
		putchar('\n');
		status = lct_print_rows(&z->parents, &of_parents, view, stdout);
	}
	return status;
}

/* A process outside the PID namespace, or of another user, cannot be listed. */
static void warn_hidden_parents(const struct zombies *z)
{
	size_t i, n = 0;

	for (i = 0; i < z->zombies.nr; i++)
		n += !z->zombies.row[i].task->reaper;
	if (n)
		lct_warn("%zu zombie%s a parent or tracer that you may not see", n,
			 n == 1 ? " has" : "s have");
}

int lct_cmd_zombies(const struct lct_options *opt)
{
	struct zombies z = { .zombies.name = "zombies", .parents.name = "parents" };
	struct lct_filter filter;
	struct lct_source s;
	int status;

	status = lct_filter_make(&filter, opt);
	if (status)
		return status;
	status = lct_source_load(&s, opt->root, LCT_READ_LIVING);
	if (!status) {
		lct_parents_link(&s.tasks);
		if (collect(&z, &s.tasks, &filter))
			status = lct_warn_no_memory();
	}
	s.view.has_unreaped = true;
	s.view.base_ns = z.zombies.nr ? z.zombies.row[0].task->born_ns : 0;
	if (!status) {
		warn_hidden_parents(&z);
		lct_order_rows(&z.zombies, opt, &s.view);
		lct_order_limit(&z.zombies, opt, false);
		status = print(&z, opt, &s.view);
	}
	free(z.zombies.row);
	free(z.parents.row);
	lct_source_free(&s);
	return status;
}
