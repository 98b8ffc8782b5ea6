// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/minmax.h>
#include <linux/spinlock.h>

#include "base/clock.h"
#include "base/guard.h"
#include "record/exec.h"
#include "record/silence.h"

/*
 * Whether calls were missed:
 *
 * @missed: calls that the kernel has skipped, counted by the kprobe; NULL if the hook is not
 *	    attached
 * @missed_returns: likewise, by the kretprobe: all its instances were in use
 * @known: sum of these that is accounted for in @from_ns and @to_ns
 * @clean_ns: a time at which the sum was @known
 * @from_ns: no call was missed before, 0 if none ever was
 * @to_ns: none was missed after
 */
static struct {
	const unsigned long *missed;
	const int *missed_returns;
	unsigned long known;
	u64 clean_ns;
	u64 from_ns;
	u64 to_ns;
} watch;

/* Serializes writers of the watch, except for clean_ns. Raw: taken in a probe. */
static DEFINE_RAW_SPINLOCK(lock);

static unsigned long missed(void)
{
	return READ_ONCE(*watch.missed) + READ_ONCE(*watch.missed_returns);
}

/*
 * The kernel counts misses, but does not tell when: between two looks at the count.
 * Return: false if it is not known where they are counted, because the hook is not attached, or
 * is just being attached.
 */
static bool look(void)
{
	u64 now_ns = lc_clock_now();
	unsigned long flags, sum;

	if (!smp_load_acquire(&watch.missed)) /* before the rest is read */
		return false;
	if (likely(missed() == READ_ONCE(watch.known))) {
		WRITE_ONCE(watch.clean_ns, now_ns);
		return true;
	}
	raw_spin_lock_irqsave(&lock, flags);
	sum = missed();
	if (!watch.from_ns)
		WRITE_ONCE(watch.from_ns, READ_ONCE(watch.clean_ns));
	WRITE_ONCE(watch.to_ns, lc_clock_now());
	WRITE_ONCE(watch.known, sum);
	raw_spin_unlock_irqrestore(&lock, flags);
	return true;
}

/**
 * lc_exec_watch() - record that the hook of failed execs is attached
 * @missed: counts the calls that its kprobe misses
 * @missed_returns: likewise for the kretprobe
 *
 * Context: Process context.
 */
void lc_exec_watch(const unsigned long *missed, const int *missed_returns)
{
	watch.clean_ns = 1; /* before the hook was attached, none was counted */
	watch.missed_returns = missed_returns;
	smp_store_release(&watch.missed, missed); /* the rest is set */
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

	look();
	error.err = err;
	error.guard = lc_guard_of(rec->task, LC_GUARD_MACHINE);
	error.uid = current_fsuid();
	rec->facts.execs_failed++;
	WRITE_ONCE(rec->facts.exec_error.all, error.all);
	rec->facts.exec_failed_ns = lc_clock_now();
}

static bool overlaps(const struct lc_facts *facts, u64 from_ns, u64 to_ns)
{
	return facts->account.born_ns <= to_ns &&
	       (!facts->died_ns || facts->died_ns >= from_ns);
}

/**
 * lc_exec_all_seen() - check whether all failed execs of a task were recorded
 * @facts: facts of the task
 *
 * A kretprobe that is turned off counts no misses, but all are turned off together.
 *
 * Context: Any context, except NMI.
 * Return: true unless some may have been missed in its life, since the module was loaded.
 */
bool lc_exec_all_seen(const struct lc_facts *facts)
{
	struct lc_silence silence;

	if (!look())
		return false;
	lc_silence_get(LC_WATCHED_copy_process, &silence);
	if (silence.from_ns &&
	    overlaps(facts, silence.from_ns, silence.silent ? U64_MAX : silence.to_ns))
		return false;
	return !READ_ONCE(watch.from_ns) ||
	       !overlaps(facts, READ_ONCE(watch.from_ns), READ_ONCE(watch.to_ns));
}
