/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_NEAREST_H
#define LCT_NEAREST_H

#include <stddef.h>

/**
 * struct lct_nearest - the search for the word that was meant
 * @word:	what was typed
 * @len:	its length
 * @best:	the nearest word so far, or NULL
 * @best_len:	its length
 * @distance:	how far that is from it
 */
struct lct_nearest {
	const char *word;
	size_t len;
	const char *best;
	size_t best_len;
	unsigned int distance;
};

void lct_nearest_begin(struct lct_nearest *nearest, const char *word, size_t len);
void lct_nearest_try(struct lct_nearest *nearest, const char *candidate, size_t len);

#endif
