/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_EVENT_H
#define LCT_EVENT_H

#include "column/column.h"
#include "table/table.h"
#include "text/json.h"

/* Every column of an event, like enum lct_column_id. */
#define LCT_EVENT_COLUMN_ENUM(name, kind, sets, help)	LCT_EVENT_COLUMN_##name,
enum lct_event_column_id {
	LC_EVENT_COLUMNS(LCT_EVENT_COLUMN_ENUM)
	LCT_EVENT_DERIVED_COLUMNS(LCT_EVENT_COLUMN_ENUM)
	LCT_EVENT_COLUMN_NR
};

/* The module's columns come first, so that they can index an array. */
#define LCT_EVENT_COLUMN_KERNEL_NR	((int)LCT_EVENT_COLUMN_by)

/**
 * struct lct_event - one event
 * @cell: the module's columns, escaped; NULL where unknown
 */
struct lct_event {
	const char *cell[LCT_EVENT_COLUMN_KERNEL_NR];
};

extern const struct lct_catalog lct_event_catalog;

void lct_event_read(struct lct_event *event, const struct lct_table *t, size_t row);
bool lct_event_number(const struct lct_event *event, enum lct_event_column_id id, int64_t *value);
bool lct_event_is(const struct lct_event *event, const char *kind);
bool lct_event_is_failure(const struct lct_event *event);
bool lct_event_format(enum lct_event_column_id id, enum lct_form form,
		      const struct lct_event *event, const struct lct_clock *clock,
		      char *out, size_t room);
void lct_event_members(struct lct_json *json, const struct lct_event *event, const int *ids,
		       size_t n);

#endif
