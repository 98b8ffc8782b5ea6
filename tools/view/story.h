/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_STORY_H
#define LCT_STORY_H

#include <stdio.h>

#include "options/options.h"
#include "task/task.h"

int lct_story_print(const struct lct_tasks *tasks, struct lct_view *view, int64_t pid,
		    int64_t born_ns, const struct lct_options *opt, FILE *out);

#endif
