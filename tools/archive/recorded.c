// SPDX-License-Identifier: GPL-2.0
/* A table of a recording, with what precedes it in closed parts. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/recorded.h"
#include "archive/recordings.h"
#include "archive/segment.h"
#include "text/warn.h"

/* `lifecycle record` writes `tasks` at its end only, and `oom` after the first kill. */
static bool has_recorder(const char *root)
{
	bool has;
	char *path;

	if (asprintf(&path, "%s/" LCT_RECORDING_ABOUT, root) < 0)
		return false;
	has = !access(path, F_OK);
	free(path);
	return has;
}

/*
 * After a power cut the open part may end in something else than rows, until a recorder cuts
 * it. What comes before are rows.
 */
static int read_open(const char *root, const char *file, int fd, struct lct_table *t)
{
	struct lct_table part;
	int ret;

	lct_table_init(&part);
	ret = lct_table_read(&part, fd);
	if (ret == -EPROTO && has_recorder(root)) {
		lct_warn("%s: the end of '%s' is damaged", root, file);
		ret = 0;
	}
	if (!ret && part.ncols)
		ret = lct_table_append(t, &part);
	if (ret)
		memcpy(t->error, part.error, sizeof(t->error));
	lct_table_free(&part);
	return ret;
}

/**
 * lct_recorded_read() - read a table of a recording
 * @root:	its folder
 * @file:	name of the table
 * @since:	seconds since the epoch: closed parts that were written before are left out
 * @t:		an empty table
 *
 * Return: 0; -ENOENT or -ENOTDIR if it has no such table; -EBADMSG and so on as for
 * lct_table_read(); then t->error has the reason.
 */
int lct_recorded_read(const char *root, const char *file, time_t since, struct lct_table *t)
{
	int fd = -1, ret;
	char *path;

	if (asprintf(&path, "%s/" LCT_RECORDING_FILES, root) < 0)
		return -ENOMEM;
	ret = lct_segments_read(path, file, since, t, &fd);
	free(path);
	if (!ret && fd >= 0)
		ret = read_open(root, file, fd, t);
	else if (!ret && !t->ncols && !has_recorder(root))
		ret = -ENOENT;
	if (fd >= 0)
		close(fd);
	if (ret && !t->error[0])
		snprintf(t->error, sizeof(t->error), "%s", strerror(-ret));
	return ret;
}
