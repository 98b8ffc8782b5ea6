// SPDX-License-Identifier: GPL-2.0
/* The selection of columns: the defaults, and the columns and sets given with -o. */
#include <stdio.h>
#include <string.h>

#include "column/column_sets.h"
#include "options/column_select.h"
#include "text/nearest.h"
#include "text/warn.h"

/**
 * lct_column_select_catalog() - get the columns that a command can show
 * @command: the command
 */
const struct lct_catalog *lct_column_select_catalog(const struct lct_command *command)
{
	return command->catalog ? command->catalog : &lct_task_catalog;
}

/* It may have been meant with its unit, or without it. */
static void try_column(struct lct_nearest *nearest, const char *name)
{
	lct_nearest_try(nearest, name, lct_format_stem(name));
	lct_nearest_try(nearest, name, strlen(name));
}

static int unknown_column(const struct lct_options *opt, const char *name, size_t len)
{
	const struct lct_catalog *catalog = lct_column_select_catalog(opt->command);
	const struct lct_column_set *set;
	struct lct_nearest nearest;
	int i;

	lct_nearest_begin(&nearest, name, len);
	for (i = 0; i < catalog->nr; i++)
		try_column(&nearest, catalog->columns[i].name);
	for (set = catalog->sets; set->name; set++)
		lct_nearest_try(&nearest, set->name, strlen(set->name));
	fprintf(stderr, "lifecycle %s: unknown column '%.*s'", opt->command->name, (int)len, name);
	if (nearest.best)
		fprintf(stderr, "; the nearest is '%.*s'", (int)nearest.best_len, nearest.best);
	fprintf(stderr, "\n'lifecycle columns%s%s' lists them.\n",
		catalog == &lct_task_catalog ? "" : " ",
		catalog == &lct_task_catalog ? "" : opt->command->name);
	return LCT_EXIT_USAGE;
}

static void add_column(struct lct_options *opt, int id, bool optional)
{
	size_t i;

	for (i = 0; i < opt->ncolumns; i++)
		if (opt->columns[i] == id)
			return;
	opt->optional[opt->ncolumns] = optional;
	opt->columns[opt->ncolumns++] = id;
}

static void add_set(struct lct_options *opt, const struct lct_column_set *set)
{
	const struct lct_catalog *catalog = lct_column_select_catalog(opt->command);
	bool optional;
	int id;

	for (id = 0; id < catalog->nr; id++)
		if (lct_column_sets_has(set, &catalog->columns[id], &optional))
			add_column(opt, id, optional);
}

/* One name: a column, a set, or `all`. */
static int add_named(struct lct_options *opt, const char *name, size_t len, bool optional)
{
	const struct lct_catalog *catalog = lct_column_select_catalog(opt->command);
	const struct lct_column_set *set = lct_column_sets_find(catalog->sets, name, len);
	int id = lct_column_find(catalog, name, len);

	if (id >= 0) {
		add_column(opt, id, optional);
	} else if (set) {
		add_set(opt, set);
	} else if (len == 3 && !strncmp(name, "all", len)) {
		for (id = 0; id < catalog->nr; id++)
			add_column(opt, id, false);
	} else {
		return unknown_column(opt, name, len);
	}
	return 0;
}

/* Add a list of columns; a column named twice is shown once. */
static int add_columns(struct lct_options *opt, const char *list)
{
	int status;

	while (*list) {
		bool optional = *list == '?';
		size_t len;

		list += optional;
		len = strcspn(list, ",");
		status = add_named(opt, list, len, optional);
		if (status)
			return status;
		list += len;
		if (*list == ',' && list[1] == '\0')
			return unknown_column(opt, "", 0);
		list += *list == ',';
	}
	return opt->ncolumns ? 0 : unknown_column(opt, "", 0);
}

/* The columns to sort by: names, each after a minus if the greatest comes first. */
static int read_order(struct lct_options *opt)
{
	const struct lct_catalog *catalog = lct_column_select_catalog(opt->command);
	const char *list = opt->sort;

	opt->norder = 0;
	for (;;) {
		const bool descending = *list == '-';
		size_t len = strcspn(list += descending || *list == '+', ",");
		int id = lct_column_find(catalog, list, len);

		if (id < 0)
			return unknown_column(opt, list, len);
		if (opt->norder == LCT_ORDER_MAX) {
			lct_warn("too many columns to sort by (at most %d)", LCT_ORDER_MAX);
			return LCT_EXIT_USAGE;
		}
		opt->order[opt->norder++] = (struct lct_order){ id, descending };
		if (!list[len])
			return 0;
		list += len + 1;
	}
}

/**
 * lct_column_select() - select the columns to show, and those to sort by
 * @opt:	the options, of which @opt->list and @opt->sort are set; they receive the columns
 *
 * Return: an exit status.
 */
int lct_column_select(struct lct_options *opt)
{
	const char *list = opt->list;
	int status = 0;

	if (!opt->command->columns)
		return 0;
	opt->ncolumns = 0;
	if (!list || *list == '+')
		status = add_columns(opt, opt->command->columns);
	if (list && !status)
		status = add_columns(opt, *list == '+' ? list + 1 : list);
	if (!status && opt->sort)
		status = read_order(opt);
	return status;
}

static void usage_of_set(const struct lct_catalog *catalog, const struct lct_column_set *set)
{
	const char *before = "";
	bool optional;
	int id;

	printf("  %-9s %s:\n            ", set->name, set->help);
	for (id = 0; id < catalog->nr; id++) {
		const char *name = catalog->columns[id].name;
		size_t len = lct_format_stem(name);

		if (!lct_column_sets_has(set, &catalog->columns[id], &optional))
			continue;
		if (lct_column_find(catalog, name, len) != id)
			len = strlen(name);
		printf("%s%s%.*s", before, optional ? "?" : "", (int)len, name);
		before = ",";
	}
	putchar('\n');
}

/**
 * lct_column_select_usage() - print all columns and sets on stdout
 * @command: the command, for its default columns
 */
void lct_column_select_usage(const struct lct_command *command)
{
	const struct lct_catalog *catalog = lct_column_select_catalog(command);
	const struct lct_column_set *set;
	int i;

	printf("\nColumns (a trailing _ns or _bytes may be omitted):\n");
	for (i = 0; i < catalog->nr; i++)
		printf("  %-33s %s\n", catalog->columns[i].name, catalog->columns[i].help);
	if (catalog->sets->name)
		printf("\nSets of columns:\n");
	for (set = catalog->sets; set->name; set++)
		usage_of_set(catalog, set);
	printf("\nDefault columns (with a ?: shown only if some row has a nonzero value):\n  %s\n",
	       command->columns);
}
