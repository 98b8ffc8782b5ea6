// SPDX-License-Identifier: GPL-2.0
/* The columns of the table: their texts, what they are sorted by, which of them have room. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "column/format.h"
#include "task/value.h"
#include "top/columns.h"

#define TEXT	(2 * LCT_CELL_ESCAPED)

static int64_t number_of_pid(const struct lct_top_row *row)
{
	return row->name[0] ? (int64_t)(row->nr - row->dead) : row->task->pid;
}

static int64_t number_of_run(const struct lct_top_row *row)
{
	return lct_top_permille(row->times.ns[LCT_TOP_RUN], row->times.interval_ns);
}

static int64_t number_of_wait(const struct lct_top_row *row)
{
	return lct_top_permille(row->times.ns[LCT_TOP_WAIT], row->times.interval_ns);
}

static int64_t number_of_time(const struct lct_top_row *row)
{
	return row->run_ns;
}

static int64_t number_of_peak(const struct lct_top_row *row)
{
	return row->peak;
}

static void put_pid(const struct lct_top_row *row, const struct lct_view *view, char *out,
		    size_t room)
{
	(void)view;
	snprintf(out, room, "%lld", (long long)number_of_pid(row));
}

static void put_value(enum lct_column_id id, const struct lct_top_row *row,
		      const struct lct_view *view, char *out, size_t room)
{
	lct_value_format(id, LCT_FORM_HUMAN, row->task, view, out, room);
}

static void put_user(const struct lct_top_row *row, const struct lct_view *view, char *out,
		     size_t room)
{
	put_value(LCT_COLUMN_user, row, view, out, room);
}

static void put_unit(const struct lct_top_row *row, const struct lct_view *view, char *out,
		     size_t room)
{
	put_value(LCT_COLUMN_unit, row, view, out, room);
}

static void put_state(const struct lct_top_row *row, const struct lct_view *view, char *out,
		      size_t room)
{
	static const char letters[LCT_TOP_STATE_NR + 1] = "RWSDTZ?";

	(void)view;
	snprintf(out, room, "%c",
		 row->task->dead ? 'X' : letters[lct_top_state_of(row->task)]);
}

static void put_permille(int64_t permille, char *out, size_t room)
{
	if (permille < 10000)
		snprintf(out, room, "%lld.%lld", (long long)permille / 10,
			 (long long)permille % 10);
	else
		snprintf(out, room, "%lld", (long long)permille / 10);
}

static void put_run(const struct lct_top_row *row, const struct lct_view *view, char *out,
		    size_t room)
{
	(void)view;
	put_permille(number_of_run(row), out, room);
}

static void put_wait(const struct lct_top_row *row, const struct lct_view *view, char *out,
		     size_t room)
{
	(void)view;
	put_permille(number_of_wait(row), out, room);
}

static void put_time(const struct lct_top_row *row, const struct lct_view *view, char *out,
		     size_t room)
{
	(void)view;
	lct_clock_duration(row->run_ns, out, room);
}

static void put_peak(const struct lct_top_row *row, const struct lct_view *view, char *out,
		     size_t room)
{
	(void)view;
	if (row->peak)
		lct_format_bytes(row->peak, out, room);
	else
		snprintf(out, room, "-");
}

/* How it died: killed SIGKILL by sh[85]; nothing for a living one. */
static void put_end(const struct lct_task *task, const struct lct_view *view, char *out,
		    size_t room)
{
	char cause[TEXT], exit[TEXT], killer[TEXT];
	size_t n;

	out[0] = '\0';
	if (!lct_value_format(LCT_COLUMN_cause, LCT_FORM_HUMAN, task, view, cause, sizeof(cause)))
		return;
	n = snprintf(out, room, "  %s", cause);
	if (n < room && lct_value_format(LCT_COLUMN_exit, LCT_FORM_HUMAN, task, view, exit,
					 sizeof(exit)) && strcmp(exit, "0"))
		n += snprintf(out + n, room - n, " %s", exit);
	if (n < room && lct_value_format(LCT_COLUMN_killer, LCT_FORM_HUMAN, task, view, killer,
					 sizeof(killer)))
		snprintf(out + n, room - n, " by %s", killer);
}

static void put_command(const struct lct_top_row *row, const struct lct_view *view, char *out,
			size_t room)
{
	char end[4 * TEXT];
	size_t n;

	if (row->name[0]) {
		n = snprintf(out, room, "%s", row->name);
		if (row->dead && n < room)
			snprintf(out + n, room - n, "  %zu dead", row->dead);
		return;
	}
	put_value(LCT_COLUMN_comm, row, view, out, room);
	n = strlen(out);
	if (row->task->dead || lct_task_is_zombie(row->task))
		put_end(row->task, view, end, sizeof(end));
	else
		end[0] = '\0';
	snprintf(out + n, room - n, "%s", end);
}

const struct lct_top_column lct_top_columns[LCT_TOP_COLUMN_NR] = {
	[LCT_TOP_PID] = { "PID", 7, 0, true, true, number_of_pid, put_pid },
	[LCT_TOP_USER] = { "USER", 8, 4, false, false, NULL, put_user },
	[LCT_TOP_UNIT] = { "UNIT", 15, 6, false, false, NULL, put_unit },
	[LCT_TOP_STATE] = { "S", 1, 3, false, false, NULL, put_state },
	[LCT_TOP_STATES] = { "STATES", 10, 2, true, true, number_of_run, NULL },
	[LCT_TOP_RUN_PERCENT] = { "RUN%", 6, 1, true, true, number_of_run, put_run },
	[LCT_TOP_WAIT_PERCENT] = { "WAIT%", 6, 5, true, true, number_of_wait, put_wait },
	[LCT_TOP_TIME] = { "TIME", 8, 7, true, true, number_of_time, put_time },
	[LCT_TOP_PEAK] = { "PEAK", 7, 8, true, true, number_of_peak, put_peak },
	[LCT_TOP_COMMAND] = { "COMMAND", 0, 0, true, false, NULL, put_command },
};

/* What qsort(3) cannot pass on */
static const struct lct_top_order *sort_order;
static const struct lct_view *sort_view;

static int by_text(const struct lct_top_column *column, const struct lct_top_row *x,
		   const struct lct_top_row *y)
{
	char a[8 * TEXT], b[8 * TEXT];

	column->text(x, sort_view, a, sizeof(a));
	column->text(y, sort_view, b, sizeof(b));
	return strcmp(a, b);
}

static int by_number(int64_t x, int64_t y)
{
	return x < y ? -1 : x > y;
}

/* Equal rows: the dead, which are news, then by PID. */
static int compare(const void *a, const void *b)
{
	const struct lct_top_column *column = &lct_top_columns[sort_order->column];
	const struct lct_top_row *x = a, *y = b;
	int order;

	if (!column->is_number)
		order = by_text(column, x, y);
	else if (sort_order->column == LCT_TOP_PID && !x->name[0])
		order = by_number(x->task->pid, y->task->pid);
	else
		order = by_number(column->number(y), column->number(x));
	if (sort_order->inverted)
		order = -order;
	if (!order)
		order = by_number(y->task->dead, x->task->dead);
	if (!order)
		order = by_number(x->task->pid, y->task->pid);
	return order ? order : by_number(x->task->born_ns, y->task->born_ns);
}

/**
 * lct_top_columns_sort() - sort the rows
 * @rows:	the rows
 * @order:	by what
 * @view:	the clock
 */
void lct_top_columns_sort(struct lct_top_rows *rows, const struct lct_top_order *order,
			  const struct lct_view *view)
{
	sort_order = order;
	sort_view = view;
	if (rows->nr)
		qsort(rows->row, rows->nr, sizeof(*rows->row), compare);
}

/* Width that the last column should have before others are shown. */
static int least(int cols)
{
	return cols < 60 ? 12 : 20;
}

/**
 * lct_top_columns_fit() - choose the columns that have room
 * @cols:	width of the table
 * @groups:	its rows are groups
 * @has_units:	a row has a unit
 * @shown:	receives which columns are shown
 *
 * Return: the width of the last column.
 */
int lct_top_columns_fit(int cols, bool groups, bool has_units, bool *shown)
{
	int rank, i, left = cols;

	for (i = 0; i < LCT_TOP_COLUMN_NR; i++)
		shown[i] = i == LCT_TOP_COMMAND;
	for (rank = 0; rank < LCT_TOP_COLUMN_NR; rank++)
		for (i = 0; i < LCT_TOP_COMMAND; i++) {
			const struct lct_top_column *column = &lct_top_columns[i];

			if (column->rank != rank || (groups && !column->of_groups) ||
			    (i == LCT_TOP_UNIT && !has_units) ||
			    left - column->width - 1 < least(cols))
				continue;
			shown[i] = true;
			left -= column->width + 1;
		}
	return left;
}
