// SPDX-License-Identifier: GPL-2.0
/* lifecycle oom: the kernel's OOM kills, and the tasks that triggered them. */
#include <stdio.h>
#include <stdlib.h>

#include <libsmartcols.h>

#include "cmd/cmd.h"
#include "cmd/filter.h"
#include "column/format.h"
#include "task/oom_kill.h"
#include "task/scope.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/print.h"

#define CELL_ROOM	(2 * LCT_CELL_ESCAPED)

/**
 * struct kills - the list
 * @nr:		how many
 * @kill:	the kills, oldest first
 * @view:	clock of the times
 */
struct kills {
	size_t nr;
	struct lct_oom_kill *kill;
	struct lct_view view;
};

static void print_raw(const struct kills *kills, const struct lct_options *opt)
{
	char text[CELL_ROOM];
	size_t i, j;

	for (j = 0; j < opt->ncolumns && !opt->noheadings; j++)
		printf("%s%c", lct_oom_catalog.columns[opt->columns[j]].name,
		       j + 1 < opt->ncolumns ? ' ' : '\n');
	for (i = 0; i < kills->nr; i++)
		for (j = 0; j < opt->ncolumns; j++) {
			lct_oom_kill_format(opt->columns[j], LCT_FORM_RAW, &kills->kill[i],
					    &kills->view, text, sizeof(text));
			printf("%s%c", text, j + 1 < opt->ncolumns ? ' ' : '\n');
		}
}

static void print_json(const struct kills *kills, const struct lct_options *opt)
{
	struct lct_json json = { .out = stdout };
	size_t i;

	lct_json_open(&json, NULL, '{');
	lct_json_open(&json, "oom", '[');
	for (i = 0; i < kills->nr; i++) {
		lct_json_open(&json, NULL, '{');
		lct_oom_kill_members(&json, &kills->kill[i], opt->columns, opt->ncolumns);
		lct_json_close(&json, '}');
	}
	lct_json_close(&json, ']');
	lct_json_close(&json, '}');
	putchar('\n');
}

/* An optional column is shown if some row has a nonzero value. */
static bool is_shown(const struct kills *kills, const struct lct_options *opt, size_t j)
{
	struct lct_value value;
	size_t i;

	for (i = 0; i < kills->nr && opt->optional[j]; i++) {
		lct_oom_kill_value(opt->columns[j], &kills->kill[i], &value);
		if (value.present && (value.number || value.text[0]))
			return true;
	}
	return !opt->optional[j];
}

static int add_columns(struct libscols_table *tb, const struct kills *kills,
		       const struct lct_options *opt, int *ids, size_t *n)
{
	char heading[48];
	size_t j;

	for (j = 0, *n = 0; j < opt->ncolumns; j++) {
		const int id = opt->columns[j];
		const enum lc_kind kind = lct_oom_catalog.columns[id].kind;

		if (!is_shown(kills, opt, j))
			continue;
		ids[(*n)++] = id;
		lct_column_heading(&lct_oom_catalog, id, heading, sizeof(heading));
		if (lct_print_column(tb, heading, lct_format_is_number(kind) ? SCOLS_FL_RIGHT : 0))
			return -1;
	}
	return 0;
}

static int add_line(struct libscols_table *tb, const struct lct_oom_kill *kill,
		    const struct lct_view *view, const int *ids, size_t n)
{
	struct libscols_line *line = scols_table_new_line(tb, NULL);
	char text[CELL_ROOM];
	size_t j;

	for (j = 0; line && j < n; j++) {
		lct_oom_kill_format(ids[j], LCT_FORM_HUMAN, kill, view, text, sizeof(text));
		if (scols_line_set_data(line, j, text))
			return -1;
	}
	return line ? 0 : -1;
}

static int print_table(const struct kills *kills, const struct lct_options *opt)
{
	struct libscols_table *tb = lct_print_table(stdout);
	int ids[LCT_OOM_COLUMN_NR];
	size_t i, n;
	int ret;

	if (!tb)
		return lct_warn_no_memory();
	scols_table_enable_noheadings(tb, opt->noheadings);
	ret = add_columns(tb, kills, opt, ids, &n);
	for (i = 0; i < kills->nr && !ret; i++)
		ret = add_line(tb, &kills->kill[i], &kills->view, ids, n);
	if (!ret)
		ret = scols_print_table(tb);
	scols_unref_table(tb);
	return ret ? lct_warn_no_memory() : 0;
}

/* The victim, as far as a list of kills describes it. */
static bool passes(const struct lct_filter *filter, const struct lct_oom_kill *kill)
{
	struct lct_task victim = { 0 };

	victim.cell[LCT_COLUMN_comm] = kill->cell[LCT_OOM_COLUMN_comm];
	victim.cell[LCT_COLUMN_uid] = kill->cell[LCT_OOM_COLUMN_uid];
	victim.cell[LCT_COLUMN_cgroup] = kill->cell[LCT_OOM_COLUMN_cgroup];
	return lct_filter_passes(filter, &victim);
}

static int print(const struct lct_table *t, const struct lct_options *opt,
		 const struct lct_filter *filter)
{
	struct kills kills = { 0 };
	int status = 0;
	size_t i;

	kills.kill = calloc(t->nrows + 1, sizeof(*kills.kill));
	if (!kills.kill)
		return lct_warn_no_memory();
	for (i = 0; i < t->nrows; i++) {
		lct_oom_kill_read(&kills.kill[kills.nr], t, i);
		kills.nr += passes(filter, &kills.kill[kills.nr]);
	}
	lct_source_clock(opt->root, &kills.view.clock);
	if (opt->raw)
		print_raw(&kills, opt);
	else if (opt->json)
		print_json(&kills, opt);
	else
		status = print_table(&kills, opt);
	free(kills.kill);
	return status;
}

int lct_cmd_oom(const struct lct_options *opt)
{
	struct lct_filter filter;
	struct lct_table t;
	int status;

	status = lct_filter_make(&filter, opt);
	if (status)
		return status;
	if (lct_source_has(opt->root, "tasks") && !lct_source_has(opt->root, "oom")) {
		lct_warn("no list of OOM kills: %s", opt->root ?
			 "it is not in this recording, or the recording module was older" :
			 "the loaded module is older than this tool");
		return LCT_EXIT_UNAVAILABLE;
	}
	status = lct_source_table(opt->root, "oom", &t);
	if (!status) {
		lct_scope_warn(opt->root);
		status = print(&t, opt, &filter);
	}
	lct_table_free(&t);
	return status;
}
