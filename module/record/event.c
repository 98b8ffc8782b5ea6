// SPDX-License-Identifier: GPL-2.0
#include <linux/spinlock.h>
#include <linux/string.h>

#include "base/clock.h"
#include "record/event_ring.h"

static struct lc_event_block *block_at(const struct lc_event_ring *ring, u64 number)
{
	return &ring->blocks[number & (lc_event_ring_size - 1)];
}

static const struct lc_event *event_at(const struct lc_event_ring *ring, u64 number)
{
	return (const struct lc_event *)block_at(ring, number);
}

static void drop_oldest(struct lc_event_ring *ring)
{
	const struct lc_event *event = event_at(ring, ring->oldest_block);

	ring->passed[event->kind]++;
	ring->oldest_block += event->blocks;
	ring->oldest++;
}

static __always_inline void put(struct lc_event_ring *ring, const void *from,
				unsigned int blocks)
{
	while (blocks--) {
		memcpy(block_at(ring, ring->next_block++), from, LC_EVENT_BLOCK);
		from += LC_EVENT_BLOCK;
	}
}

/* A task that has been reaped is not heard of again, whatever was on its way to it. */
static bool is_late(const struct lc_event *event, struct lc_task *rec)
{
	if (!rec)
		return false;
	if (unlikely(rec->events_ended))
		return true;
	if (event->kind == LC_EVENT_REAP)
		rec->events_ended = true;
	return false;
}

static void add(struct lc_event_ring *ring, struct lc_event_full *full)
{
	struct lc_event *event = &full->event;

	while (ring->next_block + event->blocks - ring->oldest_block > lc_event_ring_size)
		drop_oldest(ring);
	event->seq = ring->newest + 1;
	/* Under the lock, so that times are in the order of the numbers; the clock may step. */
	event->ns = max(ring->newest_ns, lc_clock_now());
	ring->newest_ns = event->ns;
	ring->added[event->kind]++;
	put(ring, event, 1);
	if (event->has_ns)
		put(ring, &full->ns, 1);
	put(ring, full->text, lc_event_text_blocks(event));
	WRITE_ONCE(ring->newest, event->seq);
}

/**
 * lc_event_add() - add an event
 * @ring: the ring for its kind
 * @full: the event, complete but for its number and time
 * @rec: record of its task, or NULL
 *
 * Context: Any but NMI. Holds a raw lock for the copy. Readers are woken later, by
 * work that an interrupt queues: no lock of the caller matters.
 */
void lc_event_add(struct lc_event_ring *ring, struct lc_event_full *full, struct lc_task *rec)
{
	unsigned long flags;
	bool added;

	raw_spin_lock_irqsave(&ring->lock, flags);
	added = ring->blocks && !is_late(&full->event, rec);
	if (added)
		add(ring, full);
	raw_spin_unlock_irqrestore(&ring->lock, flags);
	if (added)
		lc_event_wait_wake(&ring->wait);
}

/**
 * lc_event_seek_end() - let a reader go on with the next event that comes
 * @ring: what it reads
 * @cursor: its cursor
 *
 * Context: Any context, as a reader.
 */
void lc_event_seek_end(struct lc_event_ring *ring, struct lc_event_cursor *cursor)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&ring->lock, flags);
	cursor->seq = ring->newest + 1;
	cursor->block = ring->next_block;
	memcpy(cursor->passed, ring->added, sizeof(ring->added));
	raw_spin_unlock_irqrestore(&ring->lock, flags);
}

/**
 * lc_event_seek_oldest() - let a reader read on at the oldest event that is kept
 * @ring: what it reads
 * @cursor: its cursor
 *
 * Context: Any context, as a reader.
 */
void lc_event_seek_oldest(struct lc_event_ring *ring, struct lc_event_cursor *cursor)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&ring->lock, flags);
	cursor->seq = ring->oldest;
	cursor->block = ring->oldest_block;
	memcpy(cursor->passed, ring->passed, sizeof(ring->passed));
	raw_spin_unlock_irqrestore(&ring->lock, flags);
}

/* Number of the newest event. Context: any. */
u64 lc_event_newest(const struct lc_event_ring *ring)
{
	return READ_ONCE(ring->newest);
}

/**
 * lc_event_copy() - copy the event that a reader reads next
 * @ring: what it reads
 * @cursor: its cursor, not beyond the newest event
 * @to: the copy
 *
 * Context: Any context, as a reader.
 * Return: false if it has been overwritten.
 */
bool lc_event_copy(struct lc_event_ring *ring, const struct lc_event_cursor *cursor,
		   struct lc_event_full *to)
{
	struct lc_event *event = &to->event;
	unsigned long flags;
	u64 block = cursor->block;
	unsigned int i;
	bool kept;

	raw_spin_lock_irqsave(&ring->lock, flags);
	kept = cursor->seq >= ring->oldest;
	if (kept) {
		memcpy(event, block_at(ring, block++), LC_EVENT_BLOCK);
		if (event->has_ns)
			memcpy(&to->ns, block_at(ring, block++), LC_EVENT_BLOCK);
		for (i = 0; i < lc_event_text_blocks(event); i++)
			memcpy(to->text + i * LC_EVENT_BLOCK, block_at(ring, block++),
			       LC_EVENT_BLOCK);
	}
	raw_spin_unlock_irqrestore(&ring->lock, flags);
	return kept;
}

/**
 * lc_event_lost() - let a reader go on after a loss
 * @ring: what it reads
 * @cursor: its cursor
 * @kinds: the kinds that it reads, a bit each
 *
 * Context: Any context, as a reader.
 * Return: the number of events of these kinds that were overwritten before it read them.
 */
u64 lc_event_lost(struct lc_event_ring *ring, struct lc_event_cursor *cursor, u32 kinds)
{
	struct lc_event_cursor from = *cursor;
	u64 lost = 0;
	int kind;

	lc_event_seek_oldest(ring, cursor);
	for (kind = 0; kind < LC_EVENT_NR; kind++)
		if (kinds & BIT(kind))
			lost += cursor->passed[kind] - from.passed[kind];
	return lost;
}
