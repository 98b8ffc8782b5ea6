/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Waits for a CPU of tasks whose cgroup has used up its quota (cpu.max). The scheduler then
 * throttles the cgroup's queue on a CPU, until the next period. What a wait has in common with
 * such times is added to the account of the task when it gets a CPU again.
 */
#ifndef LC_THROTTLE_H
#define LC_THROTTLE_H

#include "record/record.h"

/* A group has been throttled since the module was loaded: only then switches are looked at. */
extern bool lc_throttle_seen;

void lc_throttle_begins(const struct cfs_rq *queue);
void lc_throttle_ends(const struct cfs_rq *queue);
void lc_throttle_walks(const struct task_group *from, const void *down);
void lc_throttle_switch(struct lc_task *prev, struct lc_task *next);
void lc_throttle_settle(const struct lc_task *rec, struct lc_account *account, u64 now_ns);

void lc_throttle_set_known(void);
bool lc_throttle_is_known(void);

#endif /* LC_THROTTLE_H */
