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

/* The newest boot that ended in a panic, unless one was named. */
static char *find_lines(const struct lct_options *opt)
{
	const char *archive = opt->directory ? opt->directory : LCT_ARCHIVE;
	struct lct_recordings list;
	char *path, *lines = NULL;
	size_t i;

	if (opt->root) {
		if (asprintf(&path, "%s/" LCT_RECORDING_PANIC, opt->root) >= 0) {
			lct_disk_read(AT_FDCWD, path, &lines);
			free(path);
		}
		return lines;
	}
	lct_recordings_list(&list, archive);
	for (i = list.nr; i-- > 0 && !lines;) {
		int folder = lct_recording_open(archive, list.recording[i].name, ".");

		if (folder < 0)
			continue;
		lct_disk_read(folder, LCT_RECORDING_PANIC, &lines);
		close(folder);
	}
	lct_recordings_free(&list);
	return lines;
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
	char *lines = find_lines(opt);

	if (!lines) {
		lct_warn("no panic is recorded%s", opt->root ? " of this boot" : "");
		return EXIT_FAILURE;
	}
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
