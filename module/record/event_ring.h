/* SPDX-License-Identifier: GPL-2.0 */
/* The rings of events, for those who add, read, open and close them. */
#ifndef LC_EVENT_RING_H
#define LC_EVENT_RING_H

#include <linux/list.h>
#include <linux/spinlock.h>

#include "record/event.h"
#include "record/event_wait.h"

/* A block of a ring. */
struct lc_event_block {
	char bytes[LC_EVENT_BLOCK];
};

/**
 * struct lc_event_ring - events of some kinds, and their readers
 * @kinds: the kinds that it has, a bit each
 * @key: on while there are readers
 * @lock: protects @blocks to @passed. Raw: taken in probes, also under the lock of a run queue
 * @blocks: the blocks, which are numbered; NULL without a reader
 * @next_block: number of the block after the newest
 * @oldest_block: number of the first valid block
 * @oldest: number of the event that begins there
 * @newest: number of the newest event
 * @newest_ns: its time
 * @added: how many events of each kind there have been
 * @passed: how many of them before @oldest
 * @wait: readers that wait
 * @readers: the readers, changed under a lock of event_open.c
 * @nr_readers: how many
 */
struct lc_event_ring {
	u32 kinds;
	struct static_key_false_deferred *key;
	raw_spinlock_t lock;
	struct lc_event_block *blocks;
	u64 next_block;
	u64 oldest_block;
	u64 oldest;
	u64 newest;
	u64 newest_ns;
	u64 added[LC_EVENT_NR];
	u64 passed[LC_EVENT_NR];
	struct lc_event_wait wait;
	struct list_head readers;
	unsigned int nr_readers;
};

/* Size of each ring in blocks, a power of two. */
extern unsigned int lc_event_ring_size;

#endif /* LC_EVENT_RING_H */
