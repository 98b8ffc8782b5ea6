// SPDX-License-Identifier: GPL-2.0
/* The columns of execs: the program, and those that failed. */
#include "record/exec.h"
#include "record/exec_path.h"
#include "record/program.h"
#include "view/row.h"

static bool may_know(struct lc_viewer *viewer, const struct lc_subject *subject,
		     enum lc_guard guard)
{
	return viewer->member || lc_access_may_trace(viewer, subject, guard);
}

/*
 * What a daemon executed before it became another user is not that user's. Its arguments were
 * in /proc/PID/cmdline, but it may have overwritten a secret there.
 */
static void fill_program(struct lc_row *row, struct lc_viewer *viewer,
			 const struct lc_facts *facts, const struct lc_subject *subject,
			 enum lc_guard guard)
{
	const struct lc_program *program = facts->program;
	bool shown = program && may_know(viewer, subject, guard);

	lc_cell_set_text(&row->exe, shown && program->exe[0] ? program->exe : NULL);
	lc_cell_set_text(&row->args, shown && program->args[0] ? program->args : NULL);
}

/*
 * Nor is which exec failed, and why: that depends on files that the user may not be able to see.
 * The process may have become dumpable since, by executing another program.
 */
static enum lc_guard guard_of_error(const struct lc_facts *facts,
				    const struct lc_subject *subject)
{
	const union lc_exec_error *error = &facts->exec_error;

	return uid_eq(error->uid, subject->uid) ? error->guard : LC_GUARD_MACHINE;
}

static void fill_failed(struct lc_row *row, struct lc_viewer *viewer,
			const struct lc_facts *facts, const struct lc_subject *subject)
{
	bool shown = facts->exec_error.err &&
		     may_know(viewer, subject, guard_of_error(facts, subject));
	char path[LC_EXEC_PATH_LEN];

	row->execs_failed = lc_exec_all_seen(facts) ? facts->execs_failed : LC_UNKNOWN;
	row->exec_errno = shown ? facts->exec_error.err : LC_UNKNOWN;
	lc_cell_set_text(&row->exec_failed_path,
			 shown && lc_exec_path_read(facts, path) ? path : NULL);
	row->exec_failed_ns = lc_cell_nonzero(facts->exec_failed_ns);
}

/**
 * lc_row_exec() - fill the columns of execs
 * @row: the row
 * @viewer: the reader
 * @facts: of the task
 * @subject: the task, as access to it is decided
 * @guard: who may look into its process: now, or at its end
 *
 * Context: RCU read side.
 */
void lc_row_exec(struct lc_row *row, struct lc_viewer *viewer, const struct lc_facts *facts,
		 const struct lc_subject *subject, enum lc_guard guard)
{
	fill_program(row, viewer, facts, subject, guard);
	fill_failed(row, viewer, facts, subject);
	row->execs = facts->execs;
	row->exec_ns = lc_cell_nonzero(facts->exec_ns);
}
