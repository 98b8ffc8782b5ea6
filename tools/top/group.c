// SPDX-License-Identifier: GPL-2.0
/* Rows of processes put together by their unit, user or command. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "task/value.h"
#include "top/rows.h"

static const enum lct_column_id columns[] = {
	[LCT_TOP_BY_UNIT] = LCT_COLUMN_unit,
	[LCT_TOP_BY_USER] = LCT_COLUMN_user,
	[LCT_TOP_BY_COMMAND] = LCT_COLUMN_comm,
};

static void set_name(struct lct_top_row *row, enum lct_top_group group,
		     const struct lct_view *view)
{
	struct lct_value value;

	lct_value_get(columns[group], row->task, view, &value);
	snprintf(row->name, sizeof(row->name), "%.*s", (int)sizeof(row->name) - 1,
		 value.present && value.text[0] ? value.text : "-");
}

static int by_name(const void *a, const void *b)
{
	const struct lct_top_row *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static void join(struct lct_top_row *row, const struct lct_top_row *more)
{
	lct_top_times_add(&row->times, &more->times);
	if (more->times.interval_ns > row->times.interval_ns)
		row->times.interval_ns = more->times.interval_ns;
	row->run_ns += more->run_ns;
	if (more->peak > row->peak)
		row->peak = more->peak;
	row->nr += more->nr;
	row->dead += more->dead;
}

/**
 * lct_top_group_rows() - put the rows of processes together
 * @rows:	the rows, then those of the groups
 * @group:	by what
 * @view:	the clock
 */
void lct_top_group_rows(struct lct_top_rows *rows, enum lct_top_group group,
			const struct lct_view *view)
{
	size_t i, n = 0;

	for (i = 0; i < rows->nr; i++)
		set_name(&rows->row[i], group, view);
	qsort(rows->row, rows->nr, sizeof(*rows->row), by_name);
	for (i = 0; i < rows->nr; i++) {
		if (n && !strcmp(rows->row[n - 1].name, rows->row[i].name))
			join(&rows->row[n - 1], &rows->row[i]);
		else
			rows->row[n++] = rows->row[i];
	}
	rows->nr = n;
}
