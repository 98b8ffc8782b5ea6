// SPDX-License-Identifier: GPL-2.0
/*
 * The parts of the account that are not on the way of every switch.
 *
 * Whoever calls serializes the writers of one account; for a task that is the
 * scheduler's own run-queue lock.
 */
#include "base/account.h"

/**
 * lc_account_open() - begin an account
 * @a: zeroed memory
 * @state: LC_STATE_NEW for a birth that was seen, LC_STATE_UNKNOWN else
 * @born_ns: when the task was born
 * @waited_ns: the kernel's sum of its waits for a CPU up to now
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
 * lc_account_on_rare() - the task gets a CPU for the first time, or for the second
 * @a: the account
 *
 * A task that has a CPU already must have left it unseen, for what nobody knows:
 * switches are not traced while a CPU goes up or down. What it was off the CPU for
 * before that is booked here, undivided, since nothing has split it.
 */
void lc_account_on_rare(struct lc_account *a)
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

/* Off the CPU: the end of the stay, so far as it is known, is a wait for one. */
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
 * lc_account_settle() - bring a copy of an account up to now
 * @a: a copy: what it is changed to is a view, not to be accounted on
 * @now_ns: the present
 * @queue: the kernel's knowledge of the task's waits for a CPU
 *
 * A task that has been woken and waits for a CPU becomes LC_STATE_RUNNABLE here:
 * a wakeup is not an event of the account. It has entered that state once for each
 * run, and once more if it waits for the next. Afterwards the sum over @a->ns is
 * exactly the returned instant minus birth, and @a->since_ns is when the present
 * state began.
 *
 * Return: the instant up to which was counted, never before the last switch.
 */
u64 lc_account_settle(struct lc_account *a, u64 now_ns, const struct lc_queue *queue)
{
	u64 ns = now_ns > a->since_ns ? now_ns - a->since_ns : 0;
	u64 until_ns = a->since_ns + ns;

	/* Just switched in: the kernel is about to add the wait to the sum. */
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
 * lc_account_wakeups() - how often a task was woken from a wait
 * @a: a settled copy of its account
 *
 * Every wait that is over was ended by a wakeup.
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
 * lc_account_zombie_ns() - how long a task has been a zombie
 * @a: its account
 * @now_ns: the present
 *
 * Return: 0 if it is not one, or not yet past its last switch.
 */
u64 lc_account_zombie_ns(const struct lc_account *a, u64 now_ns)
{
	if (a->state != LC_STATE_ZOMBIE || now_ns < a->since_ns)
		return 0;
	return now_ns - a->since_ns;
}
