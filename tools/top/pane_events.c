// SPDX-License-Identifier: GPL-2.0
/* The newest deaths as sentences, the newest at the bottom. */
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "top/pane.h"
#include "why/sentence.h"

static char *sentence_of(const struct lct_task *task, const struct lct_view *view)
{
	const struct lct_case c = { .task = task, .view = view, .form = LCT_FORM_HUMAN };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return NULL;
	lct_sentence_print(&c, out);
	if (fclose(out)) {
		free(text);
		return NULL;
	}
	return text;
}

static void put(struct lct_top_canvas *c, const struct lct_top_view *v, int row,
		const struct lct_task *task)
{
	const struct lct_view *view = &v->sample.view;
	char *sentence = sentence_of(task, view), died[LCT_CLOCK_TEXT];
	int look = LCT_TOP_RED, col;

	if (!sentence)
		return;
	if (!task->cell[LCT_COLUMN_cause] || lct_task_is_word(task, LCT_COLUMN_cause, "exited"))
		look = 0;
	lct_clock_point(&view->clock, task->end_ns, died, sizeof(died));
	if (strchr(died, '.'))
		*strchr(died, '.') = '\0';
	col = lct_top_canvas_put(c, row, 0, c->cols, LCT_TOP_DIM, died);
	lct_top_canvas_put(c, row, col + 1, c->cols, look, sentence);
	free(sentence);
}

/**
 * lct_top_events_draw() - draw the newest deaths
 * @c:		the canvas
 * @v:		the view
 * @row:	the first line, that of the heading
 * @rows:	number of lines
 */
void lct_top_events_draw(struct lct_top_canvas *c, const struct lct_top_view *v, int row,
			 int rows)
{
	const struct lct_tasks *dead = &v->sample.deaths.tasks;
	int line = row + rows;
	size_t i;

	lct_top_canvas_look(c, row, 0, c->cols, LCT_TOP_REVERSE);
	lct_top_canvas_put(c, row, 0, c->cols, LCT_TOP_REVERSE, "Newest deaths");
	for (i = dead->nr; i-- > 0 && line > row + 1;)
		if (lct_task_is_leader(&dead->task[i]) &&
		    lct_top_rows_wants(&dead->task[i], &v->choice))
			put(c, v, --line, &dead->task[i]);
}
