/* SPDX-License-Identifier: GPL-2.0 */
/* Tables as text: their header, a row as a line, a row as a list of "name: value". */
#ifndef LC_PRINT_H
#define LC_PRINT_H

#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/stddef.h>

#include "uapi/columns.h"

/**
 * struct lc_column - a column of a table
 * @name: its name
 * @kind: what its values are
 * @offset: where a row has its value, in bytes
 */
struct lc_column {
	const char *name;
	enum lc_kind kind;
	unsigned int offset;
};

/**
 * struct lc_layout - the columns of a table
 * @columns: in their order
 * @nr: how many
 */
struct lc_layout {
	const struct lc_column *columns;
	unsigned int nr;
};

/* For a list of columns: the elements of an array of them, for rows of type ROW. */
#define LC_COLUMN_OF(row, name, kind)	{ #name, LC_KIND_##kind, offsetof(row, name) },

#define LC_LAYOUT(array)	{ .columns = array, .nr = ARRAY_SIZE(array) }

void lc_print_header(struct seq_file *m, const struct lc_layout *layout);
void lc_print_line(struct seq_file *m, const struct lc_layout *layout, const void *row,
		   s64 clock_offset_ns);
void lc_print_list(struct seq_file *m, const struct lc_layout *layout, const void *row,
		   s64 clock_offset_ns);

#endif /* LC_PRINT_H */
