// SPDX-License-Identifier: GPL-2.0
/*
 * Writing a recording. One process writes to an archive. What is written is readable at
 * any time: rows are appended to a file that is cut at its last whole row if a write fails
 * or the machine does; other files are replaced.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "archive/disk.h"
#include "archive/segment.h"
#include "archive/store.h"
#include "text/cell.h"
#include "text/warn.h"
#include "uapi/words.h"

#define LOCK		"lock"
#define FOLDER_MODE	0750
/* About ten thousand rows */
#define PART_MAX	(8 * 1024 * 1024)

static int say_locked(const char *archive, int fd)
{
	char pid[16] = "";
	ssize_t n = pread(fd, pid, sizeof(pid) - 1, 0);

	pid[n > 0 ? strcspn(pid, "\n") : 0] = '\0';
	lct_warn("%s is being written by process %s, another 'lifecycle record'", archive,
		 *pid ? pid : "?");
	return LCT_EXIT_LOCKED;
}

/**
 * lct_store_lock() - become the one process that writes to an archive
 * @s:		receives the lock; lct_store_close() in any case
 * @archive:	path of the archive, which is created if need be
 *
 * Return: an exit status.
 */
int lct_store_lock(struct lct_store *s, const char *archive)
{
	char pid[16], *path;
	int ret;

	*s = (struct lct_store){ .archive = archive, .lock = -1, .folder = -1, .is_synced = true };
	s->part.fd = -1;
	ret = lct_disk_folder(archive, FOLDER_MODE);
	if (!ret && asprintf(&path, "%s/" LOCK, archive) < 0)
		ret = -ENOMEM;
	if (!ret) {
		s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
		ret = s->lock < 0 ? -errno : 0;
		free(path);
	}
	if (!ret && flock(s->lock, LOCK_EX | LOCK_NB)) {
		if (errno == EWOULDBLOCK)
			return say_locked(archive, s->lock);
		ret = -errno;
	}
	if (!ret) {
		snprintf(pid, sizeof(pid), "%d\n", (int)getpid());
		ret = ftruncate(s->lock, 0) ? -errno :
		      lct_disk_write(s->lock, pid, strlen(pid), 0);
	}
	if (ret)
		lct_warn("%s: %s", archive, strerror(-ret));
	return ret ? EXIT_FAILURE : 0;
}

/* A recording that nobody continues: what is open is closed, and all is compressed. */
static void finish(const char *archive, const struct lct_recording *r)
{
	int folder = lct_recording_open(archive, r->name, LCT_RECORDING_FILES);
	struct lct_segments list = { .nr = 0 };
	struct lct_part part;
	size_t i;
	int ret;

	if (folder < 0)
		return;
	ret = lct_part_open(&part, folder);
	if (!ret)
		ret = lct_part_end(&part);
	if (!ret)
		ret = lct_segments_list(&list, folder, LCT_PART_FILE);
	for (i = 0; i < list.nr && !ret; i++)
		ret = lct_segment_pack(folder, &list.segment[i]);
	if (ret)
		lct_warn("cannot close the recording %s: %s", r->name, strerror(-ret));
	lct_segments_free(&list);
	if (part.fd >= 0)
		close(part.fd);
	close(folder);
}

/* The recording of this load of the module, or a new one. All others are finished. */
static int look_for(struct lct_store *s, const struct lct_recordings *list,
		    const struct lct_recording *which)
{
	int64_t newest = 0;
	size_t i;

	s->recording = *which;
	s->recording.number = 0;
	for (i = 0; i < list->nr; i++) {
		const struct lct_recording *r = &list->recording[i];

		newest = r->number > newest ? r->number : newest;
		if (!strcmp(r->boot_id, which->boot_id) && r->loaded_ns == which->loaded_ns)
			s->recording = *r;
		else
			finish(s->archive, r);
	}
	if (s->recording.number)
		return 0;
	s->recording.number = newest + 1;
	return lct_recording_name(s->archive, &s->recording);
}

static int open_files(struct lct_store *s)
{
	int folder, ret;
	char *path;

	if (asprintf(&path, "%s/%s/" LCT_RECORDING_FILES, s->archive, s->recording.name) < 0)
		return -ENOMEM;
	ret = lct_disk_folder(path, FOLDER_MODE);
	free(path);
	if (ret)
		return ret;
	folder = lct_recording_open(s->archive, s->recording.name, ".");
	if (folder < 0)
		return folder;
	ret = lct_recording_put(folder, &s->recording);
	close(folder);
	if (ret)
		return ret;
	s->folder = lct_recording_open(s->archive, s->recording.name, LCT_RECORDING_FILES);
	if (s->folder < 0)
		return s->folder;
	ret = lct_part_open(&s->part, s->folder);
	s->seq = s->part.last;
	return ret;
}

/* Compress what is closed; what cannot be is the next time. */
static void pack(struct lct_store *s)
{
	struct lct_segments list;
	size_t i;

	if (!lct_segments_list(&list, s->folder, LCT_PART_FILE))
		for (i = 0; i < list.nr; i++)
			lct_segment_pack(s->folder, &list.segment[i]);
	lct_segments_free(&list);
}

/**
 * lct_store_open() - begin a recording, or go on with it
 * @s:		the store, whose archive is locked
 * @which:	the load of the module that is to be recorded; name and number are not used
 *
 * All other recordings are closed and compressed.
 *
 * Return: an exit status.
 */
int lct_store_open(struct lct_store *s, const struct lct_recording *which)
{
	struct lct_recordings list;
	int ret;

	ret = lct_recordings_list(&list, s->archive);
	if (!ret) {
		ret = look_for(s, &list, which);
		if (!ret)
			ret = open_files(s);
	}
	if (!ret)
		pack(s);
	lct_recordings_free(&list);
	if (ret)
		lct_warn("cannot write to %s: %s", s->archive, strerror(-ret));
	return ret ? EXIT_FAILURE : 0;
}

static int put_text(struct lct_store *s, const char *text, size_t len)
{
	char *more;

	if (s->rows.len + len > s->room) {
		more = realloc(s->rows.text, (s->rows.len + len) * 2);
		if (!more)
			return -ENOMEM;
		s->rows.text = more;
		s->room = (s->rows.len + len) * 2;
	}
	memcpy(s->rows.text + s->rows.len, text, len);
	s->rows.len += len;
	return 0;
}

static int make_header(struct lct_store *s, const struct lct_table *t)
{
	size_t i, len;
	FILE *out = open_memstream(&s->header, &len);

	if (!out)
		return -ENOMEM;
	fprintf(out, "# lifecycle %d\n", LC_FORMAT);
	for (i = 0; i < t->ncols; i++)
		fprintf(out, "%s%c", t->names[i], i + 1 < t->ncols ? ' ' : '\n');
	return fclose(out) ? -ENOMEM : 0;
}

/**
 * lct_store_add() - add a row of `dead` to those that are to be written
 * @s:		the store
 * @t:		the table
 * @row:	the row's number; nothing happens if an earlier row has its `death_seq`
 *
 * Return: 1, 0 if nothing happened, or a negative errno.
 */
int lct_store_add(struct lct_store *s, const struct lct_table *t, size_t row)
{
	int64_t seq;
	size_t i;
	int ret = 0;

	if (!lct_cell_number(lct_table_cell(t, row, lct_table_column(t, "death_seq")), &seq) ||
	    seq <= s->seq)
		return 0;
	if (!s->header)
		ret = make_header(s, t);
	for (i = 0; i < t->ncols && !ret; i++) {
		const char *cell = t->rows[row][i];

		ret = put_text(s, cell, strlen(cell));
		if (!ret)
			ret = put_text(s, i + 1 < t->ncols ? " " : "\n", 1);
	}
	if (ret)
		return ret;
	s->rows.first = s->rows.nr++ ? s->rows.first : seq;
	s->rows.last = seq;
	s->seq = seq;
	return 1;
}

/**
 * lct_store_flush() - write the rows that are to be written
 * @s:		the store
 *
 * Return: 1 if a part was closed, 0, or a negative errno; then all of them are still to be
 * written.
 */
int lct_store_flush(struct lct_store *s)
{
	struct lct_part *part = &s->part;
	bool ended = false;
	int ret = 0;

	if (!s->rows.nr)
		return 0;
	if (part->fd >= 0 && part->size + (off_t)s->rows.len > PART_MAX) {
		ret = lct_part_end(part);
		ended = !ret;
		s->is_synced |= ended;
	}
	if (!ret)
		ret = part->fd < 0 ? lct_part_begin(part, s->header, &s->rows) :
				     lct_part_append(part, &s->rows);
	if (ended)
		pack(s);
	if (ret)
		return ret;
	s->rows.len = 0;
	s->rows.nr = 0;
	s->is_synced = false;
	return ended;
}

/**
 * lct_store_sync() - wait until all that was written is on disk
 * @s:		the store
 *
 * Return: 0, or a negative errno.
 */
int lct_store_sync(struct lct_store *s)
{
	if (s->is_synced || s->part.fd < 0)
		return 0;
	if (fdatasync(s->part.fd))
		return -errno;
	s->is_synced = true;
	return 0;
}

/**
 * lct_store_count() - count the rows of `dead` in the recording
 * @s:		the store
 * @rows:	receives their number
 *
 * Return: 0, or a negative errno.
 */
int lct_store_count(const struct lct_store *s, int64_t *rows)
{
	struct lct_segments list;
	int ret = lct_segments_list(&list, s->folder, LCT_PART_FILE);

	*rows = s->part.rows + lct_segments_rows(&list);
	lct_segments_free(&list);
	return ret;
}

/**
 * lct_store_close() - stop writing, and let others write
 * @s:		the store
 */
void lct_store_close(struct lct_store *s)
{
	if (s->part.fd >= 0)
		close(s->part.fd);
	if (s->folder >= 0)
		close(s->folder);
	if (s->lock >= 0)
		close(s->lock);
	free(s->header);
	free(s->rows.text);
}
