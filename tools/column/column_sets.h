/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_COLUMN_SETS_H
#define LCT_COLUMN_SETS_H

#include <stdbool.h>
#include <stddef.h>

#include "column/column.h"

/**
 * struct lct_column_set - columns that belong together, under a name for -o
 * @name:	differs from the name of every column
 * @help:	what the columns are about
 */
struct lct_column_set {
	const char *name;
	const char *help;
};

/* Those of tasks, and none; a list ends with a set without a name. */
extern const struct lct_column_set lct_column_sets[];
extern const struct lct_column_set lct_column_sets_none[];

const struct lct_column_set *lct_column_sets_find(const struct lct_column_set *sets,
						  const char *name, size_t len);
bool lct_column_sets_has(const struct lct_column_set *set, const struct lct_column *column,
			 bool *optional);

#endif
