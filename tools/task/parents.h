/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_PARENTS_H
#define LC_PARENTS_H

#include "task/task.h"

const struct lc_task *lc_parents_find(const struct lc_tasks *tasks, int64_t pid);
void lc_parents_link(struct lc_tasks *tasks);
bool lc_parents_neglect(const struct lc_task *task);

#endif
