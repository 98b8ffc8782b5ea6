// SPDX-License-Identifier: GPL-2.0
/* lifecycle columns: list the columns themselves. */
#include <stdio.h>

#include <libsmartcols.h>

#include "cmd/cmd.h"
#include "column/format.h"
#include "options/column_select.h"
#include "text/json.h"
#include "text/warn.h"
#include "view/print.h"

#define NR	4

static const char * const headings[NR] = { "NAME", "UNIT", "SOURCE", "HELP" };
static const char * const names[NR] = { "name", "unit", "source", "help" };

static void describe(const struct lct_catalog *catalog, int id, const char *cells[NR])
{
	cells[0] = catalog->columns[id].name;
	cells[1] = lct_format_unit(catalog->columns[id].kind);
	cells[2] = id < catalog->nr_kernel ? "module" : "tool";
	cells[3] = catalog->columns[id].help;
}

static int list_json(const struct lct_catalog *catalog)
{
	struct lct_json json = { .out = stdout };
	const char *cells[NR];
	int i, j;

	lct_json_open(&json, NULL, '{');
	lct_json_open(&json, "columns", '[');
	for (i = 0; i < catalog->nr; i++) {
		describe(catalog, i, cells);
		lct_json_open(&json, NULL, '{');
		for (j = 0; j < NR; j++)
			lct_json_string(&json, names[j], cells[j]);
		lct_json_close(&json, '}');
	}
	lct_json_close(&json, ']');
	lct_json_close(&json, '}');
	putchar('\n');
	return 0;
}

static int list(const struct lct_options *opt, const struct lct_catalog *catalog)
{
	struct libscols_table *tb;
	struct libscols_line *line;
	const char *cells[NR];
	int i, j, ret = 0;

	tb = lct_print_table(stdout);
	if (!tb)
		return lct_warn_no_memory();
	scols_table_enable_noheadings(tb, opt->noheadings);
	for (j = 0; j < NR; j++)
		ret |= lct_print_column(tb, headings[j], 0);
	for (i = 0; i < catalog->nr && !ret; i++) {
		line = scols_table_new_line(tb, NULL);
		ret = !line;
		describe(catalog, i, cells);
		for (j = 0; j < NR && !ret; j++)
			ret = scols_line_set_data(line, j, cells[j]);
	}
	if (!ret)
		ret = scols_print_table(tb);
	scols_unref_table(tb);
	return ret ? lct_warn_no_memory() : 0;
}

int lct_cmd_columns(const struct lct_options *opt)
{
	const struct lct_catalog *catalog = &lct_task_catalog;
	const struct lct_command *of;

	if (opt->nargs > 1)
		return lct_options_misuse(opt, "at most one command");
	if (opt->nargs) {
		of = lct_options_command(opt->commands, opt->args[0]);
		if (!of || !of->columns)
			return lct_options_misuse(opt, "'%s' is not a command with columns",
						  opt->args[0]);
		catalog = lct_column_select_catalog(of);
	}
	return opt->json ? list_json(catalog) : list(opt, catalog);
}
