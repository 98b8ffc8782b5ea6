// SPDX-License-Identifier: GPL-2.0
#include <linux/irq_work.h>
#include <linux/minmax.h>
#include <linux/spinlock.h>
#include <linux/timekeeping.h>
#include <linux/workqueue.h>

#include "base/clock.h"
#include "record/silence.h"

/* A single event is no proof: the kernel may have missed it without counting that. */
#define STREAK_SILENT 2

/*
 * So long after a miss, or after the hook fires again, unseen events are no proof either:
 * these may still be seen by the twin, on several CPUs or after a grace period.
 */
#define SETTLE_NS NSEC_PER_SEC

/**
 * struct watch - a watched hook
 * @misses: where the calls that the kernel has skipped are counted; none if the hook is not
 *	    watched
 * @missed_before: sum of these when an event was unseen the last time
 * @missed_ns: when this sum was seen to change
 * @first_ns: first event of the current streak
 * @silence: what is known
 */
struct watch {
	struct lc_misses misses;
	unsigned long missed_before;
	u64 missed_ns;
	u64 first_ns;
	struct lc_silence silence;
};

/* Unseen events since the hook was hit the last time, at most STREAK_SILENT. */
unsigned int lc_silence_streaks[LC_WATCHED_NR] __read_mostly;

/* Serializes writers of the watches and streaks. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static struct watch watches[LC_WATCHED_NR];

/* Of a task that was born before it, a hook may have been due before it was attached. */
static u64 started_ns __read_mostly = U64_MAX;

static void (*report)(void);

static void report_work(struct work_struct *work)
{
	report();
}

static DECLARE_DELAYED_WORK(work, report_work);

/* The other hooks follow within a second, those that wait for a grace period, too. */
static void queue_work_irq(struct irq_work *irq_work)
{
	schedule_delayed_work(&work, HZ);
}

static struct irq_work irq_work;

/*
 * Whether the kernel may have counted the event as missed: another kprobe was running, or
 * all kretprobe instances were in use. It counts before the twin sees the event, but without
 * a lock, so that counts can be lost. A hook that is silent counts nothing.
 */
static bool may_be_missed(struct watch *watch, u64 now_ns)
{
	unsigned long missed = lc_misses_sum(&watch->misses);

	if (missed != watch->missed_before) {
		watch->missed_before = missed;
		watch->missed_ns = now_ns;
	}
	return now_ns - watch->missed_ns < SETTLE_NS;
}

/* Whether the hook may have been due before it fired again. */
static bool may_be_past(const struct lc_silence *silence, u64 since_ns, u64 now_ns)
{
	return since_ns <= silence->to_ns || now_ns - silence->to_ns < SETTLE_NS;
}

/* Return: true if the hook is silent from this event on. */
static bool note_unseen(enum lc_watched hook, u64 since_ns)
{
	struct watch *watch = &watches[hook];
	struct lc_silence *silence = &watch->silence;
	unsigned int streak = lc_silence_streaks[hook];
	u64 now_ns = lc_clock_now();

	silence->unseen++;
	if (may_be_missed(watch, now_ns) || may_be_past(silence, since_ns, now_ns) ||
	    streak == STREAK_SILENT)
		return false;
	if (!streak)
		watch->first_ns = now_ns;
	WRITE_ONCE(lc_silence_streaks[hook], ++streak);
	if (streak < STREAK_SILENT)
		return false;
	silence->silent = true;
	silence->from_ns = watch->first_ns;
	return true;
}

/**
 * lc_silence_unseen() - record that an event was seen by a hook's twin only
 * @hook: the hook
 * @born_ns: birth of the task that the hook should have seen; U64_MAX if the hook was due
 *	     in this moment
 * @since_ns: time after which the hook was due
 *
 * Ignored if the hook may have been due before it was attached.
 *
 * Context: Any context, except NMI and with a scheduler lock held.
 */
void lc_silence_unseen(enum lc_watched hook, u64 born_ns, u64 since_ns)
{
	unsigned long flags;
	bool begins;

	/* A hook that is not attached is not watched. */
	if (!READ_ONCE(watches[hook].misses.calls) ||
	    (born_ns <= READ_ONCE(started_ns) && born_ns != U64_MAX))
		return;
	raw_spin_lock_irqsave(&lock, flags);
	begins = started_ns != U64_MAX && note_unseen(hook, since_ns);
	if (begins)
		irq_work_queue(&irq_work);
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_silence_hit_slowpath() - record that a hook fires again
 * @hook: the hook
 *
 * Context: Any context, except NMI.
 */
void lc_silence_hit_slowpath(enum lc_watched hook)
{
	struct lc_silence *silence = &watches[hook].silence;
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	WRITE_ONCE(lc_silence_streaks[hook], 0);
	if (silence->silent) {
		silence->silent = false;
		silence->to_ns = lc_clock_now();
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_silence_get() - get what is known of the silence of a hook
 * @hook: the hook
 * @silence: receives a copy
 *
 * Context: Any context, except NMI.
 */
void lc_silence_get(enum lc_watched hook, struct lc_silence *silence)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	*silence = watches[hook].silence;
	raw_spin_unlock_irqrestore(&lock, flags);
}

/* Number of watched hooks that are silent. Context: any, except NMI. */
unsigned int lc_silence_count(void)
{
	struct lc_silence silence;
	unsigned int n = 0;
	int hook;

	for (hook = 0; hook < LC_WATCHED_NR; hook++) {
		lc_silence_get(hook, &silence);
		n += silence.silent;
	}
	return n;
}

/**
 * lc_silence_init() - prepare to watch hooks
 * @to_call: reports in process context that a hook has fallen silent
 *
 * Context: Process context.
 */
void lc_silence_init(void (*to_call)(void))
{
	report = to_call;
	init_irq_work(&irq_work, queue_work_irq);
}

/**
 * lc_silence_watch() - watch a hook from lc_silence_start() on
 * @hook: the hook, which is attached
 * @misses: where the calls that it misses are counted
 *
 * Context: Process context.
 */
void lc_silence_watch(enum lc_watched hook, const struct lc_misses *misses)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	watches[hook].misses.returns = misses->returns;
	WRITE_ONCE(watches[hook].misses.calls, misses->calls);
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_silence_start() - start watching: all hooks are attached
 *
 * Context: Process context.
 */
void lc_silence_start(void)
{
	/* The clock of task->start_time */
	WRITE_ONCE(started_ns, ktime_get_ns());
}

/**
 * lc_silence_stop() - stop watching, before the first hook is detached
 *
 * After it returns, nothing is reported any more.
 *
 * Context: Process context, may sleep.
 */
void lc_silence_stop(void)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	WRITE_ONCE(started_ns, U64_MAX);
	raw_spin_unlock_irqrestore(&lock, flags);
	irq_work_sync(&irq_work);
	cancel_delayed_work_sync(&work);
}
