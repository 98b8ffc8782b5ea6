/* SPDX-License-Identifier: GPL-2.0 */
/* One event as one reader sees it. */
#ifndef LC_ROW_EVENT_H
#define LC_ROW_EVENT_H

#include "base/access.h"
#include "record/event.h"
#include "view/cell.h"
#include "view/print.h"

/* The columns of one event, see LC_EVENT_COLUMNS. */
struct lc_event_row {
	LC_EVENT_COLUMNS(LC_CELL)
};

extern const struct lc_layout lc_row_event_layout;
extern const char * const lc_row_event_words[LC_EVENT_NR];

bool lc_row_event_visible(struct lc_viewer *viewer, const struct lc_event_full *full,
			  u64 opened, struct lc_subject *subject);
void lc_row_event(struct lc_event_row *row, struct lc_viewer *viewer,
		  const struct lc_event_full *full, const struct lc_subject *subject);
void lc_row_event_lost(struct lc_event_row *row, u64 seq, u64 lost);

#endif /* LC_ROW_EVENT_H */
