// SPDX-License-Identifier: GPL-2.0
/* What the exit status of a process that failed means by convention. */
#include <string.h>

#include "task/value.h"
#include "text/exitname.h"
#include "why/exec.h"
#include "why/status.h"

/*
 * A child of systemd that prepares to execute the program of its unit has that program's name
 * in parentheses; from version 254 on, it has executed systemd-executor for that.
 */
static bool is_of_systemd(const struct lct_case *c)
{
	char comm[LCT_CELL_TEXT];
	struct lct_value unit;

	lct_value_get(LCT_COLUMN_unit, c->task, c->view, &unit);
	return unit.present && lct_task_text(c->task, LCT_COLUMN_comm, comm, sizeof(comm)) &&
	       comm[0] == '(' && comm[strlen(comm) - 1] == ')';
}

/**
 * lct_status_print() - print what the exit status means, to follow its number
 * @c:		the case: a process that failed
 * @out:	output stream; nothing is written if it has no meaning, or if an exec that failed
 *		explains it
 */
void lct_status_print(const struct lct_case *c, FILE *out)
{
	const int64_t status = lct_task_number_or(c->task, LCT_COLUMN_exit_code, 0);
	const char *meaning = is_of_systemd(c) ? lct_exitname_systemd(status) : NULL;

	if (meaning)
		fprintf(out, " (for systemd, %s)", meaning);
	else if (lct_exitname(status) && !lct_exec_explains(c->task))
		fprintf(out, " (by convention, %s)", lct_exitname(status));
}
