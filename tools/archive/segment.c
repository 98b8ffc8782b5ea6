// SPDX-License-Identifier: GPL-2.0
/*
 * The parts of a file that grows: closed ones, FILE.SEQ.ROWS, which are compressed later
 * to FILE.SEQ.ROWS.zst, and the open one, FILE. Each begins with the header of a table, so
 * that it can be read alone.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/pack.h"
#include "archive/segment.h"
#include "text/warn.h"

#define PACKED		".zst"
/* Seconds by which the clock may have been wrong when a part was written */
#define MARGIN		(24 * 3600)

static bool read_name(struct lct_segment *s, const char *name, const char *file)
{
	const size_t n = strlen(file);
	long long seq, rows;
	int end = 0;

	if (strncmp(name, file, n) ||
	    sscanf(name + n, ".%lld.%lld%n", &seq, &rows, &end) != 2)
		return false;
	s->seq = seq;
	s->rows = rows;
	s->packed = !strcmp(name + n + end, PACKED);
	snprintf(s->name, sizeof(s->name), "%s", name);
	return s->packed || !name[n + end];
}

static int by_seq(const void *a, const void *b)
{
	const struct lct_segment *x = a, *y = b;

	if (x->seq != y->seq)
		return x->seq < y->seq ? -1 : 1;
	return x->packed - y->packed;
}

static int add(struct lct_segments *list, const struct lct_segment *s)
{
	struct lct_segment *more = reallocarray(list->segment, list->nr + 1, sizeof(*more));

	if (!more)
		return -ENOMEM;
	list->segment = more;
	list->segment[list->nr++] = *s;
	return 0;
}

/* One that is both as it was and compressed was about to be removed. */
static void drop_doubles(struct lct_segments *list)
{
	size_t i, n = 0;

	for (i = 0; i < list->nr; i++)
		if (!n || list->segment[n - 1].seq != list->segment[i].seq)
			list->segment[n++] = list->segment[i];
	list->nr = n;
}

/**
 * lct_segments_list() - list the closed parts of a file
 * @list:	receives them, oldest first; freed by the caller, also on failure
 * @folder:	the folder
 * @file:	name of the file
 *
 * Return: 0, or a negative errno.
 */
int lct_segments_list(struct lct_segments *list, int folder, const char *file)
{
	struct lct_segment s = { .name = "" };
	struct dirent *entry;
	struct stat st;
	int ret = 0;
	DIR *dir;
	int fd;

	*list = (struct lct_segments){ .nr = 0 };
	fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		ret = -errno;
		if (fd >= 0)
			close(fd);
		return ret;
	}
	while (!ret && (entry = readdir(dir))) {
		if (!read_name(&s, entry->d_name, file) ||
		    fstatat(folder, s.name, &st, AT_SYMLINK_NOFOLLOW) || !S_ISREG(st.st_mode))
			continue;
		s.size = st.st_size;
		s.time = st.st_mtime;
		ret = add(list, &s);
	}
	closedir(dir);
	if (list->nr)
		qsort(list->segment, list->nr, sizeof(*list->segment), by_seq);
	drop_doubles(list);
	return ret;
}

/**
 * lct_segments_free() - free a list
 * @list:	the list
 */
void lct_segments_free(struct lct_segments *list)
{
	free(list->segment);
	*list = (struct lct_segments){ .nr = 0 };
}

/**
 * lct_segments_rows() - count the rows of the closed parts
 * @list:	the parts
 */
int64_t lct_segments_rows(const struct lct_segments *list)
{
	int64_t rows = 0;
	size_t i;

	for (i = 0; i < list->nr; i++)
		rows += list->segment[i].rows;
	return rows;
}

/**
 * lct_segment_read() - read a closed part
 * @folder:	the folder
 * @s:		the part
 * @t:		the table, which gains its rows
 *
 * It may be compressed after it has been listed.
 *
 * Return: 0, -ENOENT if it has been deleted, -EBADMSG if it is damaged, or what
 * lct_table_read() returns.
 */
int lct_segment_read(int folder, const struct lct_segment *s, struct lct_table *t)
{
	char name[NAME_MAX + 1 + sizeof(PACKED)];
	bool packed = s->packed;
	int fd, ret;

	fd = openat(folder, s->name, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT && !packed) {
		snprintf(name, sizeof(name), "%s" PACKED, s->name);
		fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
		packed = true;
	}
	if (fd < 0)
		return -errno;
	ret = packed ? lct_unpack(t, fd) : lct_table_read(t, fd);
	close(fd);
	return ret;
}

/**
 * lct_segment_close() - make the open part of a file a closed one
 * @folder:	the folder
 * @file:	name of the file, which is on disk
 * @seq:	sequence number of its first row
 * @rows:	how many rows it has
 *
 * Return: 0, or a negative errno.
 */
int lct_segment_close(int folder, const char *file, int64_t seq, int64_t rows)
{
	char name[NAME_MAX + 1];

	snprintf(name, sizeof(name), "%s.%012lld.%lld", file, (long long)seq, (long long)rows);
	return renameat(folder, file, folder, name) ? -errno : 0;
}

/**
 * lct_segment_pack() - compress a closed part
 * @folder:	the folder
 * @s:		the part; nothing happens if it is compressed
 *
 * Return: 0, or a negative errno; then it is as before.
 */
int lct_segment_pack(int folder, const struct lct_segment *s)
{
	char draft[NAME_MAX + 8], name[NAME_MAX + 8];
	struct timespec times[2];
	int from, to, ret;
	struct stat st;

	if (s->packed)
		return 0;
	snprintf(draft, sizeof(draft), ".%s.new", s->name);
	snprintf(name, sizeof(name), "%s" PACKED, s->name);
	from = openat(folder, s->name, O_RDONLY | O_CLOEXEC);
	to = openat(folder, draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	ret = from < 0 || to < 0 || fstat(from, &st) ? -errno : lct_pack(from, to);
	/* Its age is that of its rows. */
	if (!ret) {
		times[0] = st.st_mtim;
		times[1] = st.st_mtim;
		ret = futimens(to, times) || fdatasync(to) ? -errno : 0;
	}
	if (!ret && renameat(folder, draft, folder, name))
		ret = -errno;
	if (!ret && fsync(folder))
		ret = -errno;
	unlinkat(folder, ret ? draft : s->name, 0);
	if (to >= 0)
		close(to);
	if (from >= 0)
		close(from);
	return ret;
}

/* The same parts, before the file was opened and after. */
static bool is_same(const struct lct_segments *a, const struct lct_segments *b)
{
	return (a->nr ? a->segment[a->nr - 1].seq : -1) == (b->nr ? b->segment[b->nr - 1].seq : -1);
}

/* Open the open part, and list the closed ones before it, while it may be closed. */
static int open_and_list(int folder, const char *file, struct lct_segments *list, int *fd)
{
	struct lct_segments before = { .nr = 0 };
	bool same = false;
	int ret;

	do {
		ret = lct_segments_list(&before, folder, file);
		if (!ret) {
			*fd = openat(folder, file, O_RDONLY | O_CLOEXEC);
			ret = *fd < 0 && errno != ENOENT ? -errno : 0;
		}
		if (!ret) {
			ret = lct_segments_list(list, folder, file);
			same = is_same(&before, list);
		}
		lct_segments_free(&before);
		if (!ret && !same) {
			lct_segments_free(list);
			if (*fd >= 0)
				close(*fd);
			*fd = -1;
		}
	} while (!ret && !same);
	return ret;
}

/* Of a damaged part nothing is certain: its rows are left out. */
static int add_part(int folder, const struct lct_segment *s, const char *path, struct lct_table *t)
{
	struct lct_table part;
	int ret;

	lct_table_init(&part);
	ret = lct_segment_read(folder, s, &part);
	if (!ret)
		ret = lct_table_append(t, &part);
	lct_table_free(&part);
	if (ret == -EPROTO || ret == -EBADMSG)
		lct_warn("%s/%s is damaged: its rows are left out", path, s->name);
	return ret == -EPROTO || ret == -EBADMSG || ret == -ENOENT ? 0 : ret;
}

/**
 * lct_segments_read() - read the closed parts of a file, and open the open one
 * @path:	the folder
 * @file:	name of the file
 * @since:	parts that were written before need not be read
 * @t:		an empty table, which receives the rows of the closed parts
 * @fd:		receives the descriptor of the open part, -1 if there is none
 *
 * The rows of a part that is damaged are left out, with a message.
 *
 * Return: 0, or what lct_segment_read() returns.
 */
int lct_segments_read(const char *path, const char *file, time_t since, struct lct_table *t,
		      int *fd)
{
	struct lct_segments list = { .nr = 0 };
	int folder, ret;
	size_t i;

	*fd = -1;
	folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return -errno;
	ret = open_and_list(folder, file, &list, fd);
	for (i = 0; i < list.nr && !ret; i++)
		if (list.segment[i].time >= since - MARGIN)
			ret = add_part(folder, &list.segment[i], path, t);
	lct_segments_free(&list);
	close(folder);
	return ret;
}
