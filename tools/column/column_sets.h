/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_SETS_H
#define LC_SETS_H

#include <stddef.h>

/**
 * struct lc_set - columns that belong together, under a name for -o
 * @name:	no column has the same
 * @help:	what it is about
 * @columns:	a list as for -o
 */
struct lc_set {
	const char *name;
	const char *help;
	const char *columns;
};

/* Those of tasks, and none; a list ends with one without a name. */
extern const struct lc_set lc_sets[];
extern const struct lc_set lc_no_sets[];

const struct lc_set *lc_set_find(const struct lc_set *sets, const char *name, size_t len);

#endif
