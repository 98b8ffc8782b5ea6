// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/errno.h>
#include <linux/hash.h>

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

/* The program is not there, as far as this error says. */
static bool is_absent(unsigned int err)
{
	switch (err) {
	case ENOENT:
	case ENOTDIR:
	case ESTALE:
	case ENODEV:
	case ETIMEDOUT:
		return true;
	default:
		return false;
	}
}

/*
 * A search along PATH executes the program in one folder after the other, with the same
 * arguments. If it was found in some folder but could not be executed, execvp(3) reports that
 * in the end, and so do shells that search by themselves.
 */
static bool is_reported(const struct lc_facts *facts, union lc_exec_error error)
{
	union lc_exec_error before = facts->exec_error;

	return facts->exec_failed_ns <= facts->exec_ns || before.search != error.search ||
	       !before.err || is_absent(before.err) || !is_absent(error.err);
}

/**
 * lc_exec_failed() - record that an exec has failed
 * @rec: record of current, which called it
 * @err: positive errno
 * @call: how it was called
 *
 * Context: RCU read side, in the task, no scheduler lock held.
 */
void lc_exec_failed(struct lc_task *rec, int err, const struct lc_exec_call *call)
{
	union lc_exec_error error = { .all = 0 };

	lc_gaps_note(&gaps);
	error.err = err;
	error.search = hash_long(call->arguments, LC_EXEC_SEARCH_BITS);
	error.guard = lc_guard_of(rec->task, LC_GUARD_MACHINE);
	error.uid = current_fsuid();
	rec->facts.execs_failed++;
	if (is_reported(&rec->facts, error)) {
		lc_exec_path_set(&rec->facts, error, call);
		WRITE_ONCE(rec->facts.exec_error.all, error.all);
	}
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
