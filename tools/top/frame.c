// SPDX-License-Identifier: GPL-2.0
/* How a frame is divided into panes. */
#include "top/frame.h"
#include "top/pane.h"

#define HEADER	3
/* Lines of the panes in text that has no height of its own. */
#define EVENTS	6

/**
 * struct layout - number of lines of each pane, from the top to the bottom
 */
struct layout {
	int header, table, detail, events, bottom;
};

/* A small screen has the table, then the keys, then the header, then the rest. */
static struct layout divide(const struct lct_top_view *v, int rows)
{
	struct layout l = { .table = rows };

	l.bottom = rows >= 4;
	l.header = rows >= 10 ? HEADER : rows >= 6 ? 1 : 0;
	l.events = rows >= 40 ? 9 : rows >= 20 ? 5 : rows >= 16 ? 3 : 0;
	if (v->detail)
		l.detail = rows >= 20 ? rows / 3 : rows / 2 - 1;
	if (v->detail && rows < 20)
		l.events = 0;
	l.table -= l.header + l.detail + l.events + l.bottom;
	return l;
}

/**
 * lct_top_frame_page() - get the number of tasks that have room on a screen
 * @v:		the view
 * @rows:	height of the screen
 */
int lct_top_frame_page(const struct lct_top_view *v, int rows)
{
	const int page = divide(v, rows).table - 1;

	return page > 0 ? page : 1;
}

static void draw(struct lct_top_canvas *c, struct lct_top_view *v, const struct layout *l)
{
	int row = 0;

	lct_top_header_draw(c, v, row, l->header);
	row += l->header;
	if (v->help) {
		lct_top_help_draw(c, row, l->table + l->detail + l->events);
		row += l->table + l->detail + l->events;
	} else {
		lct_top_table_draw(c, v, row, l->table);
		row += l->table;
		if (l->detail)
			lct_top_detail_draw(c, v, row, l->detail);
		row += l->detail;
		if (l->events)
			lct_top_events_draw(c, v, row, l->events);
		row += l->events;
	}
	if (l->bottom)
		lct_top_bottom_draw(c, v, row);
}

/**
 * lct_top_frame_draw() - draw a screen
 * @c:		the canvas
 * @v:		the view
 * @rows:	height of the screen
 * @cols:	its width
 *
 * Return: an exit status.
 */
int lct_top_frame_draw(struct lct_top_canvas *c, struct lct_top_view *v, int rows, int cols)
{
	const struct layout l = divide(v, rows);
	const int status = lct_top_canvas_resize(c, rows, cols);

	if (!status)
		draw(c, v, &l);
	return status;
}

/**
 * lct_top_frame_print() - print a frame as text, with all tasks
 * @c:		the canvas
 * @v:		the view
 * @cols:	width of the text
 * @out:	output stream
 *
 * Return: an exit status.
 */
int lct_top_frame_print(struct lct_top_canvas *c, struct lct_top_view *v, int cols, FILE *out)
{
	const int rows = v->rows.nr ? v->rows.nr : 1;
	const struct layout l = { .header = HEADER, .table = rows + 1, .events = EVENTS };
	const int status = lct_top_canvas_resize(c, l.header + l.table + l.events, cols);

	if (status)
		return status;
	draw(c, v, &l);
	lct_top_canvas_print(c, out);
	return 0;
}
