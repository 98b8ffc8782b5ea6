// SPDX-License-Identifier: GPL-2.0
/*
 * Files of a recording that are replaced: `stats`, for the clock and the losses; `oom`,
 * whose rows still change; and `tasks`, who lived at the end.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "archive/disk.h"
#include "recorder/snapshot.h"
#include "task/source.h"
#include "text/warn.h"
#include "uapi/words.h"

/* Rows of `oom` that a recording keeps */
#define OOM_MAX	4096

/**
 * lct_snapshot_identify() - find out which load of the module is to be recorded
 * @root:	root folder of another recording, NULL for the module
 * @which:	receives it, without the name and the number of its recording
 *
 * Return: an exit status.
 */
int lct_snapshot_identify(const char *root, struct lct_recording *which)
{
	struct lct_table stats;
	struct utsname names;
	const char *loaded;
	int status;

	*which = (struct lct_recording){ .number = 0 };
	status = lct_source_values(root, "stats", &stats);
	loaded = lct_table_cell(&stats, 0, lct_table_column(&stats, "loaded_ns"));
	if (!status && !lct_cell_number(loaded, &which->loaded_ns)) {
		lct_warn("stats: no loaded_ns");
		status = LCT_EXIT_DATA;
	}
	lct_table_free(&stats);
	if (!status && lct_recording_this_boot(which->boot_id)) {
		lct_warn("the ID of this boot cannot be read");
		status = EXIT_FAILURE;
	}
	uname(&names);
	snprintf(which->kernel, sizeof(which->kernel), "%s", names.release);
	snprintf(which->host, sizeof(which->host), "%s", names.nodename);
	return status;
}

static ssize_t read_module(const char *root, const char *file, char **data)
{
	ssize_t len;
	char *path;

	if (asprintf(&path, "%s" LCT_DIR_PROC "%s", root ? root : "", file) < 0)
		return -ENOMEM;
	len = lct_disk_read(AT_FDCWD, path, data);
	free(path);
	return len;
}

static bool begins(const char *line, const char *prefix)
{
	return !strncmp(line, prefix, strlen(prefix));
}

/* What the module says of its history, said of the recording: it keeps no kinds apart. */
static void put_history(const struct lct_store *s, const char *line, int len, int64_t rows,
			FILE *out)
{
	if (begins(line, "dead: "))
		fprintf(out, "dead: %lld\n", (long long)rows);
	else if (begins(line, "dead_evicted: ") && s->sees_all)
		fprintf(out, "dead_evicted: %lld\n", (long long)(s->seq - rows));
	else if (begins(line, "dead_evicted: ") || !begins(line, "dead_"))
		fprintf(out, "%.*s", len, line);
}

/**
 * lct_snapshot_stats() - write `stats`
 * @s:		the recording
 * @root:	root folder of another recording, NULL for the module
 *
 * `dead` and `dead_evicted` are those of the recording.
 *
 * Return: 0, or a negative errno.
 */
int lct_snapshot_stats(const struct lct_store *s, const char *root)
{
	char *data, *text, *line, *end;
	ssize_t len = read_module(root, "stats", &data);
	int64_t rows;
	size_t size;
	FILE *out;
	int ret;

	if (len < 0)
		return len;
	ret = lct_store_count(s, &rows);
	out = ret ? NULL : open_memstream(&text, &size);
	for (line = data; out && *line; line = end) {
		end = strchrnul(line, '\n');
		end += *end == '\n';
		put_history(s, line, end - line, rows, out);
	}
	free(data);
	if (!out)
		return ret ? ret : -ENOMEM;
	ret = fclose(out) ? -ENOMEM : lct_disk_replace(s->folder, "stats", text, size);
	free(text);
	return ret;
}

static int64_t oom_seq(const struct lct_table *t, size_t row)
{
	int64_t seq = 0;

	lct_cell_number(lct_table_cell(t, row, lct_table_column(t, "oom_seq")), &seq);
	return seq;
}

static void put_row(const struct lct_table *t, char *const *cells, FILE *out)
{
	size_t i;

	for (i = 0; i < t->ncols; i++)
		fprintf(out, "%s%c", cells[i], i + 1 < t->ncols ? ' ' : '\n');
}

/* The rows that the module has evicted, then those that it has. */
static int put_oom(const struct lct_table *kept, const struct lct_table *now, FILE *out)
{
	const int64_t first = now->nrows ? oom_seq(now, 0) : INT64_MAX;
	const size_t room = OOM_MAX - (now->nrows < OOM_MAX ? now->nrows : OOM_MAX);
	size_t i, older = 0;

	while (older < kept->nrows && oom_seq(kept, older) < first)
		older++;
	fprintf(out, "# lifecycle %d\n", LC_FORMAT);
	put_row(now, now->names, out);
	for (i = older > room ? older - room : 0; i < older; i++)
		put_row(kept, kept->rows[i], out);
	for (i = 0; i < now->nrows; i++)
		put_row(now, now->rows[i], out);
	return fclose(out) ? -ENOMEM : 0;
}

static int read_kept(const struct lct_store *s, struct lct_table *t)
{
	int fd = openat(s->folder, "oom", O_RDONLY | O_CLOEXEC), ret;

	lct_table_init(t);
	if (fd < 0)
		return errno == ENOENT ? 0 : -errno;
	ret = lct_table_read(t, fd);
	close(fd);
	return ret;
}

static bool is_there(int folder, const char *name, const char *text, size_t size)
{
	char *data;
	ssize_t len = lct_disk_read(folder, name, &data);
	bool same = len == (ssize_t)size && !memcmp(data, text, size);

	if (len >= 0)
		free(data);
	return same;
}

/**
 * lct_snapshot_oom() - write `oom`
 * @s:		the recording
 * @root:	root folder of another recording, NULL for the module
 *
 * Rows that the module has evicted are kept.
 *
 * Return: 0, or a negative errno.
 */
int lct_snapshot_oom(const struct lct_store *s, const char *root)
{
	struct lct_table kept, now;
	char *data, *text = NULL;
	ssize_t len = read_module(root, "oom", &data);
	size_t size;
	FILE *out;
	int ret;

	/* An older module has no such list. */
	if (len < 0)
		return len == -ENOENT ? 0 : len;
	lct_table_init(&now);
	ret = read_kept(s, &kept);
	if (!ret)
		ret = lct_table_parse(&now, data, len);
	free(data);
	if (!ret && kept.nrows && kept.ncols != now.ncols)
		ret = -EPROTO;
	if (!ret) {
		out = open_memstream(&text, &size);
		ret = out ? put_oom(&kept, &now, out) : -ENOMEM;
	}
	if (!ret && !is_there(s->folder, "oom", text, size))
		ret = lct_disk_replace(s->folder, "oom", text, size);
	free(text);
	lct_table_free(&now);
	lct_table_free(&kept);
	return ret;
}

/**
 * lct_snapshot_tasks() - write `tasks`
 * @s:		the recording
 * @root:	root folder of another recording, NULL for the module
 *
 * Return: 0, or a negative errno.
 */
int lct_snapshot_tasks(const struct lct_store *s, const char *root)
{
	char *data;
	ssize_t len = read_module(root, "tasks", &data);
	int ret;

	if (len < 0)
		return len;
	ret = lct_disk_replace(s->folder, "tasks", data, len);
	free(data);
	return ret;
}
