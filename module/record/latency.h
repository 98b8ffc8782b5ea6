/* SPDX-License-Identifier: GPL-2.0 */
/* Waits of all tasks for a CPU, by scheduling class. */
#ifndef LC_LATENCY_H
#define LC_LATENCY_H

#include <linux/percpu.h>

#include "base/account.h"
#include "record/record.h"

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
 * lc_latency_count() - count a completed wait
 * @latency: waits of the scheduling class of the task that waited
 * @wait: the wait
 *
 * Context: A scheduler hook, interrupts off.
 */
static __always_inline void lc_latency_count(struct lc_latency __percpu *latency,
					     struct lc_wait wait)
{
	/* Readers on other CPUs need no sums of one instant: whole words are enough. */
	__this_cpu_add(latency->sum_ns, wait.ns);
	__this_cpu_inc(latency->hist[wait.bucket]);
	if (unlikely(wait.ns > __this_cpu_read(latency->max_ns)))
		__this_cpu_write(latency->max_ns, wait.ns);
}

void lc_latency_classify(struct lc_task *rec, const struct task_struct *task);

struct seq_file;
void lc_latency_show(struct seq_file *m);

#endif /* LC_LATENCY_H */
