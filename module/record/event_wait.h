/* SPDX-License-Identifier: GPL-2.0 */
/* Readers that wait for an event of a ring. */
#ifndef LC_EVENT_WAIT_H
#define LC_EVENT_WAIT_H

#include <linux/irq_work.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct file;
struct poll_table_struct;

/**
 * struct lc_event_wait - those who wait for an event of one ring
 * @waiters: they
 * @woken: when they were woken, in jiffies
 * @event_came: queues @waking
 * @waking: wakes them
 */
struct lc_event_wait {
	wait_queue_head_t waiters;
	unsigned long woken;
	struct irq_work event_came;
	struct delayed_work waking;
};

void lc_event_wait_wake(struct lc_event_wait *wait);
void lc_event_wait_poll(struct lc_event_wait *wait, struct file *file,
			struct poll_table_struct *table);
int lc_event_wait_for(struct lc_event_wait *wait, bool (*is_ready)(void *data), void *data);
bool lc_event_wait_ended(void);
void lc_event_wait_end(void);
void lc_event_wait_init(struct lc_event_wait *wait);
void lc_event_wait_exit(struct lc_event_wait *wait);

#endif /* LC_EVENT_WAIT_H */
