// SPDX-License-Identifier: GPL-2.0
#include <linux/limits.h>
#include <linux/spinlock.h>

#include "base/clock.h"
#include "record/gaps.h"
#include "record/silence.h"

/* Serializes writers of all gaps, except for clean_ns. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);

/**
 * lc_gaps_watch() - watch the misses of a kretprobe from now on
 * @gaps: its gaps
 * @misses: where they are counted
 *
 * Context: Process context.
 */
void lc_gaps_watch(struct lc_gaps *gaps, const struct lc_misses *misses)
{
	gaps->clean_ns = 1; /* before the hook was attached, none was counted */
	gaps->misses.returns = misses->returns;
	smp_store_release(&gaps->misses.calls, misses->calls); /* the rest is set */
}

static void count_gap(struct lc_gaps *gaps)
{
	if (gaps->nr != LC_GAPS_MANY)
		gaps->nr++;
}

static void note_missed(struct lc_gaps *gaps, unsigned long sum)
{
	if (!gaps->from_ns)
		WRITE_ONCE(gaps->from_ns, READ_ONCE(gaps->clean_ns));
	WRITE_ONCE(gaps->to_ns, lc_clock_now());
	WRITE_ONCE(gaps->known, sum);
	count_gap(gaps);
}

/**
 * lc_gaps_note() - look at the count of misses, and note whether it has changed
 * @gaps: the gaps
 *
 * Context: Any context, except NMI.
 * Return: false if it is not known where they are counted, because the hook is not attached,
 * or is just being attached.
 */
bool lc_gaps_note(struct lc_gaps *gaps)
{
	u64 now_ns = lc_clock_now();
	unsigned long flags, sum;

	if (!smp_load_acquire(&gaps->misses.calls)) /* before the rest is read */
		return false;
	if (likely(lc_misses_sum(&gaps->misses) == READ_ONCE(gaps->known))) {
		WRITE_ONCE(gaps->clean_ns, now_ns);
		return true;
	}
	raw_spin_lock_irqsave(&lock, flags);
	sum = lc_misses_sum(&gaps->misses);
	if (sum != gaps->known)
		note_missed(gaps, sum);
	raw_spin_unlock_irqrestore(&lock, flags);
	return true;
}

static bool overlaps(u64 from_ns, u64 to_ns, u64 gap_from_ns, u64 gap_to_ns)
{
	return gap_from_ns && from_ns <= gap_to_ns && to_ns >= gap_from_ns;
}

/**
 * lc_gaps_overlap() - check whether calls may have been missed between two points in time
 * @gaps: the gaps
 * @from_ns: the first
 * @to_ns: the second
 *
 * A kretprobe that is turned off counts no misses, but all are turned off together, and one
 * of them is watched.
 *
 * Context: Any context, except NMI.
 * Return: false if none was missed then, as far as that is after the hook was attached.
 */
bool lc_gaps_overlap(struct lc_gaps *gaps, u64 from_ns, u64 to_ns)
{
	struct lc_silence silence;

	if (!lc_gaps_note(gaps))
		return true;
	lc_silence_get(LC_WATCHED_copy_process, &silence);
	return overlaps(from_ns, to_ns, silence.from_ns,
			silence.silent ? U64_MAX : silence.to_ns) ||
	       overlaps(from_ns, to_ns, READ_ONCE(gaps->from_ns), READ_ONCE(gaps->to_ns));
}

/**
 * lc_gaps_nr() - get a number that changes whenever calls may have been missed
 * @gaps: the gaps
 *
 * If it is the same at two points in time, none was missed between them. It changes at the
 * start and at the end of a silence: the hook fires again before that end is known.
 *
 * Context: Any context, except NMI.
 * Return: the number; LC_GAPS_MANY if calls may be missed right now.
 */
u16 lc_gaps_nr(struct lc_gaps *gaps)
{
	struct lc_silence silence;
	unsigned long flags;
	u16 nr;

	if (!lc_gaps_note(gaps))
		return LC_GAPS_MANY;
	lc_silence_get(LC_WATCHED_copy_process, &silence);
	raw_spin_lock_irqsave(&lock, flags);
	if (gaps->silent_from_ns != silence.from_ns || gaps->silent_to_ns != silence.to_ns) {
		gaps->silent_from_ns = silence.from_ns;
		gaps->silent_to_ns = silence.to_ns;
		count_gap(gaps);
	}
	nr = silence.silent ? LC_GAPS_MANY : gaps->nr;
	raw_spin_unlock_irqrestore(&lock, flags);
	return nr;
}
