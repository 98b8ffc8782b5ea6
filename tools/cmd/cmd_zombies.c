// SPDX-License-Identifier: GPL-2.0
/* lifecycle zombies: who lies unreaped, and whose fault that is. */
#include <stdio.h>
#include <stdlib.h>

#include "cmd/cmd.h"
#include "task/parents.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/print.h"

/* What the ranking of parents shows. */
static const int parent_columns[] = {
	LC_COLUMN_pid, LC_COLUMN_comm, LC_COLUMN_unreaped, LC_COLUMN_unreaped_max_ns,
	LC_COLUMN_children, LC_COLUMN_children_reaped, LC_COLUMN_reap_mean_ns,
	LC_COLUMN_reap_max_ns,
};

#define NR_PARENT_COLUMNS	(sizeof(parent_columns) / sizeof(*parent_columns))

/**
 * struct zombies - both lists
 * @lying:	the zombies
 * @parents:	their parents
 */
struct zombies {
	struct lc_rows lying, parents;
};

/* Those of before the module was loaded are the oldest, but it is not known how old. */
static int by_age(const void *a, const void *b)
{
	const struct lc_task *x = ((const struct lc_row *)a)->task;
	const struct lc_task *y = ((const struct lc_row *)b)->task;
	int64_t p = INT64_MAX, q = INT64_MAX;

	lc_task_unreaped(x, &p);
	lc_task_unreaped(y, &q);
	if (p != q)
		return p < q ? 1 : -1;
	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

static int by_neglect(const void *a, const void *b)
{
	const struct lc_task *x = ((const struct lc_row *)a)->task;
	const struct lc_task *y = ((const struct lc_row *)b)->task;

	if (x->unreaped != y->unreaped)
		return x->unreaped < y->unreaped ? 1 : -1;
	if (x->unreaped_max_ns != y->unreaped_max_ns)
		return x->unreaped_max_ns < y->unreaped_max_ns ? 1 : -1;
	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

static void add_row(struct lc_rows *rows, const struct lc_task *task)
{
	rows->row[rows->nr++] = (struct lc_row){ .task = task, .parent = -1 };
}

static int collect(struct zombies *z, const struct lc_tasks *tasks)
{
	size_t i;

	z->lying.row = calloc(tasks->nr + 1, sizeof(*z->lying.row));
	z->parents.row = calloc(tasks->nr + 1, sizeof(*z->parents.row));
	if (!z->lying.row || !z->parents.row)
		return -1;
	for (i = 0; i < tasks->nr; i++) {
		const struct lc_task *task = &tasks->task[i];

		if (lc_parents_neglect(task))
			add_row(&z->lying, task);
		if (task->unreaped)
			add_row(&z->parents, task);
	}
	qsort(z->lying.row, z->lying.nr, sizeof(*z->lying.row), by_age);
	qsort(z->parents.row, z->parents.nr, sizeof(*z->parents.row), by_neglect);
	return 0;
}

static void choose_parent_columns(struct lc_options *opt)
{
	size_t j;

	opt->ncolumns = NR_PARENT_COLUMNS;
	for (j = 0; j < NR_PARENT_COLUMNS; j++) {
		opt->columns[j] = parent_columns[j];
		opt->optional[j] = false;
	}
}

static void put_rows(struct lc_json *json, const struct lc_rows *rows,
		     const struct lc_options *opt, const struct lc_view *view)
{
	size_t i;

	lc_json_open(json, rows->name, '[');
	for (i = 0; i < rows->nr; i++) {
		lc_json_open(json, NULL, '{');
		lc_print_members(json, rows->row[i].task, opt, view);
		lc_json_close(json, '}');
	}
	lc_json_close(json, ']');
}

static void print_json(const struct zombies *z, const struct lc_options *opt,
		       const struct lc_options *of_parents, const struct lc_view *view)
{
	struct lc_json json = { .out = stdout };

	lc_json_open(&json, NULL, '{');
	put_rows(&json, &z->lying, opt, view);
	put_rows(&json, &z->parents, of_parents, view);
	lc_json_close(&json, '}');
	putchar('\n');
}

static int print(const struct zombies *z, const struct lc_options *opt, struct lc_view *view)
{
	struct lc_options of_parents = *opt;
	int status;

	choose_parent_columns(&of_parents);
	view->has_unreaped = true;
	view->base_ns = z->lying.nr ? z->lying.row[0].task->born_ns : 0;
	if (opt->json) {
		print_json(z, opt, &of_parents, view);
		return 0;
	}
	if (!z->lying.nr && !opt->raw && !opt->noheadings) {
		printf("No zombies.\n");
		return 0;
	}
	status = lc_print_rows(&z->lying, opt, view, stdout);
	if (!status && z->parents.nr) {
		putchar('\n');
		status = lc_print_rows(&z->parents, &of_parents, view, stdout);
	}
	return status;
}

/* A parent outside of the pid namespace, or of another user, cannot be ranked. */
static void say_unseen(const struct zombies *z)
{
	size_t i, n = 0;

	for (i = 0; i < z->lying.nr; i++)
		n += !z->lying.row[i].task->parent;
	if (n)
		lc_warn("parents that you may not see leave %zu of them lying", n);
}

int lc_zombies(const struct lc_options *opt)
{
	struct zombies z = { .lying.name = "zombies", .parents.name = "parents" };
	struct lc_source s;
	int status;

	status = lc_source_load(&s, opt->root, LC_READ_LIVING);
	if (!status) {
		lc_parents_link(&s.tasks);
		if (collect(&z, &s.tasks))
			status = lc_warn_no_memory();
	}
	if (!status)
		status = print(&z, opt, &s.view);
	if (!status)
		say_unseen(&z);
	free(z.lying.row);
	free(z.parents.row);
	lc_source_free(&s);
	return status;
}
