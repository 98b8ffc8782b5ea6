/* SPDX-License-Identifier: GPL-2.0 */
/* The life of a record: from birth to reaping, and from the table to the history. */
#ifndef LC_LIFE_H
#define LC_LIFE_H

#include <linux/sched.h>

struct lc_task;

int lc_life_init(unsigned int max_tasks);
void lc_life_exit(void);
size_t lc_life_memory(void);

struct lc_task *lc_life_birth(struct task_struct *task);
void lc_life_missing(const struct task_struct *task);
void lc_life_reap(struct task_struct *task);
void lc_life_reap_late(struct task_struct *task);

#endif /* LC_LIFE_H */
