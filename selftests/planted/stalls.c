// SPDX-License-Identifier: GPL-2.0
/*
 * Stalls that last as long as the kernel's timeouts, which scripts/test/planted-test sets
 * to one to three seconds.
 */
#include <linux/delay.h>
#include <linux/ktime.h>
#include <linux/mutex.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>

#include "planted.h"

#define LONG_NS (10 * NSEC_PER_SEC)

static void spin(void)
{
	u64 end = ktime_get_ns() + LONG_NS;

	while (ktime_get_ns() < end)
		cpu_relax();
}

void soft_lockup(void)
{
	preempt_disable();
	spin();
	preempt_enable();
}

static void nothing(struct rcu_head *head)
{
}

/* Something must wait for the grace period. */
void rcu_stall(void)
{
	static struct rcu_head head;

	rcu_read_lock();
	call_rcu(&head, nothing);
	spin();
	rcu_read_unlock();
	rcu_barrier();
}

void hung_task(void)
{
	schedule_timeout_uninterruptible(LONG_NS / NSEC_PER_SEC * HZ);
}

void lock_to_user(void)
{
	static DEFINE_MUTEX(lock);

	mutex_lock(&lock);
}
