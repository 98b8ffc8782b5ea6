/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Trees of processes that readers follow. Each has a bit, which a new task inherits from the
 * task that made it: so an orphan stays in its tree, and a PID that is reused does not matter.
 */
#ifndef LC_WATCH_H
#define LC_WATCH_H

#include <linux/sched.h>

#include "record/record.h"

/* As many as there are bits. */
#define LC_WATCHES 32

/* How many of them one user can have, and how many are reserved for root. */
#define LC_WATCHES_OF_USER 8
#define LC_WATCHES_RESERVED 8

/* The trees that a task is in. Context: RCU read side. */
static inline u32 lc_watch_of(const struct lc_task *rec)
{
	return rec ? atomic_read(&rec->watches) : 0;
}

u32 lc_watch_inherited(const struct lc_task *maker);
void lc_watch_inherit(struct lc_task *rec, u32 watches);
int lc_watch_open(struct task_struct *leader, kuid_t uid, bool privileged);
void lc_watch_close(int watch);

#endif /* LC_WATCH_H */
