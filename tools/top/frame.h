/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_FRAME_H
#define LCT_TOP_FRAME_H

#include "top/canvas.h"
#include "top/view.h"

int lct_top_frame_page(const struct lct_top_view *v, int rows);
int lct_top_frame_draw(struct lct_top_canvas *c, struct lct_top_view *v, int rows, int cols);
int lct_top_frame_print(struct lct_top_canvas *c, struct lct_top_view *v, int cols, FILE *out);

#endif
