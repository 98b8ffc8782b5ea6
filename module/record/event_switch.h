/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Switches as events: all of the tasks in trees that readers follow, and of all tasks the waits
 * for a CPU that are as long as the least that a reader asks for. What no reader asks for is not
 * added.
 */
#ifndef LC_EVENT_SWITCH_H
#define LC_EVENT_SWITCH_H

#include <linux/list.h>
#include <linux/types.h>

struct lc_task;
struct task_struct;

/* What a reader gets that asks for nothing, as with runqslower(8). */
#define LC_EVENT_SLOW_NS	(10 * NSEC_PER_MSEC)

/* The least that those who do not see every task may ask for. */
#define LC_EVENT_SLOW_MIN_NS	NSEC_PER_MSEC

/**
 * struct lc_event_switch_want - what a reader asks for
 * @link: link in the list of all
 * @watches: bit of the tree whose switches it wants, see watch.h; or 0
 * @slow_ns: the shortest wait, U64_MAX for none
 */
struct lc_event_switch_want {
	struct list_head link;
	u32 watches;
	u64 slow_ns;
};

void lc_event_switch_want(struct lc_event_switch_want *want, u32 watches, u64 slow_ns);
void lc_event_switch_rewant(struct lc_event_switch_want *want, u32 watches, u64 slow_ns);
void lc_event_switch_unwant(struct lc_event_switch_want *want);

void lc_event_switch(struct lc_task *out, struct task_struct *prev, struct lc_task *in,
		     struct task_struct *next);

#endif /* LC_EVENT_SWITCH_H */
