// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/signal.h>

#include "view/event_reader.h"

static bool is_wanted(struct lc_event_reader *reader)
{
	return lc_event_filter_wants(&reader->filter, &reader->full.event) &&
	       lc_row_event_visible(&reader->viewer, &reader->full, reader->opened,
				    &reader->subject);
}

/**
 * lc_event_reader_seek() - find what is read next, up to the end of the read
 * @reader: the reader
 *
 * Context: RCU read side, which it may leave and enter again.
 * Return: false if there is nothing more.
 */
bool lc_event_reader_seek(struct lc_event_reader *reader)
{
	while (!reader->lost && reader->cursor.seq <= reader->end) {
		if (!lc_event_copy(reader->place.ring, &reader->cursor, &reader->full)) {
			reader->lost = lc_event_lost(reader->place.ring, &reader->cursor,
						     reader->filter.kinds);
			continue;
		}
		if (is_wanted(reader))
			return true;
		lc_event_pass(&reader->cursor, &reader->full.event);
		if (fatal_signal_pending(current))
			return false;
		if (need_resched())
			lc_access_pause(&reader->viewer);
	}
	return reader->lost;
}

/**
 * lc_event_reader_begin() - begin a read
 * @reader: the reader
 *
 * Context: Enters an RCU read side.
 */
void lc_event_reader_begin(struct lc_event_reader *reader)
	__acquires(rcu)
{
	rcu_read_lock();
	reader->viewer.capable_ns = NULL;
	/* Events may come faster than they are read: a read ends. */
	reader->end = lc_event_newest(reader->place.ring);
}
