/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_LINES_H
#define LCT_LINES_H

#include <stdio.h>

#include "options/options.h"
#include "task/rows.h"

/**
 * struct lct_lines - a table of tasks that has no end
 * @opt:	columns and form
 * @out:	output stream
 * @id, @width, @nr: the columns that are shown
 */
struct lct_lines {
	const struct lct_options *opt;
	FILE *out;
	enum lct_column_id id[LCT_COLUMN_NR];
	int width[LCT_COLUMN_NR];
	size_t nr;
};

void lct_lines_begin(struct lct_lines *lines, const struct lct_rows *rows,
		     const struct lct_view *view);
void lct_lines_print(const struct lct_lines *lines, const struct lct_rows *rows,
		     const struct lct_view *view);
void lct_lines_lost(const struct lct_lines *lines, int64_t nr);

#endif
