// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>

#include "base/clock.h"
#include "base/guard.h"
#include "record/exec.h"
#include "record/gaps.h"

static struct lc_gaps gaps;

/**
 * lc_exec_watch() - record that the hook of failed execs is attached
 * @misses: where the calls that it misses are counted
 *
 * Context: Process context.
 */
void lc_exec_watch(const struct lc_misses *misses)
{
	lc_gaps_watch(&gaps, misses);
}

/**
 * lc_exec_failed() - record that an exec has failed
 * @rec: record of current, which called it
 * @err: positive errno
 *
 * Context: RCU read side, in the task, no scheduler lock held.
 */
void lc_exec_failed(struct lc_task *rec, int err)
{
	union lc_exec_error error = { .all = 0 };

	lc_gaps_note(&gaps);
	error.err = err;
	error.guard = lc_guard_of(rec->task, LC_GUARD_MACHINE);
	error.uid = current_fsuid();
	rec->facts.execs_failed++;
	WRITE_ONCE(rec->facts.exec_error.all, error.all);
	rec->facts.exec_failed_ns = lc_clock_now();
}

/**
 * lc_exec_all_seen() - check whether all failed execs of a task were recorded
 * @facts: facts of the task
 *
 * Context: Any context, except NMI.
 * Return: true unless some may have been missed in its life, since the module was loaded.
 */
bool lc_exec_all_seen(const struct lc_facts *facts)
{
	return !lc_gaps_overlap(&gaps, facts->account.born_ns, facts->died_ns ?: U64_MAX);
}
