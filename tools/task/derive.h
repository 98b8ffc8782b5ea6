/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_DERIVE_H
#define LCT_DERIVE_H

#include "task/task.h"

/* Each derived column has a function of its name. */
typedef void lct_derive_fn(const struct lct_task *task, const struct lct_view *view,
			   struct lct_value *value);

/* Helpers for several derived columns. */
void lct_derive_set(struct lct_value *value, int64_t number);
void lct_derive_until_zombie(const struct lct_task *task, enum lct_column_id from,
			     struct lct_value *value);
void lct_derive_until_end(const struct lct_task *task, enum lct_column_id from,
			  struct lct_value *value);

/* Declarations of these functions, and pointers to them. */
#define LCT_DERIVE_POINTER(name, kind, sets, help)	lct_derive_##name,
#define LCT_DERIVE_DECLARE(name, kind, sets, help)	lct_derive_fn lct_derive_##name;
LCT_DERIVED_COLUMNS(LCT_DERIVE_DECLARE)

#endif
