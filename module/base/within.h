/* SPDX-License-Identifier: GPL-2.0 */
/* Which cgroups and units tasks are in, by name. */
#ifndef LC_WITHIN_H
#define LC_WITHIN_H

#include <linux/types.h>

struct task_struct;

bool lc_within_cgroup(struct task_struct *task, const char *path, int level);
bool lc_within_unit(struct task_struct *task, const char *unit, const char *path, int level);

#endif /* LC_WITHIN_H */
