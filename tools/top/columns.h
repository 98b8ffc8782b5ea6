/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_COLUMNS_H
#define LCT_TOP_COLUMNS_H

#include "top/canvas.h"
#include "top/rows.h"

enum lct_top_column_id {
	LCT_TOP_PID,
	LCT_TOP_USER,
	LCT_TOP_UNIT,
	LCT_TOP_STATE,
	LCT_TOP_STATES,
	LCT_TOP_RUN_PERCENT,
	LCT_TOP_WAIT_PERCENT,
	LCT_TOP_TIME,
	LCT_TOP_PEAK,
	LCT_TOP_COMMAND,
	LCT_TOP_COLUMN_NR
};

/**
 * struct lct_top_column - a column of the table
 * @heading:	its heading
 * @width:	its width; the last column gets what is left
 * @rank:	columns of a lower rank are shown first, if not all have room
 * @of_groups:	groups have it, too
 * @is_number:	it is sorted by number, the largest first, and is right-aligned
 * @number:	what it is sorted by
 * @text:	its text; NULL for the bar
 */
struct lct_top_column {
	const char *heading;
	int width, rank;
	bool of_groups, is_number;
	int64_t (*number)(const struct lct_top_row *row);
	void (*text)(const struct lct_top_row *row, const struct lct_view *view, char *out,
		     size_t room);
};

/**
 * struct lct_top_order - what the rows are sorted by
 * @column:	the column
 * @inverted:	in the opposite order
 */
struct lct_top_order {
	enum lct_top_column_id column;
	bool inverted;
};

extern const struct lct_top_column lct_top_columns[LCT_TOP_COLUMN_NR];

void lct_top_columns_sort(struct lct_top_rows *rows, const struct lct_top_order *order,
			  const struct lct_view *view);
int lct_top_columns_fit(int cols, bool groups, bool has_units, bool *shown);

#endif
