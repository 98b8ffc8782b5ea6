/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_VALUE_H
#define LCT_VALUE_H

#include "task/task.h"

void lct_value_get(enum lct_column_id id, const struct lct_task *task,
		   const struct lct_view *view, struct lct_value *value);
bool lct_value_format(enum lct_column_id id, enum lct_form form, const struct lct_task *task,
		      const struct lct_view *view, char *out, size_t room);

#endif
