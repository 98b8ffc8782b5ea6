// SPDX-License-Identifier: GPL-2.0
/*
 * A failed exec that explains an exit status: what should have been executed was not, and
 * the process that was forked for it exits.
 */
#include <errno.h>
#include <string.h>

#include "task/value.h"
#include "text/errname.h"
#include "why/exec.h"

/* Shells, env(1) and container runtimes exit with these for a command that does not run. */
#define STATUS_NOT_EXECUTED	126
#define STATUS_NOT_FOUND	127

/* With any other status, an exit this much later can have another reason. */
#define RELATED_NS		1000000000LL

/* A path that is there has no interpreter or loader then. */
static const char *reason(int64_t err)
{
	return err == ENOENT ? "the file or its interpreter does not exist" : strerror(err);
}

/* @before: how long before its exit the exec failed. */
static bool failed_before(const struct lct_task *task, int64_t *before)
{
	const int64_t executed = lct_task_number_or(task, LCT_COLUMN_exec_ns, INT64_MIN);
	int64_t failed, died;

	/* What runs now was executed later: execvp(3) tries each folder in PATH. */
	if (!lct_task_number(task, LCT_COLUMN_exec_failed_ns, &failed) || failed <= executed)
		return false;
	if (!lct_task_number(task, LCT_COLUMN_died_ns, &died))
		return false;
	*before = died - failed;
	return *before >= 0;
}

/**
 * lct_exec_explains() - check whether a failed exec can be the reason for an exit
 * @task:	the task
 *
 * Return: true if it exited by itself, with a failure, after an exec that failed and had not
 * executed a program since.
 */
bool lct_exec_explains(const struct lct_task *task)
{
	const int64_t code = lct_task_number_or(task, LCT_COLUMN_exit_code, 0);
	int64_t before;

	if (!lct_task_is_word(task, LCT_COLUMN_cause, "failed") || !failed_before(task, &before))
		return false;
	return code == STATUS_NOT_EXECUTED || code == STATUS_NOT_FOUND || before <= RELATED_NS;
}

/**
 * lct_exec_print() - print the failed exec that explains an exit status
 * @c:		the case
 * @out:	output stream; nothing is written if there is none
 */
void lct_exec_print(const struct lct_case *c, FILE *out)
{
	char name[LCT_ERRNAME_TEXT], path[2 * LCT_CELL_ESCAPED];
	int64_t before, err;

	if (!lct_exec_explains(c->task) || !failed_before(c->task, &before))
		return;
	fputs("; its exec ", out);
	if (lct_value_format(LCT_COLUMN_exec_failed_path, c->form, c->task, c->view, path,
			     sizeof(path)))
		fprintf(out, "of %s ", path);
	fputs("had failed ", out);
	if (lct_task_number(c->task, LCT_COLUMN_exec_errno, &err)) {
		lct_errname(err, name, sizeof(name));
		fprintf(out, "with %s (%s) ", name, reason(err));
	}
	lct_case_put_duration(before, out);
	fputs(" before", out);
}
