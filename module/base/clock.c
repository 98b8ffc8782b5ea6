// SPDX-License-Identifier: GPL-2.0
/* Keeps the TSC clock in step with CLOCK_MONOTONIC. How it works is in clock.h. */
#include <linux/irqflags.h>
#include <linux/jiffies.h>
#include <linux/workqueue.h>

#include "base/clock.h"

/* A line is trimmed every second, and is valid for four. */
#define TRIM_NS		NSEC_PER_SEC
#define LIMIT_TRIMS	4

/* Readings of the two clocks that are at most this far apart count as simultaneous. */
#define WIDTH_US	20
#define ATTEMPTS	5

struct lc_clock lc_clock;
DEFINE_STATIC_KEY_FALSE(lc_clock_tsc);

static s64 error_ns;
static u64 steps;

/* One instant on both clocks. */
struct moment {
	u64 cycles;
	u64 ns;
};

static struct moment last;

/*
 * Read both clocks. They are read one after the other. A virtual CPU may be
 * descheduled in between, with interrupts off as well as on. The narrowest of
 * several attempts is used, and *@width_cycles returns its width.
 */
static struct moment moment_now(u64 *width_cycles)
{
	struct moment best = {};
	unsigned long flags;
	int attempt;

	*width_cycles = U64_MAX;
	for (attempt = 0; attempt < ATTEMPTS; attempt++) {
		u64 before, after, ns;

		local_irq_save(flags);
		before = rdtsc_ordered();
		ns = ktime_get_mono_fast_ns();
		after = rdtsc_ordered();
		local_irq_restore(flags);
		if (after - before < *width_cycles) {
			*width_cycles = after - before;
			best.cycles = before + (after - before) / 2;
			best.ns = ns;
		}
	}
	return best;
}

/* Whether two readings this far apart count as simultaneous. */
static bool is_narrow(u64 width_cycles)
{
	return width_cycles <= (u64)tsc_khz * WIDTH_US / USEC_PER_MSEC;
}

static u64 line_at(const struct lc_clock_line *line, u64 cycles)
{
	return line->ns + mul_u64_u64_shr(cycles - line->cycles, line->mult, LC_CLOCK_SHIFT);
}

/* Readers use the other line until the sequence number switches them to this one. */
static void line_set(const struct lc_clock_line *line)
{
	unsigned int seq = lc_clock.seq + 1;

	lc_clock.line[seq & 1] = *line;
	/* Pairs with lc_clock_now(): write the line before its number. */
	smp_wmb();
	WRITE_ONCE(lc_clock.seq, seq);
}

/*
 * The next line begins where the current one has arrived. Its slope makes it meet
 * CLOCK_MONOTONIC again after the same time. A larger error, after a suspend or a
 * jump of the TSC, is corrected in one step.
 */
static void line_trim(struct moment now)
{
	const struct lc_clock_line *line = &lc_clock.line[lc_clock.seq & 1];
	u64 cycles = now.cycles - last.cycles;
	u64 passed_ns = now.ns - last.ns;
	struct lc_clock_line next = {
		.cycles = now.cycles,
		.ns = line_at(line, now.cycles),
		.mult = line->mult,
		.limit = line->limit,
	};

	WRITE_ONCE(error_ns, now.ns - next.ns);
	if (cycles > line->limit || abs(error_ns) > (s64)passed_ns / 16) {
		next.ns = now.ns;
		WRITE_ONCE(steps, steps + 1);
	} else {
		next.mult = mul_u64_u64_div_u64(passed_ns + error_ns,
						1ULL << LC_CLOCK_SHIFT, cycles);
	}
	line_set(&next);
	last = now;
}

/* Without a good reading the line stays as it is: the next attempt is in a second. */
static void trim(struct work_struct *work)
{
	u64 width_cycles;
	struct moment now = moment_now(&width_cycles);

	if (is_narrow(width_cycles))
		line_trim(now);
	if (check_tsc_unstable())
		static_branch_disable(&lc_clock_tsc);
	else
		schedule_delayed_work(to_delayed_work(work), nsecs_to_jiffies(TRIM_NS));
}

/* Deferrable: an idle machine is not woken for it. */
static DECLARE_DEFERRABLE_WORK(trim_work, trim);

/**
 * lc_clock_is_tsc() - check whether the clock is read from the TSC
 *
 * Context: Any context.
 * Return: true for the TSC, false for the kernel's own clock.
 */
bool lc_clock_is_tsc(void)
{
	return static_key_enabled(&lc_clock_tsc);
}

/**
 * lc_clock_error_ns() - get the error of the clock
 *
 * Context: Any context.
 * Return: CLOCK_MONOTONIC minus this clock, as of the last trim.
 */
s64 lc_clock_error_ns(void)
{
	return READ_ONCE(error_ns);
}

/* Number of errors that were corrected in one step. Context: any. */
u64 lc_clock_steps(void)
{
	return READ_ONCE(steps);
}

/**
 * lc_clock_init() - start the clock
 *
 * Context: Process context.
 */
void lc_clock_init(void)
{
	struct lc_clock_line line;
	u64 width_cycles;

	if (check_tsc_unstable() || !tsc_khz)
		return;
	last = moment_now(&width_cycles);
	line.cycles = last.cycles;
	line.ns = last.ns;
	line.mult = div_u64((u64)NSEC_PER_MSEC << LC_CLOCK_SHIFT, tsc_khz);
	line.limit = (u64)tsc_khz * MSEC_PER_SEC * LIMIT_TRIMS;
	line_set(&line);
	static_branch_enable(&lc_clock_tsc);
	schedule_delayed_work(&trim_work, nsecs_to_jiffies(TRIM_NS));
}

/**
 * lc_clock_exit() - stop trimming the clock
 *
 * Context: Process context, after the last read of the clock.
 */
void lc_clock_exit(void)
{
	cancel_delayed_work_sync(&trim_work);
}
