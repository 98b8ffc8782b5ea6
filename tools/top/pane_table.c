// SPDX-License-Identifier: GPL-2.0
/* The table: a line for each process, thread or group. */
#include <stdio.h>
#include <string.h>

#include "task/unit.h"
#include "top/bar.h"
#include "top/columns.h"
#include "top/pane.h"

static bool has_units(const struct lct_top_view *v)
{
	char unit[LCT_CELL_TEXT];
	size_t i;

	for (i = 0; i < v->rows.nr; i++)
		if (lct_unit_of(v->rows.row[i].task, LCT_COLUMN_cgroup, unit, sizeof(unit)))
			return true;
	return false;
}

static const char *heading(const struct lct_top_view *v, int id)
{
	static const char * const groups[LCT_TOP_GROUP_NR] = { "COMMAND", "UNIT", "USER",
							       "COMMAND" };

	if (id == LCT_TOP_COMMAND)
		return groups[v->choice.group];
	if (id == LCT_TOP_PID && v->choice.group != LCT_TOP_BY_PROCESS)
		return "PROCS";
	return lct_top_columns[id].heading;
}

static void put(struct lct_top_canvas *c, int row, int col, int width, int id, int look,
		const char *text)
{
	if (lct_top_columns[id].is_number && id != LCT_TOP_STATES)
		lct_top_canvas_put_right(c, row, col, width, look, text);
	else
		lct_top_canvas_put(c, row, col, width, look, text);
}

/* The fading of the dead: as the living, then dim. Groups do not die. */
static int look_of(const struct lct_top_row *row)
{
	if (row->name[0] || !row->task->dead)
		return 0;
	return row->dead_ns < LCT_TOP_FADE_NS ? LCT_TOP_RED : LCT_TOP_DIM;
}

static void put_headings(struct lct_top_canvas *c, const struct lct_top_view *v, int row,
			 const bool *shown, int last)
{
	int id, col = 0;

	lct_top_canvas_look(c, row, 0, c->cols, LCT_TOP_REVERSE);
	for (id = 0; id < LCT_TOP_COLUMN_NR; id++) {
		const int width = id == LCT_TOP_COMMAND ? last : lct_top_columns[id].width;
		const int bold = id == (int)v->order.column ? LCT_TOP_BOLD : 0;

		if (!shown[id])
			continue;
		put(c, row, col, width, id, LCT_TOP_REVERSE | bold, heading(v, id));
		col += width + 1;
	}
}

static void put_row(struct lct_top_canvas *c, const struct lct_top_view *v, int row,
		    const struct lct_top_row *r, const bool *shown, int last)
{
	char text[16 * LCT_CELL_ESCAPED];
	const int look = look_of(r);
	int id, col = 0;

	for (id = 0; id < LCT_TOP_COLUMN_NR; id++) {
		const struct lct_top_column *column = &lct_top_columns[id];
		const int width = id == LCT_TOP_COMMAND ? last : column->width;

		if (!shown[id])
			continue;
		if (column->text) {
			column->text(r, &v->sample.view, text, sizeof(text));
			put(c, row, col, width, id, look, text);
		} else {
			lct_top_bar_draw(c, row, col, width, look, &r->times);
		}
		col += width + 1;
	}
	if (v->page && r == lct_top_view_selected(v))
		lct_top_canvas_look(c, row, 0, c->cols, LCT_TOP_REVERSE);
}

/**
 * lct_top_table_draw() - draw the table
 * @c:		the canvas
 * @v:		the view, which scrolls so that the selected row is there
 * @row:	the first line, that of the headings
 * @rows:	number of lines
 */
void lct_top_table_draw(struct lct_top_canvas *c, struct lct_top_view *v, int row, int rows)
{
	bool shown[LCT_TOP_COLUMN_NR];
	int last, i;

	last = lct_top_columns_fit(c->cols, v->choice.group != LCT_TOP_BY_PROCESS, has_units(v),
				   shown);
	lct_top_view_scroll(v, rows - 1);
	put_headings(c, v, row, shown, last);
	for (i = 0; i < rows - 1 && v->top + i < v->rows.nr; i++)
		put_row(c, v, row + 1 + i, &v->rows.row[v->top + i], shown, last);
	if (!v->rows.nr && rows > 1)
		lct_top_canvas_put(c, row + 1, 0, c->cols, LCT_TOP_DIM, "no such process");
}
