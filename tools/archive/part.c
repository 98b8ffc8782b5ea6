// SPDX-License-Identifier: GPL-2.0
/*
 * The open part of `dead`. After a power cut its end may be missing, or be something else:
 * what counts is what comes before the first line that is no row.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/disk.h"
#include "archive/part.h"
#include "archive/segment.h"
#include "text/cell.h"

static int64_t seq_of(const struct lct_table *t, size_t row)
{
	int64_t seq = 0;

	lct_cell_number(lct_table_cell(t, row, lct_table_column(t, "death_seq")), &seq);
	return seq;
}

/* Count the rows in front of the first line that is none; other errors prove nothing of it. */
static int count_rows(struct lct_part *p, const char *data, size_t len)
{
	const char *line = data, *end;
	struct lct_table t;
	int64_t seq;
	int ret = 0;

	lct_table_init(&t);
	while ((end = memchr(line, '\n', data + len - line))) {
		ret = lct_table_parse(&t, line, end + 1 - line);
		if (ret)
			break;
		line = end + 1;
		if (!t.nrows)
			continue;
		seq = seq_of(&t, 0);
		lct_table_clear_rows(&t);
		if (seq <= p->last)
			break;
		p->first = p->rows++ ? p->first : seq;
		p->last = seq;
		p->size = line - data;
	}
	lct_table_free(&t);
	return ret == -EPROTO ? 0 : ret;
}

/* The newest row of the closed parts, for an open part that is not there. */
static int find_last(struct lct_part *p)
{
	struct lct_segments list;
	struct lct_table t;
	int ret;

	lct_table_init(&t);
	ret = lct_segments_list(&list, p->folder, LCT_PART_FILE);
	if (!ret && list.nr) {
		const struct lct_segment *s = &list.segment[list.nr - 1];

		ret = lct_segment_read(p->folder, s, &t);
		p->last = t.nrows ? seq_of(&t, t.nrows - 1) : s->seq + s->rows - 1;
		ret = ret == -ENOMEM ? ret : 0;
	}
	lct_segments_free(&list);
	lct_table_free(&t);
	return ret;
}

/**
 * lct_part_open() - open the part, and cut what is not a row from its end
 * @p:		the part
 * @folder:	descriptor of its folder, which stays the caller's
 *
 * A part without a row is deleted.
 *
 * Return: 0, -EPROTONOSUPPORT if it is in another version of the format, or a negative errno;
 * then it is as it was.
 */
int lct_part_open(struct lct_part *p, int folder)
{
	char *data = NULL;
	ssize_t len;
	int ret = 0;

	*p = (struct lct_part){ .folder = folder, .fd = -1 };
	len = lct_disk_read(folder, LCT_PART_FILE, &data);
	if (len >= 0)
		ret = count_rows(p, data, len);
	else if (len != -ENOENT)
		ret = len;
	free(data);
	if (ret)
		return ret;
	if (!p->rows) {
		if (len >= 0 && unlinkat(folder, LCT_PART_FILE, 0))
			return -errno;
		return find_last(p);
	}
	p->fd = openat(folder, LCT_PART_FILE, O_WRONLY | O_CLOEXEC);
	return p->fd < 0 || ftruncate(p->fd, p->size) ? -errno : 0;
}

static void count(struct lct_part *p, const struct lct_rows_text *rows)
{
	p->first = p->rows ? p->first : rows->first;
	p->rows += rows->nr;
	p->last = rows->last;
}

/**
 * lct_part_begin() - create the part
 * @p:		the part, which is not there
 * @header:	header of the table
 * @rows:	its first rows
 *
 * Return: 0, or a negative errno; then it counts as not there.
 */
int lct_part_begin(struct lct_part *p, const char *header, const struct lct_rows_text *rows)
{
	char *data = NULL;
	size_t len;
	int ret;
	FILE *out = open_memstream(&data, &len);

	if (!out)
		return -ENOMEM;
	fputs(header, out);
	fwrite(rows->text, rows->len, 1, out);
	if (fclose(out)) {
		free(data);
		return -ENOMEM;
	}
	ret = lct_disk_replace(p->folder, LCT_PART_FILE, data, len);
	free(data);
	if (ret)
		return ret;
	p->fd = openat(p->folder, LCT_PART_FILE, O_WRONLY | O_CLOEXEC);
	if (p->fd < 0)
		return -errno;
	p->rows = 0;
	p->size = len;
	count(p, rows);
	return 0;
}

/**
 * lct_part_append() - append rows
 * @p:		the part
 * @rows:	the rows
 *
 * Return: 0, or a negative errno; then the part is as before.
 */
int lct_part_append(struct lct_part *p, const struct lct_rows_text *rows)
{
	int cut, ret = lct_disk_write(p->fd, rows->text, rows->len, p->size);

	if (ret) {
		/* If this fails, too, it is cut when the part is opened again. */
		cut = ftruncate(p->fd, p->size);
		(void)cut;
		return ret;
	}
	p->size += rows->len;
	count(p, rows);
	return 0;
}

/**
 * lct_part_end() - make it a closed part
 * @p:		the part, which is not there afterwards
 *
 * Return: 0, or a negative errno; then it is open still.
 */
int lct_part_end(struct lct_part *p)
{
	int ret;

	if (p->fd < 0)
		return 0;
	if (fdatasync(p->fd))
		return -errno;
	ret = lct_segment_close(p->folder, LCT_PART_FILE, p->first, p->rows);
	if (ret)
		return ret;
	close(p->fd);
	p->fd = -1;
	p->size = 0;
	p->rows = 0;
	return 0;
}
