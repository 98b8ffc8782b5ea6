// SPDX-License-Identifier: GPL-2.0
/* lifecycle columns: the table of columns itself. */
#include <stdio.h>

#include <libsmartcols.h>

#include "commands.h"
#include "json.h"
#include "print.h"

#define NR	4

static const char * const headings[NR] = { "NAME", "UNIT", "SOURCE", "HELP" };
static const char * const names[NR] = { "name", "unit", "source", "help" };

static void describe(enum lc_column_id id, const char *cells[NR])
{
	cells[0] = lc_columns[id].name;
	cells[1] = lc_column_unit(id);
	cells[2] = lc_columns[id].derive ? "tool" : "module";
	cells[3] = lc_columns[id].help;
}

static int list_json(void)
{
	struct lc_json json = { .out = stdout };
	const char *cells[NR];
	int i, j;

	lc_json_open(&json, NULL, '{');
	lc_json_open(&json, "columns", '[');
	for (i = 0; i < LC_COLUMN_NR; i++) {
		describe(i, cells);
		lc_json_open(&json, NULL, '{');
		for (j = 0; j < NR; j++)
			lc_json_string(&json, names[j], cells[j]);
		lc_json_close(&json, '}');
	}
	lc_json_close(&json, ']');
	lc_json_close(&json, '}');
	putchar('\n');
	return 0;
}

int lc_columns_list(const struct lc_options *opt)
{
	struct libscols_table *tb;
	struct libscols_line *line;
	const char *cells[NR];
	int i, j, ret = 0;

	if (opt->json)
		return list_json();
	tb = lc_print_table(stdout);
	if (!tb)
		return lc_print_failed();
	scols_table_enable_noheadings(tb, opt->noheadings);
	for (j = 0; j < NR; j++)
		ret |= !scols_table_new_column(tb, headings[j], 0, 0);
	for (i = 0; i < LC_COLUMN_NR && !ret; i++) {
		line = scols_table_new_line(tb, NULL);
		ret = !line;
		describe(i, cells);
		for (j = 0; j < NR && !ret; j++)
			ret = scols_line_set_data(line, j, cells[j]);
	}
	if (!ret)
		ret = scols_print_table(tb);
	scols_unref_table(tb);
	return ret ? lc_print_failed() : 0;
}
