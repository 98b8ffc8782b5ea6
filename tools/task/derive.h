/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_DERIVE_H
#define LC_DERIVE_H

#include "task/task.h"

/* What several derived columns are made with. */
void lc_derive_set(struct lc_value *value, int64_t number);
void lc_derive_until_zombie(const struct lc_task *task, enum lc_column_id from,
			    struct lc_value *value);
void lc_derive_until_end(const struct lc_task *task, enum lc_column_id from,
			 struct lc_value *value);

#endif
