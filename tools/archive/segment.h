/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_SEGMENT_H
#define LCT_SEGMENT_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "table/table.h"

/**
 * struct lct_segment - a closed part of a file that grows
 * @name:	its name in the folder
 * @seq:	sequence number of its first row
 * @rows:	how many rows it has
 * @packed:	it is compressed
 * @size:	bytes on disk
 * @time:	when it was written
 */
struct lct_segment {
	char name[NAME_MAX + 1];
	int64_t seq, rows;
	bool packed;
	off_t size;
	time_t time;
};

/**
 * struct lct_segments - the closed parts of a file, oldest first
 * @nr:		how many
 * @segment:	the parts
 */
struct lct_segments {
	size_t nr;
	struct lct_segment *segment;
};

int lct_segments_list(struct lct_segments *list, int folder, const char *file);
void lct_segments_free(struct lct_segments *list);
int64_t lct_segments_rows(const struct lct_segments *list);

int lct_segment_read(int folder, const struct lct_segment *s, struct lct_table *t);
int lct_segment_close(int folder, const char *file, int64_t seq, int64_t rows);
int lct_segment_pack(int folder, const struct lct_segment *s);

int lct_segments_read(const char *path, const char *file, time_t since, struct lct_table *t,
		      int *fd);

#endif
