// SPDX-License-Identifier: GPL-2.0
/* The lines at the top: how many tasks are in which state, births, deaths and load. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "top/bar.h"
#include "top/pane.h"

static const char * const names[LCT_TOP_STATE_NR] = {
	"running", "waiting", "sleeping", "blocked", "stopped", "zombie", "other",
};

/* Columns that the names of all states need. */
#define WIDE	78

static void put_tasks(struct lct_top_canvas *c, const struct lct_top_view *v, int row)
{
	const struct lct_top_sample *s = &v->sample;
	char now[LCT_CLOCK_TEXT], text[256];
	size_t i, processes = 0;
	int n;

	lct_clock_point(&s->view.clock, s->view.clock.now_ns, now, sizeof(now));
	if (strchr(now, '.'))
		*strchr(now, '.') = '\0';
	for (i = 0; i < s->tasks.nr; i++)
		processes += lct_task_is_leader(&s->tasks.task[i]);
	n = lct_top_canvas_put(c, row, 0, c->cols, LCT_TOP_BOLD, "lifecycle top");
	n += 1 + lct_top_canvas_put(c, row, n + 1, c->cols, 0, now);
	snprintf(text, sizeof(text), "%zu processes, %zu tasks", processes, s->tasks.nr);
	n += 2 + lct_top_canvas_put(c, row, n + 2, c->cols, 0, text);
	if (!s->now.known)
		return;
	snprintf(text, sizeof(text), "; %s%lld born, %lld died",
		 s->root ? "since load " : "",
		 (long long)(s->now.births - (s->root ? 0 : s->begin.births)),
		 (long long)(s->now.deaths - (s->root ? 0 : s->begin.deaths)));
	lct_top_canvas_put(c, row, n, c->cols, 0, text);
}

static void put_states(struct lct_top_canvas *c, const struct lct_top_view *v, int row)
{
	const struct lct_tasks *tasks = &v->sample.tasks;
	int count[LCT_TOP_STATE_NR] = { 0 }, col = 0, i;
	char text[64];
	size_t j;

	for (j = 0; j < tasks->nr; j++)
		count[lct_top_state_of(&tasks->task[j])]++;
	for (i = 0; i < LCT_TOP_OTHER; i++) {
		col += lct_top_canvas_put(c, row, col, c->cols, lct_top_bar_look(i),
					  lct_top_bar_sign(c, i));
		snprintf(text, sizeof(text), " %d%s%s", count[i], c->cols < WIDE ? "" : " ",
			 c->cols < WIDE ? "" : names[i]);
		col += 2 + lct_top_canvas_put(c, row, col, c->cols,
					      count[i] ? 0 : LCT_TOP_DIM, text);
	}
}

/*
 * The times of all tasks in the interval, also of those that died in it; and the interval: the
 * mean time between the two rows of a task, because reading them takes time, too.
 */
static void sum_times(const struct lct_top_sample *s, struct lct_top_times *sum)
{
	__int128 intervals = 0;
	size_t i;

	memset(sum, 0, sizeof(*sum));
	for (i = 0; i < s->tasks.nr; i++) {
		lct_top_times_add(sum, &s->times[i]);
		intervals += s->times[i].interval_ns;
	}
	for (i = s->fresh; i < s->deaths.seen; i++)
		lct_top_times_add(sum, &s->deaths.times[i]);
	sum->interval_ns = s->tasks.nr ? (int64_t)(intervals / (int64_t)s->tasks.nr) : 0;
}

/* Time per time: how many tasks were running, or waiting, on average. */
static void put_load(struct lct_top_canvas *c, const struct lct_top_view *v, int row)
{
	const struct lct_top_sample *s = &v->sample;
	const long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	char interval[LCT_CLOCK_TEXT], text[256];
	struct lct_top_times sum;
	long long load[LCT_TOP_STATE_NR] = { 0 };
	int i;

	if (!s->interval_ns) {
		lct_top_canvas_put(c, row, 0, c->cols, LCT_TOP_DIM,
				   "times and shares since the birth of each task");
		return;
	}
	sum_times(s, &sum);
	for (i = 0; i < LCT_TOP_STATE_NR; i++)
		load[i] = lct_top_permille(sum.ns[i], sum.interval_ns) / 10;
	lct_clock_duration(sum.interval_ns, interval, sizeof(interval));
	snprintf(text, sizeof(text),
		 "%lld.%02lld running on %ld CPU%s, %lld.%02lld waiting, %lld.%02lld blocked",
		 load[LCT_TOP_RUN] / 100, load[LCT_TOP_RUN] % 100, cpus, cpus == 1 ? "" : "s",
		 load[LCT_TOP_WAIT] / 100, load[LCT_TOP_WAIT] % 100,
		 load[LCT_TOP_BLOCKED] / 100, load[LCT_TOP_BLOCKED] % 100);
	i = lct_top_canvas_put(c, row, 0, c->cols, 0, text);
	snprintf(text, sizeof(text), ", on average in %s", interval);
	lct_top_canvas_put(c, row, i, c->cols, 0, text);
}

/**
 * lct_top_header_draw() - draw the header
 * @c:		the canvas
 * @v:		the view
 * @row:	the first line
 * @rows:	number of lines, at most 3
 */
void lct_top_header_draw(struct lct_top_canvas *c, const struct lct_top_view *v, int row,
			 int rows)
{
	static void (* const lines[])(struct lct_top_canvas *c, const struct lct_top_view *v,
				      int row) = { put_tasks, put_states, put_load };
	int i;

	for (i = 0; i < rows && i < (int)(sizeof(lines) / sizeof(*lines)); i++)
		lines[i](c, v, row + i);
}
