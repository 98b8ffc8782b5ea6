/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_COLUMN_SETS_H
#define LCT_COLUMN_SETS_H

#include <stddef.h>

/**
 * struct lct_column_set - columns that belong together, under a name for -o
 * @name:	no column has the same
 * @help:	what it is about
 * @columns:	a list as for -o
 */
struct lct_column_set {
	const char *name;
	const char *help;
	const char *columns;
};

/* Those of tasks, and none; a list ends with one without a name. */
extern const struct lct_column_set lct_column_sets[];
extern const struct lct_column_set lct_column_sets_none[];

const struct lct_column_set *lct_column_sets_find(const struct lct_column_set *sets,
						  const char *name, size_t len);

#endif
