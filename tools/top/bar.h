/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_BAR_H
#define LCT_TOP_BAR_H

#include "top/canvas.h"
#include "top/share.h"

const char *lct_top_bar_sign(const struct lct_top_canvas *c, enum lct_top_state state);
int lct_top_bar_look(enum lct_top_state state);
void lct_top_bar_draw(struct lct_top_canvas *c, int row, int col, int width, int look,
		      const struct lct_top_times *times);

#endif
