// SPDX-License-Identifier: GPL-2.0
/* The selected task: the sentence of `why`, and some of what `show` prints. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "column/format.h"
#include "task/value.h"
#include "top/pane.h"
#include "why/query.h"
#include "why/sentence.h"

static const enum lct_column_id facts[] = {
	LCT_COLUMN_exe, LCT_COLUMN_args, LCT_COLUMN_unit, LCT_COLUMN_user, LCT_COLUMN_parent,
	LCT_COLUMN_threads, LCT_COLUMN_born_ns, LCT_COLUMN_life_ns, LCT_COLUMN_run_ns,
	LCT_COLUMN_runnable_ns, LCT_COLUMN_latency_max_ns, LCT_COLUMN_switches,
	LCT_COLUMN_migrations, LCT_COLUMN_execs, LCT_COLUMN_forks, LCT_COLUMN_signals_received,
	LCT_COLUMN_faults_major, LCT_COLUMN_rss_peak_bytes, LCT_COLUMN_cpu, LCT_COLUMN_nice,
};

/* Where the next word goes. */
struct pen {
	struct lct_top_canvas *c;
	int row, end, col;
};

static int cells_of(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

static void put_word(struct pen *pen, int gap, int look, const char *word)
{
	const int cells = cells_of(word);

	if (pen->col && pen->col + gap + cells > pen->c->cols) {
		pen->row++;
		pen->col = 0;
	}
	if (pen->row >= pen->end)
		return;
	pen->col += pen->col ? gap : 0;
	pen->col += lct_top_canvas_put(pen->c, pen->row, pen->col, pen->c->cols, look, word);
}

static void new_line(struct pen *pen)
{
	pen->row += !!pen->col;
	pen->col = 0;
}

static void put_sentence(struct pen *pen, const struct lct_case *c)
{
	char *text = NULL, *save = NULL, *word;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (!out)
		return;
	lct_sentence_print(c, out);
	if (!fclose(out))
		for (word = strtok_r(text, " ", &save); word; word = strtok_r(NULL, " ", &save))
			put_word(pen, 1, LCT_TOP_BOLD, word);
	free(text);
}

static void put_facts(struct pen *pen, const struct lct_task *task, const struct lct_view *view)
{
	char text[2 * LCT_CELL_ESCAPED], heading[64], fact[sizeof(text) + sizeof(heading)];
	size_t i;

	for (i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		if (!lct_value_format(facts[i], LCT_FORM_HUMAN, task, view, text, sizeof(text)))
			continue;
		snprintf(heading, sizeof(heading), "%.*s",
			 (int)lct_format_stem(lct_columns[facts[i]].name),
			 lct_columns[facts[i]].name);
		snprintf(fact, sizeof(fact), "%s %s", heading, text);
		put_word(pen, 3, 0, fact);
	}
}

/**
 * lct_top_detail_draw() - draw what is known of the selected task
 * @c:		the canvas
 * @v:		the view
 * @row:	the first line, that of the heading
 * @rows:	number of lines
 */
void lct_top_detail_draw(struct lct_top_canvas *c, const struct lct_top_view *v, int row,
			 int rows)
{
	const struct lct_top_row *selected = lct_top_view_selected(v);
	struct pen pen = { .c = c, .row = row + 1, .end = row + rows };
	struct lct_query q = { 0 };

	lct_top_canvas_look(c, row, 0, c->cols, LCT_TOP_REVERSE);
	lct_top_canvas_put(c, row, 0, c->cols, LCT_TOP_REVERSE, "Detail");
	if (!selected || selected->name[0])
		return;
	if (!lct_query_fill(&q, v->sample.root, LCT_FORM_HUMAN, selected->task)) {
		put_sentence(&pen, &q.c);
		new_line(&pen);
		put_facts(&pen, q.c.task, &v->sample.view);
	}
	lct_query_free(&q);
}
