// SPDX-License-Identifier: GPL-2.0
/* Streams of events: opening, selecting and reading it, with the messages if that fails. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "task/source.h"
#include "task/stream.h"
#include "text/warn.h"

#define FILTER_ROOM	128
#define PIECE		65536

/**
 * lct_stream_open() - open a stream of events, without waiting in reads
 * @root:	root folder of a recording, or NULL
 * @file:	name of the file
 * @status:	exit status if it cannot be opened
 *
 * Return: a descriptor, or -1 after printing the reason.
 */
int lct_stream_open(const char *root, const char *file, int *status)
{
	if (!lct_source_has(root, "stats") || lct_source_has(root, file))
		return lct_source_open(root, LCT_DIR_PROC, file,
				       (root ? O_RDONLY : O_RDWR) | O_NONBLOCK, status);
	lct_warn("no %s: %s", file, root ? "they are not in this recording" :
		 "the loaded module is older than this tool");
	*status = LCT_EXIT_UNAVAILABLE;
	return -1;
}

/**
 * lct_stream_follow() - select the events of a process and its descendants
 * @fd:		the stream
 * @kinds:	the kinds of events, separated by commas; NULL for all
 * @pid:	the process, which lives
 *
 * Return: an exit status.
 */
int lct_stream_follow(int fd, const char *kinds, int64_t pid)
{
	char text[FILTER_ROOM];

	snprintf(text, sizeof(text), "%s%s tree=%lld\n", kinds ? "kind=" : "", kinds ? kinds : "",
		 (long long)pid);
	if (write(fd, text, strlen(text)) >= 0)
		return 0;
	lct_warn("cannot follow process %lld: %s", (long long)pid,
		 errno == EBUSY ? "too many are being followed" : strerror(errno));
	return EXIT_FAILURE;
}

/**
 * lct_stream_has_reached() - check whether the last row of a table is of a later time
 * @t:		rows of a stream
 * @ns:		the time, CLOCK_MONOTONIC
 *
 * For readers that read on until there is nothing: events may come faster than they are read.
 *
 * Return: true if it is.
 */
bool lct_stream_has_reached(const struct lct_table *t, int64_t ns)
{
	int64_t time_ns;

	return t->nrows &&
	       lct_cell_number(lct_table_cell(t, t->nrows - 1, lct_table_column(t, "time_ns")),
			       &time_ns) && time_ns > ns;
}

/**
 * lct_stream_read() - read the events that there are when it is called, or more
 * @fd:		the stream
 * @t:		the table that they are added to
 *
 * Return: an exit status; also if the module is being unloaded.
 */
int lct_stream_read(int fd, struct lct_table *t)
{
	struct lct_clock begun;
	char text[PIECE];
	ssize_t got;
	int ret;

	lct_source_clock(NULL, &begun);
	while ((got = read(fd, text, sizeof(text))) > 0) {
		ret = lct_table_parse(t, text, got);
		if (ret)
			return lct_source_failed("events", t, ret);
		if (lct_stream_has_reached(t, begun.now_ns))
			return 0;
	}
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	lct_warn("events: %s", got ? strerror(errno) : "the module is being unloaded");
	return EXIT_FAILURE;
}
