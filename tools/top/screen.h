/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TOP_SCREEN_H
#define LCT_TOP_SCREEN_H

#include "top/canvas.h"

/**
 * struct lct_top_screen - the terminal
 * @rows, @cols: its size
 * @messages:	what would be printed on stderr meanwhile
 * @stderr_fd:	the real stderr
 */
struct lct_top_screen {
	int rows, cols;
	int messages, stderr_fd;
};

int lct_top_screen_open(struct lct_top_screen *screen);
void lct_top_screen_resize(struct lct_top_screen *screen);
void lct_top_screen_paint(const struct lct_top_canvas *c);
int lct_top_screen_key(void);
void lct_top_screen_suspend(void);
void lct_top_screen_close(struct lct_top_screen *screen);

#endif
