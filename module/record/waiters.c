// SPDX-License-Identifier: GPL-2.0
#include <linux/irq_work.h>
#include <linux/poll.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "record/waiters.h"

static DECLARE_WAIT_QUEUE_HEAD(readers);

/* Readers are woken that much later, so that a flood of deaths does not wake each time. */
#define WAKE_MS 10

static void wake_readers(struct work_struct *work)
{
	wake_up_interruptible_all(&readers);
}

static DECLARE_DELAYED_WORK(waking, wake_readers);

/* Work cannot be queued in a probe, which may hold a lock that waking a worker takes. */
static void queue_waking(struct irq_work *work)
{
	schedule_delayed_work(&waking, msecs_to_jiffies(WAKE_MS));
}

static struct irq_work death_came;

/**
 * lc_waiters_add() - have a reader woken after the next death
 * @file: its file, which keeps the module loaded until it is closed
 * @table: the table of poll(2)
 *
 * Afterwards the reader looks whether there is a newer death.
 *
 * Context: Process context.
 */
void lc_waiters_add(struct file *file, struct poll_table_struct *table)
{
	poll_wait(file, &readers, table);
	/* Pairs with lc_waiters_wake(). */
	smp_mb();
}

/**
 * lc_waiters_wake() - wake the readers, since there is a newer death
 *
 * Context: Any, no scheduler lock held.
 */
void lc_waiters_wake(void)
{
	/* A reader adds itself first, then looks. */
	if (unlikely(wq_has_sleeper(&readers)))
		irq_work_queue(&death_came);
}

/* Context: process context. */
void lc_waiters_init(void)
{
	init_irq_work(&death_came, queue_waking);
}

/**
 * lc_waiters_exit() - wait until no work is left
 *
 * Context: Process context. Nobody wakes or waits any more.
 */
void lc_waiters_exit(void)
{
	irq_work_sync(&death_came);
	cancel_delayed_work_sync(&waking);
}
