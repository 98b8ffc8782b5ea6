/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Pending signals that can end or stop a process: they are blocked, or the process is
 * stopped or traced. Any of several may be delivered first. The newest is in the
 * leader's record, earlier ones are here. Few processes have any, so all share one small table.
 */
#ifndef LC_PENDING_H
#define LC_PENDING_H

#include <linux/sched.h>
#include <linux/uidgid.h>

#include "record/facts.h"

struct lc_task;

void lc_pending_init(void);

void lc_pending_save(struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		     struct lc_signal *signal);
bool lc_pending_has(const struct lc_task *leader, const struct task_struct *thread, int sig);
void lc_pending_flush(struct lc_task *leader, struct task_struct *thread, int sig);
bool lc_pending_dequeue(struct lc_task *leader, struct task_struct *thread, int sig,
			struct lc_signal *signal);
void lc_pending_move(struct lc_task *from, struct lc_task *to);
void lc_pending_drop(const struct lc_task *rec);
u64 lc_pending_lost(void);

#endif /* LC_PENDING_H */
