/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_LOOKUP_H
#define LCT_LOOKUP_H

#include "table/table.h"
#include "task/task.h"

int lct_lookup_pid(const char *root, int64_t pid, struct lct_table *t, struct lct_tasks *tasks);

#endif
