/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_VALUE_H
#define LC_VALUE_H

#include "task/task.h"

void lc_column_value(enum lc_column_id id, const struct lc_task *task,
		     const struct lc_view *view, struct lc_value *value);
bool lc_column_format(enum lc_column_id id, enum lc_form form, const struct lc_task *task,
		      const struct lc_view *view, char *out, size_t room);

#endif
