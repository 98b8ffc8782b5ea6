// SPDX-License-Identifier: GPL-2.0
/* Whatever a task calls itself, its row stays one row, and the name can be had back. */
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
	{ "exactly15bytes.", "exactly15bytes." },
	{ "# lifecycle 1", "#\\040lifecycle\\0401" },
	{ "pid: 1", "pid:\\0401" },
	{ "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n",
	  "\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012\\012" },
};

struct scene {
	const char *comm;
	struct gate told, go;
};

static void take_name(void *data)
{
	struct scene *scene = data;

	prctl(PR_SET_NAME, scene->comm);
	gate_open(&scene->told);
	gate_wait(&scene->go);
}

static void escapes(void)
{
	struct scene scene;

	gate_init(&scene.told);
	gate_init(&scene.go);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct table *tasks;
		pid_t pid;

		scene.comm = names[i].comm;
		pid = spawn(take_name, &scene);
		gate_wait(&scene.told);
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
	{ "blanks, newlines, backslashes, nothing and a dash", escapes },
};

KTAP_MAIN(cases)
