/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_PART_H
#define LCT_PART_H

#include <stdint.h>
#include <sys/types.h>

/* The file that grows */
#define LCT_PART_FILE	"dead"

/**
 * struct lct_part - the open part of `dead`
 * @folder:	descriptor of its folder
 * @fd:		its descriptor, -1 if there is none
 * @size:	bytes of whole rows, with the header; what is behind them does not count
 * @rows:	how many rows
 * @first:	`death_seq` of the first row
 * @last:	`death_seq` of the last row
 */
struct lct_part {
	int folder, fd;
	off_t size;
	int64_t rows, first, last;
};

/**
 * struct lct_rows_text - rows that are to be written
 * @text:	the rows, a line each
 * @len:	length of the text
 * @nr:		how many rows
 * @first, @last: `death_seq` of the first and of the last
 */
struct lct_rows_text {
	char *text;
	size_t len;
	int64_t nr, first, last;
};

int lct_part_open(struct lct_part *p, int folder);
int lct_part_begin(struct lct_part *p, const char *header, const struct lct_rows_text *rows);
int lct_part_append(struct lct_part *p, const struct lct_rows_text *rows);
int lct_part_end(struct lct_part *p);

#endif
