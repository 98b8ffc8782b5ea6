/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_DETAILS_H
#define LCT_DETAILS_H

#include "task/task.h"

const char *lct_details_label(enum lct_column_id id);
void lct_details_print(const struct lct_task *task, const struct lct_view *view);
void lct_details_states(const struct lct_task *task);

#endif
