/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_PARENTS_H
#define LCT_PARENTS_H

#include "task/task.h"

const struct lct_task *lct_parents_find(const struct lct_tasks *tasks, int64_t pid);
void lct_parents_link(struct lct_tasks *tasks);
bool lct_parents_is_reapable(const struct lct_task *task);

#endif
