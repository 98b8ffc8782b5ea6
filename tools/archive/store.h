/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_STORE_H
#define LCT_STORE_H

#include <stdbool.h>

#include "archive/part.h"
#include "archive/recordings.h"
#include "table/table.h"

/**
 * struct lct_store - a recording that is being written
 * @recording:	which one
 * @archive:	path of the archive
 * @lock:	descriptor of the archive's lock, -1 if it is not held
 * @folder:	descriptor of the folder of the recording's files, -1 if there is none
 * @part:	the open part of `dead`
 * @header:	header of `dead`
 * @rows:	rows to be written
 * @room:	room for their text
 * @seq:	`death_seq` of the newest row, written or to be written; 0 if there is none
 * @sees_all:	a gap in `death_seq` is a row that was evicted before it was read, not one of
 *		somebody else
 * @is_synced:	all that was written is on disk
 */
struct lct_store {
	struct lct_recording recording;
	const char *archive;
	int lock, folder;
	struct lct_part part;
	char *header;
	struct lct_rows_text rows;
	size_t room;
	int64_t seq;
	bool sees_all;
	bool is_synced;
};

int lct_store_lock(struct lct_store *s, const char *archive);
int lct_store_open(struct lct_store *s, const struct lct_recording *which);
int lct_store_add(struct lct_store *s, const struct lct_table *t, size_t row);
int lct_store_flush(struct lct_store *s);
int lct_store_sync(struct lct_store *s);
int lct_store_count(const struct lct_store *s, int64_t *rows);
void lct_store_close(struct lct_store *s);

#endif
