/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one clock of the module: CLOCK_MONOTONIC, read with a quarter of the
 * instructions that the kernel's own reading takes.
 *
 * A reliable TSC is scaled here. The scale is trimmed once a second so that the
 * clock meets CLOCK_MONOTONIC a second later. It is the same on all CPUs,
 * because the TSC is. Its error is at most the drift between the two clocks in a second.
 * If the TSC is unreliable, or the last trim is too long ago, the clock is the kernel's own
 * reading. Only after that, or if the TSC has jumped, does it step.
 *
 * Times of birth are taken from task->start_time, which is CLOCK_MONOTONIC as well,
 * so they need no conversion. Two readings may be out of order by some
 * nanoseconds; struct lc_account allows for that.
 */
#ifndef LC_CLOCK_H
#define LC_CLOCK_H

#include <linux/jump_label.h>
#include <linux/math64.h>
#include <linux/timekeeping.h>
#include <asm/tsc.h>

/* No line is used for more than 2^32 ns: 64 bits hold them times 2^30. */
#define LC_CLOCK_SHIFT 30

/**
 * struct lc_clock_line - time as a linear function of the TSC
 * @cycles: TSC at the start of the line
 * @ns: CLOCK_MONOTONIC at the start of the line
 * @mult: nanoseconds per cycle, times 2^LC_CLOCK_SHIFT
 * @limit: number of cycles for which the line is valid
 */
struct lc_clock_line {
	u64 cycles;
	u64 ns;
	u64 mult;
	u64 limit;
};

/**
 * struct lc_clock - the line in use and the line being written
 * @seq: sequence number; its lowest bit selects the line in use
 * @line: the two lines
 */
struct lc_clock {
	unsigned int seq;
	struct lc_clock_line line[2];
};

extern struct lc_clock lc_clock;
DECLARE_STATIC_KEY_FALSE(lc_clock_tsc);

/**
 * lc_clock_slow() - read the kernel's own clock
 *
 * Also used when the TSC has jumped, or is before the start of the line.
 *
 * Context: Any context, including NMI.
 * Return: CLOCK_MONOTONIC in nanoseconds.
 */
static inline u64 lc_clock_slow(void)
{
	return ktime_get_mono_fast_ns();
}

/**
 * lc_clock_now() - read the clock
 *
 * Context: Any context, including NMI.
 * Return: the current time, in nanoseconds of CLOCK_MONOTONIC.
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
		/* Pairs with line_set(): the current line is complete. */
		smp_rmb();
		line = &lc_clock.line[seq & 1];
		cycles = rdtsc() - line->cycles;
		if (unlikely(cycles > line->limit))
			return lc_clock_slow();
		ns = line->ns + (cycles * line->mult >> LC_CLOCK_SHIFT);
		/* The whole line was read before it could be overwritten. */
		smp_rmb();
	} while (unlikely(seq != READ_ONCE(lc_clock.seq)));
	return ns;
}

void lc_clock_init(void);
void lc_clock_exit(void);
bool lc_clock_is_tsc(void);
s64 lc_clock_error_ns(void);
u64 lc_clock_steps(void);

#endif /* LC_CLOCK_H */
