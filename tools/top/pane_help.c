// SPDX-License-Identifier: GPL-2.0
/* The help, and the line at the bottom. */
#include <stdio.h>
#include <string.h>

#include "top/bar.h"
#include "top/keys.h"
#include "top/pane.h"
#include "top/prompt.h"

#define NAME_WIDTH	10

/**
 * lct_top_help_draw() - draw the list of keys
 * @c:		the canvas
 * @row:	the first line
 * @rows:	number of lines
 */
void lct_top_help_draw(struct lct_top_canvas *c, int row, int rows)
{
	const struct lct_top_key *k;
	char bar[160];
	int n = 0;

	snprintf(bar, sizeof(bar), "STATES: %s on a CPU, %s waiting for one, %s asleep, "
		 "D blocked, T stopped, Z zombie", lct_top_bar_sign(c, LCT_TOP_RUN),
		 lct_top_bar_sign(c, LCT_TOP_WAIT), lct_top_bar_sign(c, LCT_TOP_SLEEP));
	lct_top_canvas_look(c, row, 0, c->cols, LCT_TOP_REVERSE);
	lct_top_canvas_put(c, row, 0, c->cols, LCT_TOP_REVERSE, bar);
	for (k = lct_top_keys; k->key && n < rows - 1; k++) {
		if (!k->name)
			continue;
		n++;
		lct_top_canvas_put_right(c, row + n, 0, NAME_WIDTH, LCT_TOP_BOLD, k->name);
		lct_top_canvas_put(c, row + n, NAME_WIDTH + 2, c->cols, 0, k->help);
	}
}

/* What is filtered by, in front of the keys, because it hides tasks. */
static int put_choice(struct lct_top_canvas *c, const struct lct_top_view *v, int row)
{
	char text[256];
	int col = 0;

	if (v->choice.text[0]) {
		snprintf(text, sizeof(text), "filter %s", v->choice.text);
		col += 2 + lct_top_canvas_put(c, row, col, c->cols, LCT_TOP_BOLD, text);
	}
	if (v->choice.has_uid) {
		snprintf(text, sizeof(text), "user %s", v->user);
		col += 2 + lct_top_canvas_put(c, row, col, c->cols, LCT_TOP_BOLD, text);
	}
	return col;
}

static void put_keys(struct lct_top_canvas *c, int row, int col)
{
	const struct lct_top_key *k;
	char name[16];

	for (k = lct_top_keys; k->key; k++) {
		if (!k->brief)
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)strcspn(k->name, " "), k->name);
		if (col + strlen(name) + 1 + strlen(k->brief) > (size_t)c->cols)
			return;
		col += 1 + lct_top_canvas_put(c, row, col, c->cols, LCT_TOP_BOLD, name);
		col += 2 + lct_top_canvas_put(c, row, col, c->cols, 0, k->brief);
	}
}

/**
 * lct_top_bottom_draw() - draw the line at the bottom: keys, a question or a message
 * @c:		the canvas
 * @v:		the view
 * @row:	the line
 */
void lct_top_bottom_draw(struct lct_top_canvas *c, const struct lct_top_view *v, int row)
{
	int col;

	if (v->message) {
		lct_top_canvas_put(c, row, 0, c->cols, LCT_TOP_BOLD, v->message);
	} else if (v->prompt) {
		col = lct_top_canvas_put(c, row, 0, c->cols, LCT_TOP_BOLD,
					 lct_top_prompt_question(v));
		col += lct_top_canvas_put(c, row, col, c->cols, 0, v->input);
		lct_top_canvas_put(c, row, col, 1, LCT_TOP_REVERSE, " ");
	} else {
		put_keys(c, row, put_choice(c, v, row));
	}
}
