// SPDX-License-Identifier: GPL-2.0
/*
 * Rows of tasks that are printed as they come: a table whose later rows are not known yet. The
 * first rows decide which optional columns it has, and its widths.
 */
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "task/value.h"
#include "text/json.h"
#include "view/lines.h"
#include "view/print.h"

#define CELL_ROOM	(2 * LCT_CELL_ESCAPED)

/* What most values fit into. */
static int usual_width(enum lct_column_id id)
{
	switch (lct_columns[id].kind) {
	case LC_KIND_POINT:
		return 12;
	case LC_KIND_TEXT:
		return 15;
	default:
		return 7;
	}
}

/* In columns of a terminal. */
static int width_of(const char *text)
{
	wchar_t wide[CELL_ROOM];
	size_t n = mbstowcs(wide, text, CELL_ROOM);
	int width = n < CELL_ROOM ? wcswidth(wide, n) : -1;

	return width < 0 ? (int)strlen(text) : width;
}

static void widen(int *width, const char *text)
{
	const int needed = width_of(text);

	*width = needed > *width ? needed : *width;
}

static void begin_column(struct lct_lines *lines, enum lct_column_id id,
			 const struct lct_rows *rows, const struct lct_view *view)
{
	int *width = &lines->width[lines->nr];
	char text[CELL_ROOM];
	size_t i;

	*width = usual_width(id);
	lct_column_heading(&lct_task_catalog, id, text, sizeof(text));
	widen(width, text);
	for (i = 0; i < rows->nr; i++) {
		lct_value_format(id, LCT_FORM_HUMAN, rows->row[i].task, view, text, sizeof(text));
		widen(width, text);
	}
	lines->id[lines->nr++] = id;
}

static void print_cell(const struct lct_lines *lines, size_t j, const char *text)
{
	const bool is_right = lct_column_is_number(lines->id[j]);
	const int blanks = lines->width[j] - width_of(text);

	fprintf(lines->out, "%s%*s%s", j ? " " : "", is_right && blanks > 0 ? blanks : 0, "", text);
	if (!is_right && blanks > 0 && j + 1 < lines->nr)
		fprintf(lines->out, "%*s", blanks, "");
}

static void print_headings(const struct lct_lines *lines)
{
	char heading[48];
	size_t j;

	for (j = 0; j < lines->nr; j++) {
		lct_column_heading(&lct_task_catalog, lines->id[j], heading, sizeof(heading));
		print_cell(lines, j, heading);
	}
	fputc('\n', lines->out);
}

/**
 * lct_lines_begin() - choose the columns, and print the first rows below the headings
 * @lines:	the table, whose @opt and @out are set
 * @rows:	the first rows
 * @view:	clock and base of the times
 */
void lct_lines_begin(struct lct_lines *lines, const struct lct_rows *rows,
		     const struct lct_view *view)
{
	const struct lct_options *opt = lines->opt;
	size_t j;

	lines->nr = 0;
	for (j = 0; j < opt->ncolumns; j++)
		if (!opt->optional[j] || opt->raw ||
		    lct_print_has_nonzero(rows, opt->columns[j], view))
			begin_column(lines, opt->columns[j], rows, view);
	if (opt->raw)
		lct_print_raw_headings(opt, lines->out);
	else if (!opt->json && !opt->noheadings)
		print_headings(lines);
	lct_lines_print(lines, rows, view);
}

static void print_json(const struct lct_lines *lines, const struct lct_task *task,
		       const struct lct_view *view)
{
	struct lct_json json = { .out = lines->out };

	lct_json_open(&json, NULL, '{');
	lct_print_members(&json, task, lines->opt, view);
	lct_json_close(&json, '}');
	fputc('\n', lines->out);
}

static void print_line(const struct lct_lines *lines, const struct lct_task *task,
		       const struct lct_view *view)
{
	char text[CELL_ROOM];
	size_t j;

	for (j = 0; j < lines->nr; j++) {
		lct_value_format(lines->id[j], LCT_FORM_HUMAN, task, view, text, sizeof(text));
		print_cell(lines, j, text);
	}
	fputc('\n', lines->out);
}

/**
 * lct_lines_print() - print more rows
 * @lines:	the table
 * @rows:	the rows
 * @view:	clock and base of the times
 */
void lct_lines_print(const struct lct_lines *lines, const struct lct_rows *rows,
		     const struct lct_view *view)
{
	size_t i;

	for (i = 0; i < rows->nr; i++) {
		const struct lct_task *task = rows->row[i].task;

		if (lines->opt->json)
			print_json(lines, task, view);
		else if (lines->opt->raw)
			lct_print_raw(task, lines->opt, view, lines->out);
		else
			print_line(lines, task, view);
	}
}

/**
 * lct_lines_lost() - print that rows are missing in this place
 * @lines:	the table
 * @nr:		how many
 */
void lct_lines_lost(const struct lct_lines *lines, int64_t nr)
{
	if (lines->opt->json)
		fprintf(lines->out, "{\"lost\": %lld}\n", (long long)nr);
	else
		fprintf(lines->out, "# lost: %lld\n", (long long)nr);
}
