// SPDX-License-Identifier: GPL-2.0
#include <linux/bitops.h>
#include <linux/printk.h>
#include <linux/workqueue.h>

#include "record/loss.h"
#include "record/quota.h"
#include "record/stats.h"
#include "record/table.h"

/* The first task that got no record, for each reason. */
static struct {
	pid_t pid;
	kuid_t user;
} first[LC_BOUND_NR];

/* Bits by enum lc_bound: which have a first one; which of these are to be logged. */
static unsigned long seen;
static unsigned long unreported;

static void warn(enum lc_bound bound)
{
	pid_t pid = first[bound].pid;
	uid_t uid = __kuid_val(first[bound].user);

	switch (bound) {
	case LC_BOUND_FULL:
		pr_warn("no record for pid %d of uid %u: max_tasks=%u is reached\n", pid, uid,
			lc_table_max());
		break;
	case LC_BOUND_RESERVED:
		pr_warn("no record for pid %d of uid %u: the last %u of max_tasks=%u are reserved for root\n",
			pid, uid, lc_quota_reserved(), lc_table_max());
		break;
	case LC_BOUND_SHARE:
		pr_warn("no record for pid %d of uid %u: the user has %u of max_tasks=%u\n", pid,
			uid, lc_quota_share(), lc_table_max());
		break;
	default:
		pr_warn("no record for pid %d of uid %u: no memory\n", pid, uid);
	}
}

static void report(struct work_struct *work)
{
	unsigned long bounds = xchg(&unreported, 0);
	unsigned int bound;

	for_each_set_bit(bound, &bounds, LC_BOUND_NR)
		warn(bound);
}

/* The console's locks may sleep on PREEMPT_RT, where births are seen with preemption off. */
static DECLARE_WORK(report_work, report);

/**
 * lc_loss_count() - count a task that gets no record
 * @task: the task
 * @user: the user whom it counts for
 * @bound: why
 *
 * Context: No scheduler lock held.
 */
void lc_loss_count(const struct task_struct *task, kuid_t user, enum lc_bound bound)
{
	lc_stats_inc(lost[bound]);
	if (test_bit(bound, &seen) || test_and_set_bit(bound, &seen))
		return;
	first[bound].pid = task->pid;
	first[bound].user = user;
	smp_mb__before_atomic(); /* pairs with the xchg() in report() */
	set_bit(bound, &unreported);
	schedule_work(&report_work);
}

/**
 * lc_loss_exit() - wait until the log is written
 *
 * Context: Process context. Hooks are detached, and no tasks are enrolled any more.
 */
void lc_loss_exit(void)
{
	flush_work(&report_work);
}
