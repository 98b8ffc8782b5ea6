/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Calls of a hook that may have been missed. The kernel skips a kprobe that hits while another
 * runs, and the return of a function if all instances of its kretprobe are in use. It counts
 * both, but not when: between two looks at the counts.
 */
#ifndef LC_GAPS_H
#define LC_GAPS_H

#include <linux/compiler.h>
#include <linux/types.h>

/**
 * struct lc_misses - where the kernel counts the calls of a hook that it skips
 * @calls: counted by the kprobe; NULL if the hook is not attached
 * @returns: counted by the kretprobe, or NULL
 */
struct lc_misses {
	const unsigned long *calls;
	const int *returns;
};

/* Number of calls that were skipped. Context: any; the hook is attached. */
static inline unsigned long lc_misses_sum(const struct lc_misses *misses)
{
	return READ_ONCE(*misses->calls) +
	       (misses->returns ? READ_ONCE(*misses->returns) : 0);
}

/**
 * struct lc_gaps - times in which calls of a kretprobe may have been missed
 * @misses: where they are counted
 * @known: number of misses that is accounted for in the rest
 * @clean_ns: a time at which it was this number
 * @from_ns: no call was missed before, 0 if none ever was
 * @to_ns: none was missed after
 * @silent_from_ns: start of the newest silence that is accounted for in @nr
 * @silent_to_ns: its end
 * @nr: changes whenever a call may have been missed; stays at LC_GAPS_MANY
 */
struct lc_gaps {
	struct lc_misses misses;
	unsigned long known;
	u64 clean_ns;
	u64 from_ns;
	u64 to_ns;
	u64 silent_from_ns;
	u64 silent_to_ns;
	u16 nr;
};

/* So often that one cannot be told from another. */
#define LC_GAPS_MANY U16_MAX

void lc_gaps_watch(struct lc_gaps *gaps, const struct lc_misses *misses);
bool lc_gaps_note(struct lc_gaps *gaps);
bool lc_gaps_overlap(struct lc_gaps *gaps, u64 from_ns, u64 to_ns);
u16 lc_gaps_nr(struct lc_gaps *gaps);

#endif /* LC_GAPS_H */
