// SPDX-License-Identifier: GPL-2.0
/* lifecycle panic: what the module printed in the panic that ended a boot. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/disk.h"
#include "archive/recordings.h"
#include "cmd/cmd.h"
#include "text/json.h"
#include "text/sanitize.h"
#include "text/warn.h"

/* A line of the kernel's log is shorter. */
#define LINE_ROOM	1024

static int read_lines(const char *archive, const char *name, char **lines)
{
	int folder = lct_recording_open(archive, name, ".");
	ssize_t len;

	if (folder < 0)
		return folder;
	len = lct_disk_read(folder, LCT_RECORDING_PANIC, lines);
	close(folder);
	return len < 0 ? len : 0;
}

/* The newest boot that ended in a panic, unless one was named. */
static int find_lines(const struct lct_options *opt, char **lines)
{
	const char *archive = opt->directory ? opt->directory : LCT_ARCHIVE;
	struct lct_recordings list;
	int ret;
	size_t i;

	if (opt->root)
		return read_lines(opt->root, ".", lines);
	ret = lct_recordings_list(&list, archive);
	if (!ret)
		ret = -ENOENT;
	for (i = list.nr; i-- > 0 && ret == -ENOENT;)
		ret = read_lines(archive, list.recording[i].name, lines);
	lct_recordings_free(&list);
	return ret;
}

static void put_lines(char *lines, struct lct_json *json)
{
	char *line, *save = NULL, text[4 * LINE_ROOM];

	for (line = strtok_r(lines, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		if (json) {
			lct_sanitize_utf8(line, text, sizeof(text));
			lct_json_string(json, NULL, text);
		} else {
			lct_sanitize_terminal(line, text, sizeof(text));
			puts(text);
		}
	}
}

int lct_cmd_panic(const struct lct_options *opt)
{
	struct lct_json json = { .out = stdout };
	char *lines = NULL;
	int ret = find_lines(opt, &lines);

	if (ret == -ENOENT)
		lct_warn("no panic is recorded%s", opt->root ? " of this boot" : "");
	else if (ret)
		lct_warn("%s: %s", opt->root ? opt->root : opt->directory ? opt->directory :
			 LCT_ARCHIVE, strerror(-ret));
	if (ret)
		return EXIT_FAILURE;
	if (opt->json) {
		lct_json_open(&json, NULL, '{');
		lct_json_open(&json, "panic", '[');
		put_lines(lines, &json);
		lct_json_close(&json, ']');
		lct_json_close(&json, '}');
		putchar('\n');
	} else {
		put_lines(lines, NULL);
	}
	free(lines);
	return 0;
}
