// SPDX-License-Identifier: GPL-2.0
/* Operations that are not allowed in their context. */
#include <linux/bug.h>
#include <linux/delay.h>
#include <linux/preempt.h>
#include <linux/rculist.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/spinlock.h>

#include "planted.h"

static DEFINE_SPINLOCK(lock);
static int __rcu *pointer;
static LIST_HEAD(list);
static volatile int sink;

void sleep_in_atomic(void)
{
	spin_lock(&lock);
	kfree(kmalloc(100, GFP_KERNEL));
	spin_unlock(&lock);
}

void schedule_in_atomic(void)
{
	preempt_disable();
	schedule_timeout_uninterruptible(1);
	preempt_enable();
}

void sleep_in_rcu(void)
{
	rcu_read_lock();
	msleep(1);
	rcu_read_unlock();
}

void cpu_while_preemptible(void)
{
	sink = smp_processor_id();
}

void rcu_dereference_outside(void)
{
	sink = !rcu_dereference(pointer);
}

struct element {
	struct list_head list;
};

void rcu_walk_outside(void)
{
	struct element *element;

	list_for_each_entry_rcu(element, &list, list)
		sink++;
}

void warning(void)
{
	WARN_ON(!sink || sink);
}
