/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is saved of a task whose release may not be seen, and what can still be proven of it
 * when sched_process_free reports it: by then it has no PID any more.
 */
#ifndef LC_UNSEEN_H
#define LC_UNSEEN_H

#include "record/record.h"

void lc_unseen_save_leader(struct task_struct *leader);
void lc_unseen_save_group(struct lc_task *rec);
void lc_unseen_exec(struct lc_task *rec);
struct pid *lc_unseen_pid(const struct lc_task *rec);
struct pid *lc_unseen_group(const struct lc_task *rec, struct pid *pid);
struct task_struct *lc_unseen_parent(const struct lc_task *rec);

#endif /* LC_UNSEEN_H */
