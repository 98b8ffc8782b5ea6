/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_LIST_H
#define LCT_LIST_H

#include "options/options.h"
#include "task/task.h"

bool lct_list_wants(const struct lct_options *opt, const struct lct_task *task);

#endif
