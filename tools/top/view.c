// SPDX-License-Identifier: GPL-2.0
/* What is shown: the rows in their order, and the selected one, which stays selected. */
#include <string.h>

#include "top/view.h"

static bool is_selected(const struct lct_top_view *v, const struct lct_top_row *row)
{
	if (row->name[0] || v->name[0])
		return !strcmp(row->name, v->name);
	return row->task->pid == v->pid && row->task->born_ns == v->born_ns;
}

/* Only the newest deaths are shown: they must not hide the living. */
static void limit_dead(struct lct_top_view *v)
{
	const int most = v->page > 0 ? v->page / 3 + 1 : 0;
	struct lct_top_rows *rows = &v->rows;
	int64_t newest = 0;
	size_t i, n = 0;
	int dead = 0;

	if (!most || v->choice.group != LCT_TOP_BY_PROCESS)
		return;
	/* Death by death: there are few. */
	for (; dead < most; dead++) {
		int64_t next = INT64_MAX;

		for (i = 0; i < rows->nr; i++)
			if (rows->row[i].task->dead && rows->row[i].dead_ns < next &&
			    (!dead || rows->row[i].dead_ns > newest))
				next = rows->row[i].dead_ns;
		if (next == INT64_MAX)
			return;
		newest = next;
	}
	for (i = 0; i < rows->nr; i++)
		if (!rows->row[i].task->dead || rows->row[i].dead_ns <= newest)
			rows->row[n++] = rows->row[i];
	rows->nr = n;
}

/**
 * lct_top_view_sort() - put the rows in their order, and find the selected one
 * @v: the view
 */
void lct_top_view_sort(struct lct_top_view *v)
{
	size_t i;

	lct_top_columns_sort(&v->rows, &v->order, &v->sample.view);
	if (!v->pinned) {
		lct_top_view_select(v, 0);
		return;
	}
	for (i = 0; i < v->rows.nr; i++)
		if (is_selected(v, &v->rows.row[i]))
			break;
	/* One that has gone: the selection stays where it is. */
	lct_top_view_select(v, i < v->rows.nr ? i : v->selected);
}

/**
 * lct_top_view_renew() - make the rows again, of another sample or with another choice
 * @v: the view
 *
 * Return: an exit status.
 */
int lct_top_view_renew(struct lct_top_view *v)
{
	const int status = lct_top_rows_make(&v->rows, &v->sample, &v->choice);

	if (status)
		return status;
	limit_dead(v);
	lct_top_view_sort(v);
	return 0;
}

/**
 * lct_top_view_select() - select a row
 * @v:		the view
 * @row:	its number; the last one if there are fewer
 */
void lct_top_view_select(struct lct_top_view *v, size_t row)
{
	const struct lct_top_row *selected;

	v->selected = row < v->rows.nr ? row : v->rows.nr ? v->rows.nr - 1 : 0;
	selected = lct_top_view_selected(v);
	if (!selected)
		return;
	v->pid = selected->task->pid;
	v->born_ns = selected->task->born_ns;
	memcpy(v->name, selected->name, sizeof(v->name));
}

/**
 * lct_top_view_selected() - get the selected row
 * @v: the view
 *
 * Return: the row, or NULL if there is none.
 */
const struct lct_top_row *lct_top_view_selected(const struct lct_top_view *v)
{
	return v->selected < v->rows.nr ? &v->rows.row[v->selected] : NULL;
}

/**
 * lct_top_view_scroll() - choose the rows on the screen so that the selected one is there
 * @v:		the view
 * @rows:	how many there is room for
 */
void lct_top_view_scroll(struct lct_top_view *v, int rows)
{
	const size_t room = rows > 0 ? rows : 1;

	if (v->selected < v->top)
		v->top = v->selected;
	if (v->selected >= v->top + room)
		v->top = v->selected - room + 1;
	if (v->top + room > v->rows.nr)
		v->top = v->rows.nr > room ? v->rows.nr - room : 0;
}

static bool contains(const struct lct_top_row *row, const char *text)
{
	return row->name[0] ? !!strcasestr(row->name, text) :
			      lct_top_rows_contains(row->task, text);
}

/**
 * lct_top_view_find() - select the next row that contains a text
 * @v:		the view
 * @text:	the text
 * @from:	the row to begin with; behind the last one, it goes on at the first
 *
 * Return: false if there is none.
 */
bool lct_top_view_find(struct lct_top_view *v, const char *text, size_t from)
{
	size_t i;

	for (i = 0; i < v->rows.nr && *text; i++) {
		const size_t row = (from + i) % v->rows.nr;

		if (!contains(&v->rows.row[row], text))
			continue;
		v->pinned = true;
		lct_top_view_select(v, row);
		return true;
	}
	return false;
}
