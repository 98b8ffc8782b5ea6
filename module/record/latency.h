/* SPDX-License-Identifier: GPL-2.0 */
/* Waits of all tasks for a CPU, by scheduling class. */
#ifndef LC_LATENCY_H
#define LC_LATENCY_H

#include <linux/percpu.h>

#include "base/account.h"

/**
 * struct lc_latency - waits of one scheduling class on one CPU
 * @sum_ns: sum of the waits
 * @max_ns: longest wait
 * @hist: number of waits by length, see lc_account_bucket()
 */
struct lc_latency {
	u64 sum_ns;
	u64 max_ns;
	u64 hist[LC_LATENCY_BUCKETS];
};

/**
 * struct lc_latency_classes - waits of all scheduling classes on one CPU
 * @of: waits by enum lc_class
 */
struct lc_latency_classes {
	struct lc_latency of[LC_CLASS_NR];
};

DECLARE_PER_CPU(struct lc_latency_classes, lc_latency);

/**
 * lc_latency_count() - count a completed wait
 * @class: scheduling class of the task that waited
 * @wait: the wait
 *
 * Context: A scheduler hook, interrupts off.
 */
static __always_inline void lc_latency_count(enum lc_class class, struct lc_wait wait)
{
	struct lc_latency *latency = this_cpu_ptr(&lc_latency.of[class]);

	/* Readers on other CPUs need no sums of one instant: whole words are enough. */
	data_race(latency->sum_ns += wait.ns);
	data_race(latency->hist[wait.bucket]++);
	if (unlikely(wait.ns > latency->max_ns))
		WRITE_ONCE(latency->max_ns, wait.ns);
}

struct seq_file;
void lc_latency_show(struct seq_file *m);

#endif /* LC_LATENCY_H */
