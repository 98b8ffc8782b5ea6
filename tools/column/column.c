// SPDX-License-Identifier: GPL-2.0
/* The table of a task's columns. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "column/column.h"
#include "column/column_alias.h"
#include "column/column_sets.h"
#include "column/format.h"

const struct lct_column lct_columns[LCT_COLUMN_NR] = {
	LC_TASK_COLUMNS(LCT_COLUMN)
	LCT_DERIVED_COLUMNS(LCT_COLUMN)
};

const struct lct_catalog lct_task_catalog = {
	.columns = lct_columns,
	.nr = LCT_COLUMN_NR,
	.nr_kernel = LCT_COLUMN_KERNEL_NR,
	.sets = lct_column_sets,
};

static int find(const struct lct_catalog *catalog, const char *name, size_t len)
{
	int i, found = -1;

	for (i = 0; i < catalog->nr; i++) {
		const char *s = catalog->columns[i].name;

		if (strncasecmp(s, name, len))
			continue;
		/* `user` is a column of its own, not user_ns without its unit. */
		if (strlen(s) == len)
			return i;
		if (lct_format_stem(s) == len)
			found = i;
	}
	return found;
}

/**
 * lct_column_find() - find a column by its name or heading
 * @catalog:	the columns there are
 * @name:	the name in any case, with or without a trailing _ns or _bytes; or that of ps(1),
 *		if there is such a column
 * @len:	its length
 *
 * Return: the column, or -1.
 */
int lct_column_find(const struct lct_catalog *catalog, const char *name, size_t len)
{
	const char *other = lct_column_alias(name, len);
	int found = other ? find(catalog, other, strlen(other)) : -1;

	return found < 0 ? find(catalog, name, len) : found;
}

/**
 * lct_column_heading() - get the heading of a column
 * @catalog:	the columns there are
 * @id:		the column
 * @out:	its name in capitals, without _ns and _bytes, because the cells have a
 *		unit, unless another column has that name
 * @room:	size of @out
 */
void lct_column_heading(const struct lct_catalog *catalog, int id, char *out, size_t room)
{
	const char *name = catalog->columns[id].name;
	size_t i, n = lct_format_stem(name);

	if (lct_column_find(catalog, name, n) != id)
		n = strlen(name);
	for (i = 0; i < n && i + 1 < room; i++)
		out[i] = toupper((unsigned char)name[i]);
	out[i] = '\0';
}

/**
 * lct_column_unit() - get the unit of a column in -r and -J
 * @id:		the column
 */
const char *lct_column_unit(enum lct_column_id id)
{
	return lct_format_unit(lct_columns[id].kind);
}

/**
 * lct_column_is_number() - check whether a column is numeric and right-aligned
 * @id:		the column
 */
bool lct_column_is_number(enum lct_column_id id)
{
	return lct_format_is_number(lct_columns[id].kind);
}

/**
 * lct_column_is_literal() - check whether a column is unquoted in JSON
 * @id:		the column
 */
bool lct_column_is_literal(enum lct_column_id id)
{
	return lct_format_is_literal(lct_columns[id].kind);
}
