/* SPDX-License-Identifier: GPL-2.0 */
/* Who reads events, and which is next. */
#ifndef LC_EVENT_READER_H
#define LC_EVENT_READER_H

#include <linux/mutex.h>

#include "record/event_switch.h"
#include "view/event_filter.h"
#include "view/row_event.h"

/**
 * struct lc_event_reader - an open file
 * @place: its place among the readers, and what it reads
 * @want: the switches that it asks for
 * @lock: against reads and polls of several threads
 * @viewer: who has opened it
 * @subject: the task that the next event is about
 * @cursor: the next event
 * @filter: which events are wanted
 * @opened: number of the first event after it was opened
 * @end: number of the newest event when the read began
 * @lost: number of events that were lost before the next one and have not been reported
 * @polled: poll(2) was called
 * @full: the next event
 * @row: its row
 */
struct lc_event_reader {
	struct lc_event_place place;
	struct lc_event_switch_want want;
	struct mutex lock; /* of the rest */
	struct lc_viewer viewer;
	struct lc_subject subject;
	struct lc_event_cursor cursor;
	struct lc_event_filter filter;
	u64 opened;
	u64 end;
	u64 lost;
	bool polled;
	struct lc_event_full full;
	struct lc_event_row row;
};

bool lc_event_reader_seek(struct lc_event_reader *reader);
void lc_event_reader_begin(struct lc_event_reader *reader) __acquires(rcu);

#endif /* LC_EVENT_READER_H */
