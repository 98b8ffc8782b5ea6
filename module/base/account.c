// SPDX-License-Identifier: GPL-2.0
/*
 * The parts of the account that are off the fast path of a switch.
 *
 * The caller serializes the writers of one account. For a task the scheduler's
 * run-queue lock does this.
 */
#include "base/account.h"

/**
 * lc_account_open() - start an account
 * @a: zeroed memory
 * @state: LC_STATE_NEW if the birth was seen, LC_STATE_UNKNOWN otherwise
 * @born_ns: time of birth
 * @waited_ns: the kernel's sum of the task's waits for a CPU so far
 *
 * Context: Any context, with no other writer of @a.
 */
void lc_account_open(struct lc_account *a, enum lc_state state, u64 born_ns,
		     u64 waited_ns)
{
	a->born_ns = born_ns;
	a->since_ns = born_ns;
	a->waited_ns = waited_ns;
	a->state = state;
	a->off_state = LC_STATE_DEAD;
	a->entries[state] = 1;
}

/**
 * lc_account_on_slowpath() - handle a first switch in, or one without a switch out
 * @a: account of a task that is new or already running
 *
 * A task that already runs left its CPU unseen, in an unknown state: switches are
 * not traced while a CPU goes up or down. The stay off the CPU before that run is
 * added here as a whole, because no switch out has split it.
 *
 * Context: Any context, with no other writer of @a.
 */
void lc_account_on_slowpath(struct lc_account *a)
{
	if (a->state == LC_STATE_NEW) {
		a->first_run_ns = a->since_ns;
		return;
	}
	if (a->off_state != LC_STATE_DEAD)
		a->ns[a->off_state] += a->off_ns;
	a->state = LC_STATE_UNKNOWN;
}

static bool is_wait(enum lc_state state)
{
	switch (state) {
	case LC_STATE_SLEEPING:
	case LC_STATE_DISK:
	case LC_STATE_IOWAIT:
	case LC_STATE_STOPPED:
	case LC_STATE_TRACED:
	case LC_STATE_PARKED:
	case LC_STATE_IDLE:
	case LC_STATE_FROZEN:
		return true;
	default:
		return false;
	}
}

static u64 min_ns(u64 a, u64 b)
{
	return a < b ? a : b;
}

/* The task is off the CPU. The known part of its wait for one is the end of the stay. */
static void settle_off(struct lc_account *a, u64 off_ns, const struct lc_queue *queue)
{
	u64 wait_ns = queue->waited_ns - a->waited_ns + queue->waiting_ns;

	if (a->state == LC_STATE_ZOMBIE)
		wait_ns = 0;
	wait_ns = min_ns(wait_ns, off_ns);
	a->ns[a->state] += off_ns - wait_ns;
	a->ns[LC_STATE_RUNNABLE] += wait_ns;
	if (queue->waiting_ns && a->state != LC_STATE_UNKNOWN &&
	    a->state != LC_STATE_ZOMBIE) {
		a->state = LC_STATE_RUNNABLE;
		a->since_ns += off_ns - min_ns(off_ns, queue->waiting_ns);
	}
}

/**
 * lc_account_settle() - bring a copy of an account up to date
 * @a: copy; the result is for reading only, no event may be accounted on it
 * @now_ns: current time
 * @queue: what the kernel knows of the task's waits for a CPU
 *
 * A woken task that waits for a CPU becomes LC_STATE_RUNNABLE here, because a wakeup
 * is not an event of the account. The task has entered that state once per run, and
 * once more if it waits for the next run. Afterwards the sum over @a->ns is exactly
 * the returned time minus birth, and @a->since_ns is the start of the current state.
 *
 * Context: Any context.
 * Return: the time up to which @a counts, never before the last switch.
 */
u64 lc_account_settle(struct lc_account *a, u64 now_ns, const struct lc_queue *queue)
{
	u64 ns = now_ns > a->since_ns ? now_ns - a->since_ns : 0;
	u64 until_ns = a->since_ns + ns;

	/* Just switched in: the kernel is about to add this wait to its sum. */
	if (a->off_state != LC_STATE_DEAD)
		lc_account_split(a, queue->waited_ns + queue->waiting_ns);
	if (a->state == LC_STATE_RUNNING || a->state == LC_STATE_RUNNABLE)
		a->ns[a->state] += ns;
	else
		settle_off(a, ns, queue);
	a->entries[LC_STATE_RUNNABLE] = a->entries[LC_STATE_RUNNING];
	if (a->state == LC_STATE_RUNNABLE)
		lc_account_count(&a->entries[LC_STATE_RUNNABLE]);
	return until_ns;
}

/**
 * lc_account_wakeups() - count the wakeups of a task
 * @a: settled copy of its account
 *
 * Context: Any context.
 * Return: the number of waits that have ended. A wakeup ended each of them.
 */
u64 lc_account_wakeups(const struct lc_account *a)
{
	u64 waits = 0;
	int state;

	for (state = 0; state < LC_STATES_TIMED; state++)
		if (is_wait(state))
			waits += a->entries[state];
	return waits - is_wait(a->state);
}

/**
 * lc_account_zombie_ns() - compute how long a task has been a zombie
 * @a: account of the task
 * @now_ns: current time
 *
 * Context: Any context.
 * Return: the time in ns; 0 if the task is not a zombie, or not yet past its last switch.
 */
u64 lc_account_zombie_ns(const struct lc_account *a, u64 now_ns)
{
	if (a->state != LC_STATE_ZOMBIE || now_ns < a->since_ns)
		return 0;
	return now_ns - a->since_ns;
}
