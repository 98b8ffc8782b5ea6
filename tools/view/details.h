/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_FACTS_H
#define LC_FACTS_H

#include "task/task.h"

const char *lc_facts_label(enum lc_column_id id);
void lc_facts_print(const struct lc_task *task, const struct lc_view *view);
void lc_facts_states(const struct lc_task *task);

#endif
