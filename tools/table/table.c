// SPDX-License-Identifier: GPL-2.0
/* The rows of one file of /proc/lifecycle, as text. table_parse.c fills them. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "table/table.h"

/**
 * lct_table_init() - prepare an empty table
 * @t: the table; lct_table_free() frees its contents
 */
void lct_table_init(struct lct_table *t)
{
	memset(t, 0, sizeof(*t));
}

/**
 * lct_table_clear_rows() - free the rows read so far, keep the columns
 * @t: the table
 *
 * For a reader that follows a file and has processed these rows.
 */
void lct_table_clear_rows(struct lct_table *t)
{
	size_t i;

	for (i = 0; i < t->nrows; i++)
		free(t->rows[i]);
	t->nrows = 0;
}

static bool has_same_columns(const struct lct_table *a, const struct lct_table *b)
{
	size_t i;

	for (i = 0; i < a->ncols && i < b->ncols; i++)
		if (strcmp(a->names[i], b->names[i]))
			return false;
	return a->ncols == b->ncols;
}

/**
 * lct_table_append() - append the rows of another table
 * @t:		the table
 * @more:	a table with the same columns, or any if @t has none; it has no rows afterwards
 *
 * Return: 0, -EPROTO if the columns differ, or -ENOMEM.
 */
int lct_table_append(struct lct_table *t, struct lct_table *more)
{
	const size_t nr = t->nrows + more->nrows;
	struct lct_table empty = *t;
	char ***rows;

	if (!t->ncols) {
		*t = *more;
		*more = empty;
		return 0;
	}
	if (!has_same_columns(t, more))
		return -EPROTO;
	if (nr > t->rows_room) {
		rows = reallocarray(t->rows, 2 * nr, sizeof(*rows));
		if (!rows)
			return -ENOMEM;
		t->rows = rows;
		t->rows_room = 2 * nr;
	}
	if (more->nrows)
		memcpy(t->rows + t->nrows, more->rows, more->nrows * sizeof(*more->rows));
	t->nrows = nr;
	more->nrows = 0;
	return 0;
}

/**
 * lct_table_free() - free the contents of a table
 * @t: the table, which is empty and usable again afterwards
 */
void lct_table_free(struct lct_table *t)
{
	lct_table_clear_rows(t);
	free(t->rows);
	free(t->names);
	free(t->names_text);
	free(t->pending);
	free(t->values_names);
	free(t->values_cells);
	lct_table_init(t);
}

/**
 * lct_table_column() - find a column by its name
 * @t:		a table whose header has been read
 * @name:	the column's name
 *
 * Return: its number, or -1 if the file has no such column.
 */
int lct_table_column(const struct lct_table *t, const char *name)
{
	size_t i;

	for (i = 0; i < t->ncols; i++)
		if (!strcmp(t->names[i], name))
			return i;
	return -1;
}

/**
 * lct_table_cell() - get a cell, still escaped
 * @t:		the table
 * @row:	row number
 * @col:	a number from lct_table_column(), -1 included
 *
 * Return: the cell; NULL if it is `-` (unknown or not applicable) or if there is no
 * such column.
 */
const char *lct_table_cell(const struct lct_table *t, size_t row, int col)
{
	const char *cell;

	if (col < 0 || (size_t)col >= t->ncols || row >= t->nrows)
		return NULL;
	cell = t->rows[row][col];
	return strcmp(cell, "-") ? cell : NULL;
}
