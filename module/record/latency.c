// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "record/latency.h"

DEFINE_PER_CPU(struct lc_latency_classes, lc_latency);

static const char * const class_words[] = { LC_CLASSES(LC_WORD) };

static void sum_cpus(struct lc_latency *sum, enum lc_class class)
{
	unsigned int i;
	int cpu;

	memset(sum, 0, sizeof(*sum));
	for_each_possible_cpu(cpu) {
		const struct lc_latency *latency = &per_cpu(lc_latency, cpu).of[class];

		sum->sum_ns += READ_ONCE(latency->sum_ns);
		sum->max_ns = max(sum->max_ns, READ_ONCE(latency->max_ns));
		for (i = 0; i < LC_LATENCY_BUCKETS; i++)
			sum->hist[i] += READ_ONCE(latency->hist[i]);
	}
}

static void print_class(struct seq_file *m, const char *class, const struct lc_latency *sum)
{
	unsigned int i, highest = 0;
	u64 count = 0;

	for (i = 0; i < LC_LATENCY_BUCKETS; i++) {
		count += sum->hist[i];
		if (sum->hist[i])
			highest = i;
	}
	seq_printf(m, "latency_%s_count: %llu\n", class, count);
	seq_printf(m, "latency_%s_sum_ns: %llu\n", class, sum->sum_ns);
	seq_printf(m, "latency_%s_max_ns: %llu\n", class, sum->max_ns);
	seq_printf(m, "latency_%s_hist: ", class);
	for (i = 0; count && i <= highest; i++)
		seq_printf(m, "%s%llu", i ? "," : "", sum->hist[i]);
	seq_puts(m, count ? "\n" : "-\n");
}

/**
 * lc_latency_show() - print the waits of each scheduling class
 * @m: output
 *
 * Context: Process context.
 */
void lc_latency_show(struct seq_file *m)
{
	struct lc_latency sum;
	int class;

	for (class = 0; class < LC_CLASS_NR; class++) {
		sum_cpus(&sum, class);
		print_class(m, class_words[class], &sum);
	}
}
