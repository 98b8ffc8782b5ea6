// SPDX-License-Identifier: GPL-2.0
/* The word that was probably meant by one that is not known. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "text/nearest.h"

/* Longer words are not compared. */
#define ROOM	48

/**
 * lct_nearest_begin() - begin to search
 * @nearest:	the search
 * @word:	what was typed; it is not copied
 * @len:	its length
 *
 * A word is near if not more than a third of its letters differ.
 */
void lct_nearest_begin(struct lct_nearest *nearest, const char *word, size_t len)
{
	*nearest = (struct lct_nearest){ .word = word, .len = len, .distance = len / 3 + 1 };
}

static unsigned int smallest(unsigned int a, unsigned int b, unsigned int c)
{
	unsigned int least = a < b ? a : b;

	return least < c ? least : c;
}

/*
 * How many letters to insert, delete, replace or exchange with the next one turn one word into
 * the other: the distance of Damerau and Levenshtein, in its restricted form.
 */
static unsigned int distance(const char *a, size_t n, const char *b, size_t m)
{
	unsigned int rows[3][ROOM + 1];
	size_t i, j;

	for (j = 0; j <= m; j++)
		rows[0][j] = j;
	for (i = 1; i <= n; i++) {
		unsigned int *row = rows[i % 3], *above = rows[(i + 2) % 3];

		row[0] = i;
		for (j = 1; j <= m; j++) {
			const char x = tolower((unsigned char)a[i - 1]);
			const char y = tolower((unsigned char)b[j - 1]);

			row[j] = smallest(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y));
			if (i > 1 && j > 1 && x != y && x == tolower((unsigned char)b[j - 2]) &&
			    y == tolower((unsigned char)a[i - 2]))
				row[j] = smallest(row[j], rows[(i + 1) % 3][j - 2] + 1, UINT32_MAX);
		}
	}
	return rows[n % 3][m];
}

/**
 * lct_nearest_try() - compare another word
 * @nearest:	the search
 * @candidate:	the word; it is not copied. Of several that are equally near, the first is kept
 * @len:	its length
 */
void lct_nearest_try(struct lct_nearest *nearest, const char *candidate, size_t len)
{
	unsigned int d;

	if (nearest->len > ROOM || len > ROOM)
		return;
	d = distance(nearest->word, nearest->len, candidate, len);
	if (d < nearest->distance) {
		nearest->distance = d;
		nearest->best = candidate;
		nearest->best_len = len;
	}
}
