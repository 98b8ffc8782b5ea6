// SPDX-License-Identifier: GPL-2.0
#include <linux/kernel.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "record/latency.h"

/**
 * struct classes - waits of all scheduling classes on one CPU
 * @of: waits by enum lc_class
 */
struct classes {
	struct lc_latency of[LC_CLASS_NR];
};

static DEFINE_PER_CPU(struct classes, classes);

/* Indexed by policy, which is less than 8. */
static const u8 class_of_policy[8] = {
	[SCHED_NORMAL] = LC_CLASS_FAIR,
	[SCHED_FIFO] = LC_CLASS_RT,
	[SCHED_RR] = LC_CLASS_RT,
	[SCHED_BATCH] = LC_CLASS_BATCH,
	[SCHED_IDLE] = LC_CLASS_IDLE,
	[SCHED_DEADLINE] = LC_CLASS_DEADLINE,
	[SCHED_EXT] = LC_CLASS_EXT,
};

static const char * const class_words[] = { LC_CLASSES(LC_WORD) };

/*
 * The stop threads have a scheduling class of their own, which a module cannot name.
 * Their policy is SCHED_FIFO. They are created at boot.
 */
static bool is_stop(const struct task_struct *task)
{
	return READ_ONCE(task->flags) & PF_KTHREAD && READ_ONCE(task->policy) == SCHED_FIFO &&
	       !strncmp(task->comm, "migration/", 10);
}

/**
 * lc_latency_classify() - set the scheduling class that a task's waits count for
 * @rec: record of the task
 * @task: the task
 *
 * Context: A scheduler hook, or before @rec is shared.
 */
void lc_latency_classify(struct lc_task *rec, const struct task_struct *task)
{
	unsigned int policy = READ_ONCE(task->policy);

	rec->policy = policy;
	rec->latency = &classes.of[is_stop(task) ? LC_CLASS_STOP : class_of_policy[policy & 7]];
}

static void sum_cpus(struct lc_latency *sum, enum lc_class class)
{
	unsigned int i;
	int cpu;

	memset(sum, 0, sizeof(*sum));
	for_each_possible_cpu(cpu) {
		const struct lc_latency *latency = &per_cpu(classes, cpu).of[class];

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
