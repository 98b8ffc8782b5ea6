/* SPDX-License-Identifier: GPL-2.0 */
/* Creates a record, copies it for readers, and frees it. */
#ifndef LC_TASK_H
#define LC_TASK_H

#include "record/record.h"

int lc_task_init(unsigned int max_tasks);
void lc_task_exit(void);
int lc_task_fill(void);
unsigned int lc_task_reserve(void);

struct lc_task *lc_task_new(struct task_struct *task, enum lc_state state);
void lc_task_drop(struct lc_task *rec);

u64 lc_task_account(const struct lc_task *rec, struct lc_account *account, u64 now_ns);
void lc_task_copy(const struct lc_task *rec, struct lc_facts *facts);
u64 lc_task_facts(const struct lc_task *rec, struct lc_facts *facts, u64 now_ns);

#endif /* LC_TASK_H */
