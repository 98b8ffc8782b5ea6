/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_FACTS_H
#define LCT_FACTS_H

#include "task/task.h"

const char *lct_facts_label(enum lct_column_id id);
void lct_facts_print(const struct lct_task *task, const struct lct_view *view);
void lct_facts_states(const struct lct_task *task);

#endif
