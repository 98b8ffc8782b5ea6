/* SPDX-License-Identifier: GPL-2.0 */
/* The parts of a frame; each draws itself into @rows lines of the canvas, from @row on. */
#ifndef LCT_TOP_PANE_H
#define LCT_TOP_PANE_H

#include "top/canvas.h"
#include "top/view.h"

void lct_top_header_draw(struct lct_top_canvas *c, const struct lct_top_view *v, int row,
			 int rows);
void lct_top_table_draw(struct lct_top_canvas *c, struct lct_top_view *v, int row, int rows);
void lct_top_detail_draw(struct lct_top_canvas *c, const struct lct_top_view *v, int row,
			 int rows);
void lct_top_events_draw(struct lct_top_canvas *c, const struct lct_top_view *v, int row,
			 int rows);
void lct_top_help_draw(struct lct_top_canvas *c, int row, int rows);
void lct_top_bottom_draw(struct lct_top_canvas *c, const struct lct_top_view *v, int row);

#endif
