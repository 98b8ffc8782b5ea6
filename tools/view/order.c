// SPDX-License-Identifier: GPL-2.0
/* The order of rows, and how many of them are printed: --sort and --limit. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "task/value.h"
#include "view/order.h"

/**
 * struct order - what rows are sorted by
 * @opt:	the columns
 * @view:	clock and base of the times
 */
struct order {
	const struct lct_options *opt;
	const struct lct_view *view;
};

static int by_number(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

/* Names in the order of their letters, whatever the case, as in a dictionary. */
static int by_text(const char *a, const char *b)
{
	int order = strcasecmp(a, b);

	return order ? order : strcmp(a, b);
}

/* What is not known comes last, in either direction. */
static int compare_values(const struct lct_order *by, const struct lct_value *a,
			  const struct lct_value *b)
{
	int order;

	if (!a->present || !b->present)
		return b->present - a->present;
	order = by_number(a->number, b->number);
	if (!order)
		order = by_text(a->text, b->text);
	return by->descending ? -order : order;
}

/* Rows that are alike stay in the order in which they were: that of their places in memory. */
static int compare(const void *a, const void *b, void *data)
{
	const struct lct_task *x = ((const struct lct_row *)a)->task;
	const struct lct_task *y = ((const struct lct_row *)b)->task;
	const struct order *order = data;
	struct lct_value values[2];
	size_t i;
	int ret;

	for (i = 0; i < order->opt->norder; i++) {
		const struct lct_order *by = &order->opt->order[i];

		lct_value_get(by->id, x, order->view, &values[0]);
		lct_value_get(by->id, y, order->view, &values[1]);
		ret = compare_values(by, &values[0], &values[1]);
		if (ret)
			return ret;
	}
	return x < y ? -1 : x > y;
}

/**
 * lct_order_rows() - sort rows as the options ask
 * @rows:	the rows, of tasks of one list; they stay as they are if nothing is asked for
 * @opt:	the options
 * @view:	clock and base of the times
 */
void lct_order_rows(struct lct_rows *rows, const struct lct_options *opt,
		    const struct lct_view *view)
{
	struct order order = { .opt = opt, .view = view };

	if (opt->norder)
		qsort_r(rows->row, rows->nr, sizeof(*rows->row), compare, &order);
}

/**
 * lct_order_limit() - leave out rows beyond the limit
 * @rows:	the rows, in order
 * @opt:	the options
 * @newest_last: unless they have been sorted, the last are to be kept
 */
void lct_order_limit(struct lct_rows *rows, const struct lct_options *opt, bool newest_last)
{
	size_t most = opt->limit;

	if (!most || rows->nr <= most)
		return;
	if (newest_last && !opt->norder)
		memmove(rows->row, rows->row + rows->nr - most, most * sizeof(*rows->row));
	rows->nr = most;
}
