// SPDX-License-Identifier: GPL-2.0
#include <linux/jiffies.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>

#include "record/event_wait.h"

static bool ended;

/* Readers are woken at most once in this time: a flood of events does not wake each time. */
#define WAKE_MS 10

static void wake_waiters(struct work_struct *work)
{
	struct lc_event_wait *wait = container_of(work, struct lc_event_wait, waking.work);

	WRITE_ONCE(wait->woken, jiffies);
	wake_up_interruptible_all(&wait->waiters);
}

/* Work cannot be queued in a probe, which may hold a lock that waking a worker takes. */
static void queue_waking(struct irq_work *work)
{
	struct lc_event_wait *wait = container_of(work, struct lc_event_wait, event_came);
	unsigned long pause = msecs_to_jiffies(WAKE_MS);
	unsigned long passed = jiffies - READ_ONCE(wait->woken);

	schedule_delayed_work(&wait->waking, passed < pause ? pause - passed : 0);
}

/**
 * lc_event_wait_wake() - wake the readers, since there may be more for them to read
 * @wait: they
 *
 * They are woken later, by work that an interrupt queues: no lock of the caller matters.
 *
 * Context: Any but NMI.
 */
void lc_event_wait_wake(struct lc_event_wait *wait)
{
	/* A reader adds itself to the queue first, then looks. Pending work has yet to wake it. */
	if (wq_has_sleeper(&wait->waiters) && !delayed_work_pending(&wait->waking))
		irq_work_queue(&wait->event_came);
}

/**
 * lc_event_wait_poll() - have a reader woken after the next event
 * @wait: the readers
 * @file: its file, which keeps the module loaded until it is closed
 * @table: the table of poll(2)
 *
 * Afterwards the reader looks whether there is a newer event.
 *
 * Context: Process context.
 */
void lc_event_wait_poll(struct lc_event_wait *wait, struct file *file,
			struct poll_table_struct *table)
{
	poll_wait(file, &wait->waiters, table);
	/* Pairs with that of wq_has_sleeper(). */
	smp_mb();
}

/**
 * lc_event_wait_for() - wait for an event
 * @wait: the readers
 * @is_ready: looks for one
 * @data: passed to it
 *
 * Context: Process context.
 * Return: 0 if there is one or all reading has been ended, -ERESTARTSYS at a signal.
 */
int lc_event_wait_for(struct lc_event_wait *wait, bool (*is_ready)(void *data), void *data)
{
	DEFINE_WAIT_FUNC(entry, woken_wake_function);
	int ret = 0;

	add_wait_queue(&wait->waiters, &entry);
	/* Pairs with that of wq_has_sleeper(). */
	smp_mb();
	while (!READ_ONCE(ended) && !is_ready(data)) {
		if (signal_pending(current)) {
			ret = -ERESTARTSYS;
			break;
		}
		wait_woken(&entry, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
	}
	remove_wait_queue(&wait->waiters, &entry);
	return ret;
}

/* Whether all reading has been ended. Context: any. */
bool lc_event_wait_ended(void)
{
	return READ_ONCE(ended);
}

/* End all reading, for good; readers are to be woken then. Context: process context. */
void lc_event_wait_end(void)
{
	WRITE_ONCE(ended, true);
}

/* Context: process context. */
void lc_event_wait_init(struct lc_event_wait *wait)
{
	init_waitqueue_head(&wait->waiters);
	init_irq_work(&wait->event_came, queue_waking);
	INIT_DELAYED_WORK(&wait->waking, wake_waiters);
}

/* Wait until no work is left. Context: process context, nobody wakes any more. */
void lc_event_wait_exit(struct lc_event_wait *wait)
{
	irq_work_sync(&wait->event_came);
	cancel_delayed_work_sync(&wait->waking);
}
