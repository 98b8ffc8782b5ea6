// SPDX-License-Identifier: GPL-2.0
#include <linux/list.h>
#include <linux/log2.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "base/clock.h"
#include "record/event.h"
#include "record/event_wait.h"

/* Readers that come and go change the code of the kernel at most once in this time. */
#define LINGER (HZ / 10)

DEFINE_STATIC_KEY_DEFERRED_FALSE(lc_event_key, LINGER);

struct block {
	char bytes[LC_EVENT_BLOCK];
};

/* Protects the ring. Raw: taken in probes, also under the lock of a run queue. */
static DEFINE_RAW_SPINLOCK(lock);

/*
 * Blocks are numbered. Those from @oldest_block on are valid, and begin with event number
 * @oldest. Of the events before, and of all, @passed and @added count each kind.
 */
static struct {
	struct block *blocks;	/* NULL without a reader */
	u64 next_block;
	u64 oldest_block;
	u64 oldest;
	u64 newest;
	u64 newest_ns;
	u64 added[LC_EVENT_NR];
	u64 passed[LC_EVENT_NR];
} ring = { .oldest = 1 };

static unsigned int size;	/* in blocks, a power of two */

/* Serializes readers that come and go. */
static DEFINE_MUTEX(readers_lock);
static LIST_HEAD(all_readers);
static unsigned int readers;

static struct block *block_at(u64 number)
{
	return &ring.blocks[number & (size - 1)];
}

static const struct lc_event *event_at(u64 number)
{
	return (const struct lc_event *)block_at(number);
}

static void drop_oldest(void)
{
	const struct lc_event *event = event_at(ring.oldest_block);

	ring.passed[event->kind]++;
	ring.oldest_block += event->blocks;
	ring.oldest++;
}

static __always_inline void put(const void *from, unsigned int blocks)
{
	while (blocks--) {
		memcpy(block_at(ring.next_block++), from, LC_EVENT_BLOCK);
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

static void add(struct lc_event_full *full)
{
	struct lc_event *event = &full->event;

	while (ring.next_block + event->blocks - ring.oldest_block > size)
		drop_oldest();
	event->seq = ring.newest + 1;
	/* Under the lock, so that times are in the order of the numbers; the clock may step. */
	event->ns = max(ring.newest_ns, lc_clock_now());
	ring.newest_ns = event->ns;
	ring.added[event->kind]++;
	put(event, 1);
	if (event->has_ns)
		put(&full->ns, 1);
	put(full->text, lc_event_text_blocks(event));
	WRITE_ONCE(ring.newest, event->seq);
}

/**
 * lc_event_add() - add an event
 * @full: the event, complete but for its number and time
 * @rec: record of its task, or NULL
 *
 * Context: Any but NMI. Holds a raw lock for the copy. Readers are woken later, by
 * work that an interrupt queues: no lock of the caller matters.
 */
void lc_event_add(struct lc_event_full *full, struct lc_task *rec)
{
	unsigned long flags;
	bool added;

	raw_spin_lock_irqsave(&lock, flags);
	added = ring.blocks && !is_late(&full->event, rec);
	if (added)
		add(full);
	raw_spin_unlock_irqrestore(&lock, flags);
	if (added)
		lc_event_wait_wake();
}

static void set_blocks(struct block *blocks)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	ring.blocks = blocks;
	ring.oldest = ring.newest + 1;
	ring.oldest_block = ring.next_block;
	memcpy(ring.passed, ring.added, sizeof(ring.passed));
	raw_spin_unlock_irqrestore(&lock, flags);
}

static int begin(void)
{
	struct block *blocks;

	if (readers)
		return 0;
	blocks = vmalloc(array_size(size, sizeof(*blocks)));
	if (!blocks)
		return -ENOMEM;
	set_blocks(blocks);
	return 0;
}

static bool may_open(kuid_t uid, bool privileged)
{
	const struct lc_event_reader *other;
	unsigned int of_user = 0;

	if (privileged)
		return readers < LC_EVENT_READERS;
	list_for_each_entry(other, &all_readers, link)
		of_user += uid_eq(other->uid, uid);
	return of_user < LC_EVENT_READERS_OF_USER &&
	       readers < LC_EVENT_READERS - LC_EVENT_RESERVED;
}

/**
 * lc_event_open() - become a reader
 * @reader: the reader
 * @uid: the user who reads
 * @privileged: the places that are reserved for root may be used, and any number of them
 *
 * Context: Process context. Pair with lc_event_close().
 * Return: 0, -ENFILE if there are too many readers, or -ENOMEM.
 */
int lc_event_open(struct lc_event_reader *reader, kuid_t uid, bool privileged)
{
	int ret;

	mutex_lock(&readers_lock);
	ret = may_open(uid, privileged) ? begin() : -ENFILE;
	if (!ret) {
		reader->uid = uid;
		list_add(&reader->link, &all_readers);
		WRITE_ONCE(readers, readers + 1);
		static_branch_inc(&lc_event_key.key);
	}
	mutex_unlock(&readers_lock);
	return ret;
}

/**
 * lc_event_close() - cease to be a reader
 * @reader: the reader
 *
 * Context: Process context.
 */
void lc_event_close(struct lc_event_reader *reader)
{
	struct block *blocks;

	mutex_lock(&readers_lock);
	list_del(&reader->link);
	WRITE_ONCE(readers, readers - 1);
	if (!readers) {
		blocks = ring.blocks;
		set_blocks(NULL);
		vfree(blocks);
	}
	static_branch_slow_dec_deferred(&lc_event_key);
	mutex_unlock(&readers_lock);
}

/**
 * lc_event_seek_end() - let a reader go on with the next event that comes
 * @cursor: its cursor
 *
 * Context: Any context, as a reader.
 */
void lc_event_seek_end(struct lc_event_cursor *cursor)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	cursor->seq = ring.newest + 1;
	cursor->block = ring.next_block;
	memcpy(cursor->passed, ring.added, sizeof(ring.added));
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_event_seek_oldest() - let a reader read on at the oldest event that is kept
 * @cursor: its cursor
 *
 * Context: Any context, as a reader.
 */
void lc_event_seek_oldest(struct lc_event_cursor *cursor)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	cursor->seq = ring.oldest;
	cursor->block = ring.oldest_block;
	memcpy(cursor->passed, ring.passed, sizeof(ring.passed));
	raw_spin_unlock_irqrestore(&lock, flags);
}

/* Number of the newest event. Context: any. */
u64 lc_event_newest(void)
{
	return READ_ONCE(ring.newest);
}

/**
 * lc_event_copy() - copy the event that a reader reads next
 * @cursor: its cursor, not beyond the newest event
 * @to: the copy
 *
 * Context: Any context, as a reader.
 * Return: false if it has been overwritten.
 */
bool lc_event_copy(const struct lc_event_cursor *cursor, struct lc_event_full *to)
{
	struct lc_event *event = &to->event;
	unsigned long flags;
	u64 block = cursor->block;
	unsigned int i;
	bool kept;

	raw_spin_lock_irqsave(&lock, flags);
	kept = cursor->seq >= ring.oldest;
	if (kept) {
		memcpy(event, block_at(block++), LC_EVENT_BLOCK);
		if (event->has_ns)
			memcpy(&to->ns, block_at(block++), LC_EVENT_BLOCK);
		for (i = 0; i < lc_event_text_blocks(event); i++)
			memcpy(to->text + i * LC_EVENT_BLOCK, block_at(block++), LC_EVENT_BLOCK);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return kept;
}

/**
 * lc_event_lost() - let a reader go on after a loss
 * @cursor: its cursor
 * @kinds: the kinds that it reads, a bit each
 *
 * Context: Any context, as a reader.
 * Return: the number of events of these kinds that were overwritten before it read them.
 */
u64 lc_event_lost(struct lc_event_cursor *cursor, u32 kinds)
{
	struct lc_event_cursor from = *cursor;
	u64 lost = 0;
	int kind;

	lc_event_seek_oldest(cursor);
	for (kind = 0; kind < LC_EVENT_NR; kind++)
		if (kinds & BIT(kind))
			lost += cursor->passed[kind] - from.passed[kind];
	return lost;
}

/* Number of readers. Context: any. */
unsigned int lc_event_readers(void)
{
	return READ_ONCE(readers);
}

/* Size of the ring, if there is one, in bytes. Context: any. */
size_t lc_event_memory(void)
{
	return READ_ONCE(readers) ? size * sizeof(struct block) : 0;
}

/**
 * lc_event_init() - set the size of the ring
 * @blocks: number of blocks
 *
 * Context: Process context.
 */
void lc_event_init(unsigned int blocks)
{
	BUILD_BUG_ON(sizeof(struct lc_event) != LC_EVENT_BLOCK ||
		     sizeof(struct lc_event_ns) != LC_EVENT_BLOCK);
	size = roundup_pow_of_two(blocks);
	lc_event_wait_init();
}

/**
 * lc_event_exit() - wait until no work is left
 *
 * Context: Process context. Hooks are detached, no reader is left.
 */
void lc_event_exit(void)
{
	static_key_deferred_flush(&lc_event_key);
	lc_event_wait_exit();
}
