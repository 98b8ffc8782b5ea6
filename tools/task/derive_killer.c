// SPDX-License-Identifier: GPL-2.0
/* Whether a killer is a program made to kill other processes. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "task/derive.h"

/* Of a command name, the kernel keeps 15 bytes. */
#define COMM_LEN 15

/* By the names of their programs. lifecycle(5) has the same list. */
static const struct {
	const char *program, *kind;
} killers[] = {
	{ "earlyoom", "oom-killer" },
	{ "systemd-oomd", "oom-killer" },
	{ "oomd", "oom-killer" },
	{ "nohang", "oom-killer" },
	{ "low-memory-monitor", "oom-killer" },
	{ "bustd", "oom-killer" },
	{ "lmkd", "oom-killer" },
	{ "watchdog", "watchdog" },
	{ "watchdogd", "watchdog" },
	{ "wd_keepalive", "watchdog" },
};

/* What executes scripts, without a version: a script's name is that of its process. */
static const char *const interpreters[] = {
	"bash", "dash", "lua", "node", "perl", "python", "ruby", "sh",
};

/* "python3.11" is "python", "python3-config" is not. */
static bool is_interpreter(const char *program)
{
	size_t i;

	for (i = 0; i < sizeof(interpreters) / sizeof(*interpreters); i++) {
		size_t length = strlen(interpreters[i]);

		if (!strncmp(program, interpreters[i], length) &&
		    !program[length + strspn(program + length, "0123456789.")])
			return true;
	}
	return false;
}

static const char *kind_of(const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < sizeof(killers) / sizeof(*killers); i++)
		if (!strncmp(name, killers[i].program, length))
			return killers[i].kind;
	return NULL;
}

/* The program decides. Its process can choose the command name. */
static const char *kind_of_killer(const struct lct_task *task)
{
	char name[LCT_CELL_TEXT];
	const char *slash;

	if (lct_task_text(task, LCT_COLUMN_killer_exe, name, sizeof(name))) {
		slash = strrchr(name, '/');
		slash = slash ? slash + 1 : name;
		if (!is_interpreter(slash))
			return kind_of(slash, sizeof(name));
	}
	if (lct_task_text(task, LCT_COLUMN_killer_comm, name, sizeof(name)))
		return kind_of(name, COMM_LEN);
	return NULL;
}

void lct_derive_killer_kind(const struct lct_task *task, const struct lct_view *view,
			    struct lct_value *value)
{
	const char *kind = kind_of_killer(task);

	(void)view;
	if (!kind)
		return;
	value->present = true;
	snprintf(value->text, sizeof(value->text), "%s", kind);
}
