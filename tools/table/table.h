/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TABLE_H
#define LCT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/**
 * struct lct_table - the rows of one /proc/lifecycle file, as text
 * @ncols:	number of columns
 * @names:	their names, in the file's order
 * @nrows:	number of rows read so far and not cleared
 * @rows:	per row @ncols cells, still escaped as the kernel wrote them
 * @line:	lines read, for error messages
 * @error:	why the previous call failed; "" if it did not
 *
 * The other members belong to table_parse.c.
 */
struct lct_table {
	size_t ncols;
	char **names;
	size_t nrows;
	char ***rows;
	unsigned long line;
	char error[192];

	size_t rows_room;
	char *names_text;
	char *pending;
	size_t pending_len, pending_room;
	char *values_names, *values_cells;
	bool values;
	int expect;
};

void lct_table_init(struct lct_table *t);
void lct_table_free(struct lct_table *t);
void lct_table_clear_rows(struct lct_table *t);

int lct_table_read(struct lct_table *t, int fd);
int lct_table_read_values(struct lct_table *t, int fd);
int lct_table_parse(struct lct_table *t, const char *data, size_t len);

int lct_table_append(struct lct_table *t, struct lct_table *more);
int lct_table_column(const struct lct_table *t, const char *name);
const char *lct_table_cell(const struct lct_table *t, size_t row, int col);

#endif
