/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_UNIT_H
#define LCT_UNIT_H

#include "task/task.h"

bool lct_unit_of(const struct lct_task *task, enum lct_column_id cgroup, char *unit,
		 size_t room);
int64_t lct_unit_down(const struct lct_task *task);
int lct_unit_link(struct lct_task **task, size_t nr);

#endif
