// SPDX-License-Identifier: GPL-2.0
/* Decides why a task died. */
#include "base/cause.h"

static bool is_crash(int sig)
{
	switch (sig) {
	case SIGSEGV:
	case SIGBUS:
	case SIGILL:
	case SIGFPE:
	case SIGTRAP:
	case SIGSYS:
	case SIGABRT:
		return true;
	}
	return false;
}

/*
 * Whether the process itself is to blame for the signal. Most origins can have the number
 * of a crash signal: others choose it, for example with clone(2), fcntl(2) or ptrace(2).
 */
static bool is_own_fault(const struct lc_cause_inputs *e)
{
	switch (e->origin) {
	case LC_ORIGIN_SELF:
	case LC_ORIGIN_FAULT:
	case LC_ORIGIN_SECCOMP:
		return true;
	}
	return false;
}

/**
 * lc_cause_of() - decide the cause of a death
 * @e: what is known about the death
 *
 * A crash signal whose generation was not seen is a crash: some kernels kill a
 * process for its own fault without sending a signal.
 *
 * Context: Any context.
 * Return: the cause; LC_CAUSE_UNKNOWN for a signal whose sender was not seen.
 */
enum lc_cause lc_cause_of(const struct lc_cause_inputs *e)
{
	int sig = e->status & 0x7f;
	bool seen = lc_cause_explains(sig, e->sent_sig, e->origin);

	if (e->is_thread && e->group_exec)
		return LC_CAUSE_EXEC;
	if (e->is_thread && e->group_exit)
		return LC_CAUSE_GROUP;
	if (!sig)
		return e->status >> 8 ? LC_CAUSE_FAILED : LC_CAUSE_EXITED;
	if (sig == SIGKILL && e->oom)
		return e->oom == LC_OOM_CGROUP ? LC_CAUSE_OOM_CGROUP : LC_CAUSE_OOM;
	if (is_crash(sig) && (!seen || is_own_fault(e)))
		return LC_CAUSE_CRASHED;
	if (!seen)
		return e->seccomp ? LC_CAUSE_KILLED : LC_CAUSE_UNKNOWN;
	switch (e->origin) {
	case LC_ORIGIN_PDEATHSIG:
		return LC_CAUSE_PDEATHSIG;
	case LC_ORIGIN_PIDNS:
		return LC_CAUSE_PIDNS;
	default:
		return LC_CAUSE_KILLED;
	}
}
