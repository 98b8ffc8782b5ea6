/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one clock of the module: CLOCK_MONOTONIC, read in a quarter of the
 * instructions that the kernel's own reading takes.
 *
 * Where the TSC can be relied upon it is scaled here. Once a second the scale is
 * trimmed so that it meets CLOCK_MONOTONIC a second later: the clock runs on
 * without a step, is the same on all CPUs, since the TSC is, and is off by no
 * more than the two drift apart in a second. Where the TSC cannot be relied
 * upon, or the last trim is too long ago, it is the kernel's own reading.
 *
 * Births are taken from task->start_time, which is CLOCK_MONOTONIC as well, and
 * need no conversion. Two readings may be out of order by some nanoseconds;
 * struct lc_account allows for that.
 */
#ifndef LC_CLOCK_H
#define LC_CLOCK_H

#include <linux/jump_label.h>
#include <linux/math64.h>
#include <linux/timekeeping.h>
#include <asm/tsc.h>

/**
 * struct lc_clock_line - time as a straight line over the TSC
 * @cycles: TSC at its beginning
 * @ns: CLOCK_MONOTONIC there
 * @mult: nanoseconds per cycle, as a fraction of 2^32
 * @limit: how many cycles it may be used for
 */
struct lc_clock_line {
	u64 cycles;
	u64 ns;
	u64 mult;
	u64 limit;
};

/**
 * struct lc_clock - the line in use and the one being written
 * @seq: its lowest bit says which of the two is in use
 * @line: the two
 */
struct lc_clock {
	unsigned int seq;
	struct lc_clock_line line[2];
};

extern struct lc_clock lc_clock;
DECLARE_STATIC_KEY_FALSE(lc_clock_tsc);

/* Also what a TSC that has jumped, or lies before the line, comes to. */
static inline u64 lc_clock_slow(void)
{
	return ktime_get_mono_fast_ns();
}

/**
 * lc_clock_now() - the present, in CLOCK_MONOTONIC nanoseconds
 *
 * Context: any, NMI included.
 */
static __always_inline u64 lc_clock_now(void)
{
	const struct lc_clock_line *line;
	unsigned int seq;
	u64 cycles, ns;

	if (!static_branch_likely(&lc_clock_tsc))
		return lc_clock_slow();
	do {
		seq = READ_ONCE(lc_clock.seq);
		/* Pairs with line_set(): the line that is current is whole. */
		smp_rmb();
		line = &lc_clock.line[seq & 1];
		cycles = rdtsc() - line->cycles;
		if (unlikely(cycles > line->limit))
			return lc_clock_slow();
		ns = line->ns + mul_u64_u64_shr(cycles, line->mult, 32);
		/* All of it was read before it could be written anew. */
		smp_rmb();
	} while (unlikely(seq != READ_ONCE(lc_clock.seq)));
	return ns;
}

void lc_clock_init(void);
void lc_clock_exit(void);
bool lc_clock_is_tsc(void);
s64 lc_clock_error_ns(void);

#endif /* LC_CLOCK_H */
