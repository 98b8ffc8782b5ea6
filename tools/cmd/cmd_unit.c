// SPDX-License-Identifier: GPL-2.0
/* lifecycle unit: the processes of a unit of systemd, living and dead, and its restarts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/filter.h"
#include "task/source.h"
#include "task/unit.h"
#include "text/warn.h"
#include "view/print.h"

/**
 * struct unit - a unit, and its processes
 * @name:	its name
 * @task:	the processes, in the order of their births
 * @nr:		how many
 */
struct unit {
	char name[LCT_CELL_TEXT];
	struct lct_task **task;
	size_t nr;
};

/* Causes that are counted, each as people call it. */
static const struct {
	const char *cause, *phrase;
} counts[] = {
	{ "failed", "failed" },
	{ "crashed", "crashed" },
	{ "killed", "killed" },
	{ "oom", "killed by the OOM killer" },
	{ "oom-cgroup", "killed by the OOM killer for their cgroup" },
};

static int by_birth(const void *a, const void *b)
{
	const struct lct_task *x = *(struct lct_task *const *)a;
	const struct lct_task *y = *(struct lct_task *const *)b;

	if (x->born_ns != y->born_ns)
		return x->born_ns < y->born_ns ? -1 : 1;
	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

/* Unit by unit, each in the order of births. */
static int by_unit(const void *a, const void *b)
{
	char x[LCT_CELL_TEXT] = "", y[LCT_CELL_TEXT] = "";
	int order;

	lct_unit_of(*(struct lct_task *const *)a, LCT_COLUMN_cgroup, x, sizeof(x));
	lct_unit_of(*(struct lct_task *const *)b, LCT_COLUMN_cgroup, y, sizeof(y));
	order = strcmp(x, y);
	return order ? order : by_birth(a, b);
}

/* The first of units in the list, which becomes shorter by it. */
static void take_unit(struct unit *unit, struct lct_task ***list, size_t *nr)
{
	char other[LCT_CELL_TEXT] = "";

	unit->task = *list;
	unit->nr = 0;
	lct_unit_of(**list, LCT_COLUMN_cgroup, unit->name, sizeof(unit->name));
	do {
		unit->nr++;
		++*list;
		--*nr;
		if (*nr)
			lct_unit_of(**list, LCT_COLUMN_cgroup, other, sizeof(other));
	} while (*nr && !strcmp(unit->name, other));
}

static void print_summary(const struct unit *unit)
{
	size_t living = 0, replaced = 0, i, j;

	for (i = 0; i < unit->nr; i++) {
		living += !unit->task[i]->dead && !lct_task_is_zombie(unit->task[i]);
		replaced += !!unit->task[i]->replaces;
	}
	printf("%s: %zu process%s living, %zu ended", unit->name, living, living == 1 ? "" : "es",
	       unit->nr - living);
	for (j = 0; j < sizeof(counts) / sizeof(*counts); j++) {
		size_t n = 0;

		for (i = 0; i < unit->nr; i++)
			n += lct_task_is_word(unit->task[i], LCT_COLUMN_cause, counts[j].cause);
		if (n)
			printf(", %zu %s", n, counts[j].phrase);
	}
	if (replaced)
		printf("; %zu replaced another one", replaced);
	printf("\n\n");
}

static void print_json(const struct unit *unit, const struct lct_options *opt,
		       const struct lct_view *view)
{
	struct lct_json json = { .out = stdout };
	size_t i;

	lct_json_open(&json, NULL, '{');
	lct_json_string(&json, "unit", unit->name);
	lct_json_open(&json, "processes", '[');
	for (i = 0; i < unit->nr; i++) {
		lct_json_open(&json, NULL, '{');
		lct_print_members(&json, unit->task[i], opt, view);
		lct_json_close(&json, '}');
	}
	lct_json_close(&json, ']');
	lct_json_close(&json, '}');
	putchar('\n');
}

static int print_rows(const struct unit *unit, const struct lct_options *opt,
		      const struct lct_view *view)
{
	struct lct_rows rows = { .name = "processes" };
	size_t i;
	int status;

	rows.row = calloc(unit->nr, sizeof(*rows.row));
	if (!rows.row)
		return lct_warn_no_memory();
	for (i = 0; i < unit->nr; i++)
		rows.row[rows.nr++] = (struct lct_row){ .task = unit->task[i], .parent = -1 };
	status = lct_print_rows(&rows, opt, view, stdout);
	free(rows.row);
	return status;
}

static int print_unit(const struct unit *unit, const struct lct_options *opt,
		      const struct lct_view *view, bool more)
{
	if (lct_unit_link(unit->task, unit->nr))
		return lct_warn_no_memory();
	if (opt->json) {
		print_json(unit, opt, view);
		return 0;
	}
	if (more)
		putchar('\n');
	if (!opt->raw)
		print_summary(unit);
	return print_rows(unit, opt, view);
}

/* All units that match @pattern; @more: others have been printed. */
static int print_units(struct lct_source *s, const struct lct_options *opt, const char *pattern,
		       struct lct_task **list, bool *more)
{
	struct unit unit;
	size_t nr = 0, i;
	int status = 0;

	for (i = 0; i < s->tasks.nr; i++)
		if (lct_task_is_leader(&s->tasks.task[i]) &&
		    lct_filter_has_unit(&s->tasks.task[i], pattern))
			list[nr++] = &s->tasks.task[i];
	if (!nr) {
		lct_warn("no process, living or dead, of a unit '%s' that you may see", pattern);
		return EXIT_FAILURE;
	}
	qsort(list, nr, sizeof(*list), by_unit);
	while (nr && !status) {
		take_unit(&unit, &list, &nr);
		status = print_unit(&unit, opt, &s->view, *more);
		*more = true;
	}
	return status;
}

int lct_cmd_unit(const struct lct_options *opt)
{
	struct lct_task **list = NULL;
	struct lct_source s;
	bool more = false;
	int i, ret, status;

	if (!opt->nargs)
		return lct_options_misuse(opt, "missing name of a unit");
	status = lct_source_load(&s, opt->root, LCT_READ_LIVING | LCT_READ_DEAD);
	if (!status) {
		list = calloc(s.tasks.nr + 1, sizeof(*list));
		if (!list)
			status = lct_warn_no_memory();
	}
	for (i = 0; i < opt->nargs && list; i++) {
		ret = print_units(&s, opt, opt->args[i], list, &more);
		status = status ? status : ret;
	}
	if (!status)
		status = lct_source_warn_evicted(opt->root);
	free(list);
	lct_source_free(&s);
	return status;
}
