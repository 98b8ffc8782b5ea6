// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "base/clock.h"
#include "record/stats.h"

DEFINE_PER_CPU(struct lc_stats, lc_stats);

static u64 loaded_ns;

/**
 * lc_stats_init() - record when counting begins
 *
 * Context: Process context.
 */
void lc_stats_init(void)
{
	loaded_ns = lc_clock_now();
}

/* Time at which counting began. Context: any. */
u64 lc_stats_loaded_ns(void)
{
	return loaded_ns;
}

#define FORK_ERRNO(e)	[LC_FORK_##e] = { e, #e },
static const struct {
	int err;
	const char *name;
} fork_errnos[] = { LC_FORK_ERRNOS(FORK_ERRNO) };

/**
 * lc_stats_fork_failed() - count a failed fork by its errno
 * @err: positive errno
 *
 * Context: Any context.
 */
void lc_stats_fork_failed(int err)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(fork_errnos); i++)
		if (fork_errnos[i].err == err)
			break;
	lc_stats_inc(forks_failed[i]);
}

/**
 * lc_stats_sum() - sum the counters of all CPUs
 * @sum: receives the totals; counters of other CPUs may change meanwhile, but each
 *	 one is exact
 *
 * Context: Any context.
 */
void lc_stats_sum(struct lc_stats *sum)
{
	u64 *to = (u64 *)sum;
	unsigned int i;
	int cpu;

	BUILD_BUG_ON(sizeof(struct lc_stats) % sizeof(u64));

	memset(sum, 0, sizeof(*sum));
	for_each_possible_cpu(cpu) {
		const u64 *from = (const u64 *)per_cpu_ptr(&lc_stats, cpu);

		for (i = 0; i < sizeof(*sum) / sizeof(u64); i++)
			to[i] += READ_ONCE(from[i]);
	}
}

/**
 * lc_stats_deaths() - sum the deaths of all causes
 * @sum: totals from lc_stats_sum()
 *
 * Context: Any context.
 * Return: number of deaths.
 */
u64 lc_stats_deaths(const struct lc_stats *sum)
{
	u64 deaths = 0;
	int i;

	for (i = 0; i < LC_CAUSE_NR; i++)
		deaths += sum->deaths[i];
	return deaths;
}

/**
 * lc_stats_lost() - sum the tasks that got no record, for whatever reason
 * @sum: totals from lc_stats_sum()
 *
 * Context: Any context.
 * Return: number of tasks, with those that got one later.
 */
u64 lc_stats_lost(const struct lc_stats *sum)
{
	u64 lost = 0;
	int i;

	for (i = 0; i < LC_BOUND_NR; i++)
		lost += sum->lost[i];
	return lost;
}

/**
 * lc_stats_show_lost() - print the tasks that got no record: the total, and by the bound
 * @m: output
 * @sum: totals from lc_stats_sum()
 *
 * Context: Process context.
 */
void lc_stats_show_lost(struct seq_file *m, const struct lc_stats *sum)
{
	static const char * const words[] = { LC_BOUNDS(LC_WORD) };
	int i;

	seq_printf(m, "lost: %llu\n", lc_stats_lost(sum));
	for (i = 0; i < LC_BOUND_NR; i++)
		seq_printf(m, "lost_%s: %llu\n", words[i], sum->lost[i]);
}

/**
 * lc_stats_show_forks() - print failed forks: the total, and the count of each errno seen
 * @m: output
 * @sum: totals from lc_stats_sum()
 *
 * Context: Process context.
 */
void lc_stats_show_forks(struct seq_file *m, const struct lc_stats *sum)
{
	u64 total = 0;
	int i;

	for (i = 0; i < LC_FORK_NR; i++)
		total += sum->forks_failed[i];
	seq_printf(m, "forks_failed: %llu\n", total);
	for (i = 0; i < LC_FORK_NR; i++)
		if (sum->forks_failed[i])
			seq_printf(m, "forks_failed_%s: %llu\n",
				   i < LC_FORK_OTHER ? fork_errnos[i].name : "other",
				   sum->forks_failed[i]);
}
