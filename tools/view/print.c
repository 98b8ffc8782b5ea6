// SPDX-License-Identifier: GPL-2.0
/* Rows of tasks as a table, a tree, JSON or plain values. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <libsmartcols.h>

#include "task/value.h"
#include "text/json.h"
#include "text/warn.h"
#include "view/gather.h"
#include "view/print.h"

#define CELL_ROOM	(2 * LCT_CELL_ESCAPED)

/**
 * lct_print_table() - create an empty table for a stream
 * @out: output stream
 *
 * Return: the table, freed with scols_unref_table(), or NULL.
 */
struct libscols_table *lct_print_table(FILE *out)
{
	struct libscols_table *tb = scols_new_table();
	bool tty = isatty(fileno(out));
	struct winsize ws;

	if (!tb)
		return NULL;
	scols_table_set_stream(tb, out);
	/* The library checks stdout, but the output may go to another stream. */
	scols_table_set_termforce(tb, tty ? SCOLS_TERMFORCE_ALWAYS : SCOLS_TERMFORCE_NEVER);
	if (tty && !ioctl(fileno(out), TIOCGWINSZ, &ws) && ws.ws_col)
		scols_table_set_termwidth(tb, ws.ws_col);
	return tb;
}

/**
 * lct_print_column() - add a column to a table
 * @tb:		the table, already told whether to print headings
 * @heading:	its heading
 * @flags:	SCOLS_FL_*
 *
 * libsmartcols 2.38 makes a column as wide as its heading even if headings are not
 * printed, 2.41 does not: without headings, none is set.
 *
 * Return: 0, or -1 if out of memory.
 */
int lct_print_column(struct libscols_table *tb, const char *heading, int flags)
{
	if (scols_table_is_noheadings(tb))
		heading = "";
	return scols_table_new_column(tb, heading, 0, flags) ? 0 : -1;
}

/**
 * lct_print_has_nonzero() - check whether any row has a value other than 0 in a column
 * @rows:	the rows
 * @id:		the column
 * @view:	clock and base of the times
 */
bool lct_print_has_nonzero(const struct lct_rows *rows, enum lct_column_id id,
			   const struct lct_view *view)
{
	struct lct_value value;
	size_t i, j;

	for (i = 0; i < rows->nr; i++) {
		const struct lct_row *row = &rows->row[i];

		for (j = 0; j < (row->alike ? row->nalike : 1); j++) {
			lct_value_get(id, row->alike ? row->alike[j] : row->task, view, &value);
			if (value.present && (value.number || value.text[0]))
				return true;
		}
	}
	return false;
}

/* The columns to show: those selected, without optional ones that are all 0. */
static size_t choose(const struct lct_rows *rows, const struct lct_options *opt,
		     const struct lct_view *view, enum lct_column_id *ids)
{
	size_t i, n = 0;

	for (i = 0; i < opt->ncolumns; i++)
		if (!opt->optional[i] || lct_print_has_nonzero(rows, opt->columns[i], view))
			ids[n++] = opt->columns[i];
	return n;
}

/**
 * lct_print_raw_headings() - print the names of the columns, unless no headings are asked for
 * @opt:	the columns
 * @out:	output stream
 */
void lct_print_raw_headings(const struct lct_options *opt, FILE *out)
{
	size_t j;

	for (j = 0; j < opt->ncolumns && !opt->noheadings; j++)
		fprintf(out, "%s%c", lct_columns[opt->columns[j]].name,
			j + 1 < opt->ncolumns ? ' ' : '\n');
}

/**
 * lct_print_raw() - print the raw values of a task as a line
 * @task:	the task
 * @opt:	the columns
 * @view:	clock and base of the times
 * @out:	output stream
 */
void lct_print_raw(const struct lct_task *task, const struct lct_options *opt,
		   const struct lct_view *view, FILE *out)
{
	char text[CELL_ROOM];
	size_t j;

	for (j = 0; j < opt->ncolumns; j++) {
		lct_value_format(opt->columns[j], LCT_FORM_RAW, task, view, text, sizeof(text));
		fprintf(out, "%s%c", text, j + 1 < opt->ncolumns ? ' ' : '\n');
	}
}

static int print_raw(const struct lct_rows *rows, const struct lct_options *opt,
		     const struct lct_view *view, FILE *out)
{
	size_t i;

	lct_print_raw_headings(opt, out);
	for (i = 0; i < rows->nr; i++)
		lct_print_raw(rows->row[i].task, opt, view, out);
	return 0;
}

/**
 * lct_print_members() - write the columns of a task into an open JSON object
 * @json:	the output
 * @task:	the task
 * @opt:	the columns
 * @view:	clock and base of the times
 */
void lct_print_members(struct lct_json *json, const struct lct_task *task,
		       const struct lct_options *opt, const struct lct_view *view)
{
	char text[CELL_ROOM];
	size_t j;

	for (j = 0; j < opt->ncolumns; j++) {
		const enum lct_column_id id = opt->columns[j];

		if (!lct_value_format(id, LCT_FORM_JSON, task, view, text, sizeof(text)))
			lct_json_literal(json, lct_columns[id].name, "null");
		else if (lct_column_is_literal(id))
			lct_json_literal(json, lct_columns[id].name, text);
		else
			lct_json_string(json, lct_columns[id].name, text);
	}
}

static ssize_t parent_of(const struct lct_rows *rows, size_t row)
{
	return rows->is_tree ? rows->row[row].parent : -1;
}

/* Close all rows from one up to, not including, an ancestor. */
static void close_objects(struct lct_json *json, const struct lct_rows *rows, ssize_t row,
			  ssize_t ancestor)
{
	for (;;) {
		lct_json_close(json, '}');
		row = parent_of(rows, row);
		if (row == ancestor)
			return;
		lct_json_close(json, ']');
	}
}

/* Rows are in depth-first order, so that each is opened and closed in turn. */
static int print_json(const struct lct_rows *rows, const struct lct_options *opt,
		      const struct lct_view *view, FILE *out)
{
	struct lct_json json = { .out = out };
	size_t i;

	lct_json_open(&json, NULL, '{');
	lct_json_open(&json, rows->name, '[');
	for (i = 0; i < rows->nr; i++) {
		if (i && parent_of(rows, i) == (ssize_t)i - 1)
			lct_json_open(&json, "child_tasks", '[');
		else if (i)
			close_objects(&json, rows, i - 1, parent_of(rows, i));
		/* In a tree the braces of its ancestors stay open. */
		lct_json_open(&json, NULL, '{');
		lct_print_members(&json, rows->row[i].task, opt, view);
	}
	if (rows->nr)
		close_objects(&json, rows, rows->nr - 1, -1);
	lct_json_close(&json, ']');
	lct_json_close(&json, '}');
	fputc('\n', out);
	return 0;
}

/* The column that shows the branches of a tree. */
static size_t tree_column(const enum lct_column_id *ids, size_t n)
{
	size_t j;

	for (j = 0; j < n; j++)
		if (ids[j] == LCT_COLUMN_comm)
			return j;
	return 0;
}

static int add_columns(struct libscols_table *tb, const struct lct_rows *rows,
		       const enum lct_column_id *ids, size_t n)
{
	size_t j, tree = tree_column(ids, n);

	for (j = 0; j < n; j++) {
		int flags = lct_column_is_number(ids[j]) ? SCOLS_FL_RIGHT : 0;
		char heading[48];

		if (rows->is_tree && j == tree)
			flags = SCOLS_FL_TREE;
		lct_column_heading(&lct_task_catalog, ids[j], heading, sizeof(heading));
		if (lct_print_column(tb, heading, flags))
			return -1;
	}
	return 0;
}

static int add_line(struct libscols_table *tb, const struct lct_row *row,
		    struct libscols_line *parent, const struct lct_view *view,
		    const enum lct_column_id *ids, size_t n, struct libscols_line **line)
{
	char text[CELL_ROOM];
	size_t j;

	*line = scols_table_new_line(tb, parent);
	if (!*line)
		return -1;
	for (j = 0; j < n; j++) {
		lct_gather_format(ids[j], row, view, text, sizeof(text));
		if (scols_line_set_data(*line, j, text))
			return -1;
	}
	return 0;
}

static int fill(struct libscols_table *tb, const struct lct_rows *rows,
		const struct lct_view *view, const enum lct_column_id *ids, size_t n)
{
	struct libscols_line **lines;
	size_t i;
	int ret = 0;

	lines = calloc(rows->nr + 1, sizeof(*lines));
	if (!lines)
		return -1;
	for (i = 0; i < rows->nr && !ret; i++) {
		const struct lct_row *row = &rows->row[i];
		bool hangs = rows->is_tree && row->parent >= 0;

		ret = add_line(tb, row, hangs ? lines[row->parent] : NULL, view, ids, n,
			       &lines[i]);
	}
	free(lines);
	return ret;
}

/**
 * lct_print_rows() - print rows of tasks as the options ask
 * @rows:	the rows
 * @opt:	columns and form
 * @view:	clock and base of the times
 * @out:	output stream
 *
 * Return: an exit status.
 */
int lct_print_rows(const struct lct_rows *rows, const struct lct_options *opt,
		   const struct lct_view *view, FILE *out)
{
	enum lct_column_id ids[LCT_COLUMN_NR];
	struct libscols_table *tb;
	size_t n;
	int ret;

	if (opt->raw)
		return print_raw(rows, opt, view, out);
	if (opt->json)
		return print_json(rows, opt, view, out);
	tb = lct_print_table(out);
	if (!tb)
		return lct_warn_no_memory();
	scols_table_enable_noheadings(tb, opt->noheadings);
	n = choose(rows, opt, view, ids);
	ret = add_columns(tb, rows, ids, n);
	if (!ret)
		ret = fill(tb, rows, view, ids, n);
	if (!ret)
		ret = scols_print_table(tb);
	scols_unref_table(tb);
	return ret ? lct_warn_no_memory() : 0;
}
