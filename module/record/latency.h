/* SPDX-License-Identifier: GPL-2.0 */
/* Waits for a CPU of all tasks, by scheduling class. */
#ifndef LC_LATENCY_H
#define LC_LATENCY_H

#include <linux/percpu.h>

#include "base/account.h"

/**
 * struct lc_latency - the waits of one class on one CPU
 * @sum_ns: all together
 * @max_ns: the longest
 * @hist: by length, see lc_account_bucket()
 */
struct lc_latency {
	u64 sum_ns;
	u64 max_ns;
	u64 hist[LC_LATENCY_BUCKETS];
};

struct lc_latency_classes {
	struct lc_latency of[LC_CLASS_NR];
};

DECLARE_PER_CPU(struct lc_latency_classes, lc_latency);

/**
 * lc_latency_count() - count a wait that has ended
 * @class: the class of the task that waited
 * @wait: how long
 *
 * Context: a scheduler hook, interrupts off.
 */
static __always_inline void lc_latency_count(enum lc_class class, struct lc_wait wait)
{
	struct lc_latency *latency = this_cpu_ptr(&lc_latency.of[class]);

	/* Readers on other CPUs want no sum of an instant: words are enough for them. */
	data_race(latency->sum_ns += wait.ns);
	data_race(latency->hist[wait.bucket]++);
	if (unlikely(wait.ns > latency->max_ns))
		WRITE_ONCE(latency->max_ns, wait.ns);
}

struct seq_file;
void lc_latency_show(struct seq_file *m);

#endif /* LC_LATENCY_H */
