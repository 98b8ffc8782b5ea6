// SPDX-License-Identifier: GPL-2.0
/* The states of a task as a bar, legible without color, too. */
#include "top/bar.h"

static const struct {
	const char *sign, *ascii;
	int look;
} signs[LCT_TOP_STATE_NR] = {
	[LCT_TOP_RUN] = { "█", "#", LCT_TOP_GREEN },
	[LCT_TOP_WAIT] = { "▒", "=", LCT_TOP_YELLOW },
	[LCT_TOP_SLEEP] = { "·", ".", LCT_TOP_BLUE },
	[LCT_TOP_BLOCKED] = { "D", "D", LCT_TOP_RED },
	[LCT_TOP_STOPPED] = { "T", "T", LCT_TOP_MAGENTA },
	[LCT_TOP_ZOMBIE] = { "Z", "Z", LCT_TOP_CYAN },
	[LCT_TOP_OTHER] = { " ", " ", 0 },
};

/**
 * lct_top_bar_sign() - get the sign of a state
 * @c:		the canvas
 * @state:	the state
 */
const char *lct_top_bar_sign(const struct lct_top_canvas *c, enum lct_top_state state)
{
	return c->utf8 ? signs[state].sign : signs[state].ascii;
}

/**
 * lct_top_bar_look() - get the color of a state
 * @state: the state
 */
int lct_top_bar_look(enum lct_top_state state)
{
	return signs[state].look;
}

/**
 * lct_top_bar_draw() - draw the shares of the states
 * @c:		the canvas
 * @row:	the line
 * @col:	the first cell
 * @width:	number of cells
 * @look:	a look in place of the colors, 0 for these
 * @times:	the times
 */
void lct_top_bar_draw(struct lct_top_canvas *c, int row, int col, int width, int look,
		      const struct lct_top_times *times)
{
	int share[LCT_TOP_STATE_NR], i;

	lct_top_shares(times, width, share);
	for (i = 0; i < LCT_TOP_STATE_NR; i++)
		for (; share[i] > 0; share[i]--)
			col += lct_top_canvas_put(c, row, col, 1, look ? look : signs[i].look,
						  lct_top_bar_sign(c, i));
}
