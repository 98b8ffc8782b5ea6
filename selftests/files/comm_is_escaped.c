// SPDX-License-Identifier: GPL-2.0
/* Whatever a task's comm is, its row stays one row, and the comm can be unescaped. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"

static const struct {
	const char *comm, *shown;
} names[] = {
	{ "plain", "plain" },
	{ "two words", "two\\040words" },
	{ " ", "\\040" },
	{ "new\nline", "new\\012line" },
	{ "tab\there", "tab\\011here" },
	{ "back\\slash", "back\\134slash" },
	{ "\\040", "\\134040" },
	{ "", "\\000" },
	{ "-", "\\055" },
	{ "--", "--" },
	{ "a-b", "a-b" },
	{ "\x7f", "\\177" },
	{ "\x1b[31m", "\\033[31m" },
	{ "gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f" },
	{ "\xf0\x9f\x92\xa5", "\xf0\x9f\x92\xa5" },
	{ "exactly15bytes.", "exactly15bytes." },
	/* Truncated within a character. */
	{ "fourteen bytes\xc3\xbc", "fourteen\\040bytes\\303" },
	{ "bell\a\b", "bell\\007\\010" },
	/* C1 controls, as a byte and as a character. */
	{ "\x9b" "31m", "\\23331m" },
	{ "\xc2\x9b" "31m", "\\302\\23331m" },
	{ "\xc2\x85", "\\302\\205" },
	{ "\xc2\xa0", "\xc2\xa0" },
	/* Not UTF-8: no start byte, overlong, half a surrogate pair, beyond U+10FFFF. */
	{ "\xbf\xff\xfe", "\\277\\377\\376" },
	{ "\xc0\xaf", "\\300\\257" },
	{ "\xe0\x80\xaf", "\\340\\200\\257" },
	{ "\xed\xa0\x80", "\\355\\240\\200" },
	{ "\xf4\x90\x80\x80", "\\364\\220\\200\\200" },
	{ "\xf8\x88\x80\x80\x80", "\\370\\210\\200\\200\\200" },
	/* Line separators, bidirectional controls. */
	{ "\xe2\x80\xa8x\xe2\x80\xa9", "\\342\\200\\250x\\342\\200\\251" },
	{ "\xe2\x80\xae\xe2\x81\xa6", "\\342\\200\\256\\342\\201\\246" },
	{ "# lifecycle 2", "#\\040lifecycle\\0402" },
	{ "pid: 1", "pid:\\0401" },
	{ "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n",
	  "\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012" },
};

struct scene {
	const char *comm;
	struct gate report, go;
};

static void take_name(void *data)
{
	struct scene *scene = data;

	prctl(PR_SET_NAME, scene->comm);
	gate_open(&scene->report);
	gate_wait(&scene->go);
}

static void escapes(void)
{
	struct scene scene;

	gate_init(&scene.report);
	gate_init(&scene.go);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct table *tasks;
		pid_t pid;

		scene.comm = names[i].comm;
		pid = spawn(take_name, &scene);
		gate_wait(&scene.report);
		tasks = table_read(LC_PROC "tasks");
		expect_text("comm in tasks", table_text(tasks, table_find(tasks, "pid", pid),
							"comm"), names[i].shown);
		expect_text("comm in task", table_text(task_get(pid), 0, "comm"), names[i].shown);
		gate_open(&scene.go);
		reap(pid);
		expect_text("comm in dead", table_text(dead_get(pid), 0, "comm"), names[i].shown);
	}
}

static const struct ktap_case cases[] = {
	{ "blanks, controls, backslashes, an empty comm, a dash and bad UTF-8 are escaped",
	  escapes },
};

KTAP_MAIN(cases)
