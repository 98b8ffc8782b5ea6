/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_BOUND_H
#define LCT_BOUND_H

#include <stdint.h>

/**
 * struct lct_bound - how much an archive may hold
 * @bytes:	size of all its files
 * @seconds:	age of a row
 */
struct lct_bound {
	int64_t bytes;
	int64_t seconds;
};

int64_t lct_bound_size(const char *archive, const char *name);
int lct_bound_apply(const struct lct_bound *bound, const char *archive, const char *current);

#endif
