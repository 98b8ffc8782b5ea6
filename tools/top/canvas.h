/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_CANVAS_H
#define LCT_TOP_CANVAS_H

#include <stdbool.h>
#include <stdio.h>
#include <wchar.h>

/* Looks of a cell: a color, and these flags. */
#define LCT_TOP_COLOR	7
#define LCT_TOP_GREEN	1
#define LCT_TOP_YELLOW	2
#define LCT_TOP_BLUE	3
#define LCT_TOP_RED	4
#define LCT_TOP_MAGENTA	5
#define LCT_TOP_CYAN	6
#define LCT_TOP_BOLD	8
#define LCT_TOP_DIM	16
#define LCT_TOP_REVERSE	32

/**
 * struct lct_top_canvas - a frame, as cells
 * @rows, @cols: its size
 * @utf8:	characters outside of ASCII can be shown
 * @text:	per cell a character; 0 for the second half of a wide one
 * @look:	per cell its look
 */
struct lct_top_canvas {
	int rows, cols;
	bool utf8;
	wchar_t *text;
	unsigned char *look;
};

int lct_top_canvas_resize(struct lct_top_canvas *c, int rows, int cols);
void lct_top_canvas_look(struct lct_top_canvas *c, int row, int col, int width, int look);
int lct_top_canvas_put(struct lct_top_canvas *c, int row, int col, int width, int look,
		       const char *text);
int lct_top_canvas_put_right(struct lct_top_canvas *c, int row, int col, int width, int look,
			     const char *text);
void lct_top_canvas_print(const struct lct_top_canvas *c, FILE *out);
void lct_top_canvas_free(struct lct_top_canvas *c);

#endif
