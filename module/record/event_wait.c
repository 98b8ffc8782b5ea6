// SPDX-License-Identifier: GPL-2.0
#include <linux/irq_work.h>
#include <linux/jiffies.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "record/event_wait.h"

static DECLARE_WAIT_QUEUE_HEAD(waiters);
static bool ended;

/* Readers are woken at most once in this time: a flood of events does not wake each time. */
#define WAKE_MS 10

static unsigned long woken;	/* when they were, in jiffies */

static void wake_waiters(struct work_struct *work)
{
	WRITE_ONCE(woken, jiffies);
	wake_up_interruptible_all(&waiters);
}

static DECLARE_DELAYED_WORK(waking, wake_waiters);

/* Work cannot be queued in a probe, which may hold a lock that waking a worker takes. */
static void queue_waking(struct irq_work *work)
{
	unsigned long pause = msecs_to_jiffies(WAKE_MS), passed = jiffies - READ_ONCE(woken);

	schedule_delayed_work(&waking, passed < pause ? pause - passed : 0);
}

static struct irq_work event_came;

/**
 * lc_event_wait_wake() - wake the readers, since there may be more for them to read
 *
 * They are woken later, by work that an interrupt queues: no lock of the caller matters.
 *
 * Context: Any but NMI.
 */
void lc_event_wait_wake(void)
{
	/* A reader adds itself to the queue first, then looks. Pending work has yet to wake it. */
	if (wq_has_sleeper(&waiters) && !delayed_work_pending(&waking))
		irq_work_queue(&event_came);
}

/**
 * lc_event_wait_poll() - have a reader woken after the next event
 * @file: its file, which keeps the module loaded until it is closed
 * @table: the table of poll(2)
 *
 * Afterwards the reader looks whether there is a newer event.
 *
 * Context: Process context.
 */
void lc_event_wait_poll(struct file *file, struct poll_table_struct *table)
{
	poll_wait(file, &waiters, table);
	/* Pairs with that of wq_has_sleeper(). */
	smp_mb();
}

/**
 * lc_event_wait_for() - wait for an event
 * @is_ready: looks for one
 * @data: passed to it
 *
 * Context: Process context.
 * Return: 0 if there is one or all reading has been ended, -ERESTARTSYS at a signal.
 */
int lc_event_wait_for(bool (*is_ready)(void *data), void *data)
{
	DEFINE_WAIT_FUNC(wait, woken_wake_function);
	int ret = 0;

	add_wait_queue(&waiters, &wait);
	/* Pairs with that of wq_has_sleeper(). */
	smp_mb();
	while (!READ_ONCE(ended) && !is_ready(data)) {
		if (signal_pending(current)) {
			ret = -ERESTARTSYS;
			break;
		}
		wait_woken(&wait, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
	}
	remove_wait_queue(&waiters, &wait);
	return ret;
}

/* Whether all reading has been ended. Context: any. */
bool lc_event_wait_ended(void)
{
	return READ_ONCE(ended);
}

/* End all reading, for good. Context: process context. */
void lc_event_wait_end(void)
{
	WRITE_ONCE(ended, true);
	wake_up_interruptible_all(&waiters);
}

/* Context: process context. */
void lc_event_wait_init(void)
{
	init_irq_work(&event_came, queue_waking);
}

/* Wait until no work is left. Context: process context, nobody wakes any more. */
void lc_event_wait_exit(void)
{
	irq_work_sync(&event_came);
	cancel_delayed_work_sync(&waking);
}
