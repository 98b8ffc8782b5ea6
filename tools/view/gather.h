/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_GATHER_H
#define LCT_GATHER_H

#include "task/rows.h"

/**
 * struct lct_gathered - rows of which each may stand for many tasks that are alike
 * @rows:	the rows
 * @tasks:	what they point into
 */
struct lct_gathered {
	struct lct_rows rows;
	const struct lct_task **tasks;
};

int lct_gather_rows(const struct lct_rows *rows, const struct lct_view *view,
		    struct lct_gathered *out);
void lct_gather_free(struct lct_gathered *gathered);
void lct_gather_format(enum lct_column_id id, const struct lct_row *row,
		       const struct lct_view *view, char *out, size_t room);

#endif
