// SPDX-License-Identifier: GPL-2.0
/* What the exit status of a process that failed means to the program that it executed. */
#include <string.h>

#include "task/value.h"
#include "text/exitname.h"
#include "why/exec.h"
#include "why/status.h"

/* Programs that exit with 126 or 127 if a command cannot be executed. */
static const char * const shells[] = {
	"sh", "dash", "bash", "ash", "ksh", "mksh", "zsh", "busybox",
	"env", "chroot", "nice", "nohup", "setpriv", "setsid", "stdbuf", "timeout", "xargs",
};

static bool is_shell(const char *program)
{
	size_t i;

	for (i = 0; i < sizeof(shells) / sizeof(*shells); i++)
		if (!strcmp(program, shells[i]))
			return true;
	return false;
}

/*
 * A child of systemd that prepares to execute the program of its unit has that program's name
 * in parentheses. From version 254 on, it has executed systemd-executor for that.
 */
static bool is_of_systemd(const struct lct_case *c, const char *program)
{
	char comm[LCT_CELL_TEXT];
	struct lct_value unit;

	if (strcmp(program, "systemd-executor") &&
	    (lct_task_number_or(c->task, LCT_COLUMN_execs, -1) ||
	     (*program && strcmp(program, "systemd"))))
		return false;
	lct_value_get(LCT_COLUMN_unit, c->task, c->view, &unit);
	return unit.present && lct_task_text(c->task, LCT_COLUMN_comm, comm, sizeof(comm)) &&
	       comm[0] == '(' && comm[strlen(comm) - 1] == ')';
}

/**
 * lct_status_print() - print what the exit status means, to follow its number
 * @c:		the case: a process that failed
 * @out:	output stream; nothing is written if it is not known, nor of a shell if an exec
 *		that failed explains it
 */
void lct_status_print(const struct lct_case *c, FILE *out)
{
	const int64_t status = lct_task_number_or(c->task, LCT_COLUMN_exit_code, 0);
	char exe[LCT_CELL_TEXT] = "";
	const char *program, *meaning;

	lct_task_text(c->task, LCT_COLUMN_exe, exe, sizeof(exe));
	program = strrchr(exe, '/') ? strrchr(exe, '/') + 1 : exe;
	meaning = is_of_systemd(c, program) ? lct_exitname_systemd(status) : NULL;
	if (meaning)
		fprintf(out, " (for systemd, %s)", meaning);
	else if (lct_exitname_sysexits(status))
		fprintf(out, " (%s in sysexits.h)", lct_exitname_sysexits(status));
	else if (is_shell(program) && lct_exitname_shell(status) && !lct_exec_explains(c->task))
		fprintf(out, " (for %s, %s)", program, lct_exitname_shell(status));
}
