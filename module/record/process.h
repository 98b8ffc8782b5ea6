/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Facts of a process, kept in its leader's record. They are written by its threads, its
 * children and its reaper, one at a time.
 */
#ifndef LC_PROCESS_H
#define LC_PROCESS_H

#include "record/record.h"

void lc_process_born(struct lc_task *rec, struct lc_task *creator);
void lc_process_add_dead_thread(struct lc_task *rec, const struct lc_account *account,
				u64 reaped_ns);
void lc_process_ended(struct lc_task *rec);
void lc_process_orphaned(struct task_struct *child, struct task_struct *parent);
void lc_process_left_all(void);
void lc_process_lost_child(const struct task_struct *parent, enum lc_reap reap,
			   u64 unreaped_ns);
void lc_process_traced(struct task_struct *task, u64 left_ns);
u64 lc_process_reapable_ns(const struct lc_facts *facts, const struct lc_account *account,
			   bool by_tracer, u64 now_ns);

#endif /* LC_PROCESS_H */
