/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_LOOKUP_H
#define LC_LOOKUP_H

#include "table/table.h"
#include "task/task.h"

int lc_lookup(const char *root, int64_t pid, struct lc_table *t, struct lc_tasks *tasks);

#endif
