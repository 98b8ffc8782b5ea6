// SPDX-License-Identifier: GPL-2.0
/* Events as lines, each printed as it comes: a table whose rows are not known yet, or JSON. */
#include <stdio.h>

#include "column/format.h"
#include "text/json.h"
#include "view/event_print.h"

#define CELL_ROOM	(2 * LCT_CELL_ESCAPED)

/* Widths of the columns of a table whose rows are not known yet. */
static int width_of(int id)
{
	switch (id) {
	case LCT_EVENT_COLUMN_time_ns:
	case LCT_EVENT_COLUMN_event:
		return 12;
	case LCT_EVENT_COLUMN_comm:
	case LCT_EVENT_COLUMN_by_comm:
		return 15;
	case LCT_EVENT_COLUMN_exe:
	case LCT_EVENT_COLUMN_args:
	case LCT_EVENT_COLUMN_by:
		return 20;
	default:
		return 8;
	}
}

static void print_cell(const struct lct_event_print *print, size_t j, const char *text)
{
	const struct lct_options *opt = print->opt;
	const int id = opt->columns[j];
	const bool is_right = lct_format_is_number(lct_event_catalog.columns[id].kind);

	if (j)
		fputc(' ', print->out);
	if (opt->raw || (j + 1 == opt->ncolumns && !is_right))
		fputs(text, print->out);
	else
		fprintf(print->out, "%*s", is_right ? width_of(id) : -width_of(id),
			text);
}

/**
 * lct_event_print_headings() - print the headings of a table of events, unless none are asked for
 * @print:	the columns and the form
 */
void lct_event_print_headings(const struct lct_event_print *print)
{
	const struct lct_options *opt = print->opt;
	char heading[48];
	size_t j;

	if (opt->json || opt->noheadings)
		return;
	for (j = 0; j < opt->ncolumns; j++) {
		lct_column_heading(&lct_event_catalog, opt->columns[j], heading, sizeof(heading));
		print_cell(print, j, opt->raw ? lct_event_catalog.columns[opt->columns[j]].name :
						heading);
	}
	fputc('\n', print->out);
}

static void print_json(const struct lct_event_print *print, const struct lct_event *event)
{
	struct lct_json json = { .out = print->out };

	lct_json_open(&json, NULL, '{');
	lct_event_members(&json, event, print->opt->columns, print->opt->ncolumns);
	lct_json_close(&json, '}');
	fputc('\n', print->out);
}

static void print_line(const struct lct_event_print *print, const struct lct_event *event)
{
	const enum lct_form form = print->opt->raw ? LCT_FORM_RAW : LCT_FORM_HUMAN;
	char text[CELL_ROOM];
	int64_t now_ns;
	size_t j;

	for (j = 0; j < print->opt->ncolumns; j++) {
		const int id = print->opt->columns[j];

		if (id == LCT_EVENT_COLUMN_time_ns && print->opt->relative && !print->opt->raw &&
		    lct_event_number(event, id, &now_ns))
			lct_clock_duration(now_ns - print->begin_ns, text, sizeof(text));
		else
			lct_event_format(id, form, event, &print->clock, text, sizeof(text));
		print_cell(print, j, text);
	}
	fputc('\n', print->out);
}

/**
 * lct_event_print() - print an event
 * @print:	the columns, the form and the clock
 * @event:	the event
 */
void lct_event_print(struct lct_event_print *print, const struct lct_event *event)
{
	if (!print->begin_ns)
		lct_event_number(event, LCT_EVENT_COLUMN_time_ns, &print->begin_ns);
	if (print->opt->json)
		print_json(print, event);
	else
		print_line(print, event);
}
