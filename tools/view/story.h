/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_STORY_H
#define LC_STORY_H

#include <stdio.h>

#include "options/options.h"
#include "task/task.h"

int lc_story_print(const struct lc_tasks *tasks, struct lc_view *view, int64_t pid,
		   int64_t born_ns, const struct lc_options *opt, FILE *out);

#endif
