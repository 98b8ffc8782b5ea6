// SPDX-License-Identifier: GPL-2.0
/* The rows of one file of /proc/lifecycle, as text. table_parse.c fills them. */
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

/**
 * lct_table_abandon_line() - drop a line whose end has not come
 * @t: the table, which expects what comes next to begin a line
 */
void lct_table_abandon_line(struct lct_table *t)
{
	t->pending_len = 0;
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
