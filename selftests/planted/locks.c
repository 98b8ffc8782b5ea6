// SPDX-License-Identifier: GPL-2.0
/*
 * Locks taken in orders that can deadlock, without deadlocking. lockdep reports only the
 * first and turns itself off: each needs a boot of its own.
 */
#include <linux/completion.h>
#include <linux/irq_work.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>

#include "planted.h"

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);

void lock_inversion(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);

	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
}

static DEFINE_SPINLOCK(lock);

static void from_irq(struct irq_work *work)
{
	spin_lock(&lock);
	spin_unlock(&lock);
}

void lock_unsafe_in_irq(void)
{
	static struct irq_work work = IRQ_WORK_INIT_HARD(from_irq);

	irq_work_queue(&work);
	irq_work_sync(&work);
	spin_lock(&lock);
	spin_unlock(&lock);
}

/* On PREEMPT_RT a spinlock_t sleeps, and must not be taken under a raw one. */
void sleeping_lock_in_raw(void)
{
	static DEFINE_RAW_SPINLOCK(raw);

	raw_spin_lock(&raw);
	spin_lock(&lock);
	spin_unlock(&lock);
	raw_spin_unlock(&raw);
}
