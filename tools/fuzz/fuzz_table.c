// SPDX-License-Identifier: GPL-2.0
/* A file can be read in pieces of any size: the resulting table must not depend on them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"
#include "table/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int read_in(struct lct_table *t, const char *text, size_t size, size_t piece)
{
	int ret = 0;

	while (size && !ret) {
		/* A copy, so that the sanitizer sees a read beyond its end. */
		size_t n = size < piece ? size : piece;
		char *copy = malloc(n);

		memcpy(copy, text, n);
		ret = lct_table_parse(t, copy, n);
		free(copy);
		text += n;
		size -= n;
	}
	return ret;
}

static void compare(const struct lct_table *a, const struct lct_table *b)
{
	size_t row, col;

	if (a->ncols != b->ncols || a->nrows != b->nrows || a->line != b->line)
		output_wrong("another number of rows or columns", b->error);
	for (row = 0; row < a->nrows; row++)
		for (col = 0; col < a->ncols; col++)
			if (strcmp(a->rows[row][col], b->rows[row][col]))
				output_wrong("another cell", b->rows[row][col]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lct_table whole, pieces;
	size_t piece, i;

	if (size < 2)
		return 0;
	piece = 1 + data[0] % 64;
	lct_table_init(&whole);
	lct_table_init(&pieces);
	whole.values = data[1] & 1;
	pieces.values = whole.values;
	if (read_in(&whole, (const char *)data + 2, size - 2, size) !=
	    read_in(&pieces, (const char *)data + 2, size - 2, piece))
		output_wrong("read in pieces it is something else", pieces.error);
	if (strcmp(whole.error, pieces.error))
		output_wrong("another error", pieces.error);
	output_check_plain(whole.error);
	compare(&whole, &pieces);
	for (i = 0; i < whole.ncols; i++)
		lct_table_cell(&whole, 0, lct_table_column(&whole, whole.names[i]));
	lct_table_free(&whole);
	lct_table_free(&pieces);
	return 0;
}
