/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_DERIVE_H
#define LC_DERIVE_H

#include "task/task.h"

/* Each column that is derived has the function of its name. */
typedef void lc_derive_fn(const struct lc_task *task, const struct lc_view *view,
			  struct lc_value *value);

#define LC_DERIVE_DECLARE(name, kind, help)	lc_derive_fn lc_derive_##name;
LC_COLUMNS(LC_COLUMN_NONE, LC_DERIVE_DECLARE)

/* What several derived columns are made with. */
void lc_derive_set(struct lc_value *value, int64_t number);
void lc_derive_until_zombie(const struct lc_task *task, enum lc_column_id from,
			    struct lc_value *value);
void lc_derive_until_end(const struct lc_task *task, enum lc_column_id from,
			 struct lc_value *value);

#endif
