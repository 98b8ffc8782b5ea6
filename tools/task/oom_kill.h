/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_OOM_KILL_H
#define LCT_OOM_KILL_H

#include "column/column.h"
#include "table/table.h"
#include "task/task.h"
#include "text/json.h"

/* Every column of a kill, like enum lct_column_id. */
#define LCT_OOM_COLUMN_ENUM(name, kind, sets, help)	LCT_OOM_COLUMN_##name,
enum lct_oom_column_id {
	LC_OOM_COLUMNS(LCT_OOM_COLUMN_ENUM)
	LCT_OOM_DERIVED_COLUMNS(LCT_OOM_COLUMN_ENUM)
	LCT_OOM_COLUMN_NR
};

/* The module's columns come first, so that they can index an array. */
#define LCT_OOM_COLUMN_KERNEL_NR	((int)LCT_OOM_COLUMN_freed_after_ns)

/**
 * struct lct_oom_kill - one process that the kernel's OOM killer has selected
 * @cell: the module's columns, escaped; NULL where unknown
 */
struct lct_oom_kill {
	const char *cell[LCT_OOM_COLUMN_KERNEL_NR];
};

extern const struct lct_catalog lct_oom_catalog;

void lct_oom_kill_read(struct lct_oom_kill *kill, const struct lct_table *t, size_t row);
bool lct_oom_kill_number(const struct lct_oom_kill *kill, enum lct_oom_column_id id,
			 int64_t *value);
bool lct_oom_kill_is_word(const struct lct_oom_kill *kill, enum lct_oom_column_id id,
			  const char *word);
void lct_oom_kill_value(enum lct_oom_column_id id, const struct lct_oom_kill *kill,
			struct lct_value *value);
bool lct_oom_kill_format(enum lct_oom_column_id id, enum lct_form form,
			 const struct lct_oom_kill *kill, const struct lct_view *view,
			 char *out, size_t room);
void lct_oom_kill_members(struct lct_json *json, const struct lct_oom_kill *kill, const int *ids,
			  size_t n);

#endif
