// SPDX-License-Identifier: GPL-2.0
/* lifecycle columns: the table of columns itself. */
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

static void describe(const struct lc_catalog *catalog, int id, const char *cells[NR])
{
	cells[0] = catalog->columns[id].name;
	cells[1] = lc_form_unit(catalog->columns[id].kind);
	cells[2] = id < catalog->nr_kernel ? "module" : "tool";
	cells[3] = catalog->columns[id].help;
}

static int list_json(const struct lc_catalog *catalog)
{
	struct lc_json json = { .out = stdout };
	const char *cells[NR];
	int i, j;

	lc_json_open(&json, NULL, '{');
	lc_json_open(&json, "columns", '[');
	for (i = 0; i < catalog->nr; i++) {
		describe(catalog, i, cells);
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

static int list(const struct lc_options *opt, const struct lc_catalog *catalog)
{
	struct libscols_table *tb;
	struct libscols_line *line;
	const char *cells[NR];
	int i, j, ret = 0;

	tb = lc_print_table(stdout);
	if (!tb)
		return lc_warn_no_memory();
	scols_table_enable_noheadings(tb, opt->noheadings);
	for (j = 0; j < NR; j++)
		ret |= !scols_table_new_column(tb, headings[j], 0, 0);
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
	return ret ? lc_warn_no_memory() : 0;
}

int lc_columns_list(const struct lc_options *opt)
{
	const struct lc_catalog *catalog = &lc_task_catalog;
	const struct lc_command *of;

	if (opt->nargs > 1)
		return lc_options_misuse(opt, "one command at most");
	if (opt->nargs) {
		of = lc_options_command(opt->commands, opt->args[0]);
		if (!of || !of->columns)
			return lc_options_misuse(opt, "'%s' is no command with columns",
						 opt->args[0]);
		catalog = lc_choice_catalog(of);
	}
	return opt->json ? list_json(catalog) : list(opt, catalog);
}
