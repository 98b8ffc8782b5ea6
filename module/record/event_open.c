// SPDX-License-Identifier: GPL-2.0
/* The readers of the rings: a ring has memory, and hooks add to it, while it has readers. */
#include <linux/log2.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "record/event_ring.h"

/* Readers that come and go change the code of the kernel at most once in this time. */
#define LINGER (HZ / 10)

DEFINE_STATIC_KEY_DEFERRED_FALSE(lc_event_key, LINGER);
DEFINE_STATIC_KEY_DEFERRED_FALSE(lc_event_switch_key, LINGER);
DEFINE_STATIC_KEY_DEFERRED_FALSE(lc_event_any_key, LINGER);

#define RING(_ring, _kinds, _key) {				\
	.kinds = (_kinds),					\
	.key = &(_key),						\
	.lock = __RAW_SPIN_LOCK_UNLOCKED((_ring).lock),		\
	.oldest = 1,						\
	.readers = LIST_HEAD_INIT((_ring).readers),		\
}

#define LIVES (GENMASK(LC_EVENT_NR - 1, LC_EVENT_LOST + 1) & ~LC_EVENT_SWITCHES)

struct lc_event_ring lc_event_lives = RING(lc_event_lives, LIVES, lc_event_key);
struct lc_event_ring lc_event_switches =
	RING(lc_event_switches, LC_EVENT_SWITCHES, lc_event_switch_key);
struct lc_event_ring lc_event_waits =
	RING(lc_event_waits, BIT(LC_EVENT_ON_CPU), lc_event_switch_key);

static struct lc_event_ring * const rings[] = {
	&lc_event_lives, &lc_event_switches, &lc_event_waits,
};

unsigned int lc_event_ring_size;

/* Serializes readers that come and go. */
static DEFINE_MUTEX(readers_lock);

static void set_blocks(struct lc_event_ring *ring, struct lc_event_block *blocks)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&ring->lock, flags);
	ring->blocks = blocks;
	ring->oldest = ring->newest + 1;
	ring->oldest_block = ring->next_block;
	memcpy(ring->passed, ring->added, sizeof(ring->passed));
	raw_spin_unlock_irqrestore(&ring->lock, flags);
}

static int begin(struct lc_event_ring *ring)
{
	struct lc_event_block *blocks;

	if (ring->nr_readers)
		return 0;
	blocks = vmalloc(array_size(lc_event_ring_size, sizeof(*blocks)));
	if (!blocks)
		return -ENOMEM;
	set_blocks(ring, blocks);
	return 0;
}

static bool may_open(const struct lc_event_ring *ring, kuid_t uid, bool privileged)
{
	const struct lc_event_place *other;
	unsigned int of_user = 0;

	if (privileged)
		return ring->nr_readers < LC_EVENT_READERS;
	list_for_each_entry(other, &ring->readers, link)
		of_user += uid_eq(other->uid, uid);
	return of_user < LC_EVENT_READERS_OF_USER &&
	       ring->nr_readers < LC_EVENT_READERS - LC_EVENT_RESERVED;
}

/**
 * lc_event_open() - become a reader
 * @ring: of this ring
 * @place: its place
 * @uid: the user who reads
 * @privileged: the places that are reserved for root may be used, and any number of them
 *
 * Context: Process context. Pair with lc_event_close().
 * Return: 0, -ENFILE if there are too many readers, or -ENOMEM.
 */
int lc_event_open(struct lc_event_ring *ring, struct lc_event_place *place, kuid_t uid,
		  bool privileged)
{
	int ret;

	mutex_lock(&readers_lock);
	ret = may_open(ring, uid, privileged) ? begin(ring) : -ENFILE;
	if (!ret) {
		place->ring = ring;
		place->uid = uid;
		list_add(&place->link, &ring->readers);
		WRITE_ONCE(ring->nr_readers, ring->nr_readers + 1);
		static_branch_inc(&ring->key->key);
		static_branch_inc(&lc_event_any_key.key);
	}
	mutex_unlock(&readers_lock);
	return ret;
}

/**
 * lc_event_close() - cease to be a reader
 * @place: its place
 *
 * Context: Process context.
 */
void lc_event_close(struct lc_event_place *place)
{
	struct lc_event_ring *ring = place->ring;
	struct lc_event_block *blocks;

	mutex_lock(&readers_lock);
	list_del(&place->link);
	WRITE_ONCE(ring->nr_readers, ring->nr_readers - 1);
	if (!ring->nr_readers) {
		blocks = ring->blocks;
		set_blocks(ring, NULL);
		vfree(blocks);
	}
	static_branch_slow_dec_deferred(ring->key);
	static_branch_slow_dec_deferred(&lc_event_any_key);
	mutex_unlock(&readers_lock);
}

/* Those who wait for an event of a ring. Context: any. */
struct lc_event_wait *lc_event_waiting(struct lc_event_ring *ring)
{
	return &ring->wait;
}

/* End all reads that wait, for good. Context: process context. */
void lc_event_end(void)
{
	unsigned int i;

	lc_event_wait_end();
	for (i = 0; i < ARRAY_SIZE(rings); i++)
		wake_up_interruptible_all(&rings[i]->wait.waiters);
}

/* The kinds of events that a ring has, a bit each. Context: any. */
u32 lc_event_kinds(const struct lc_event_ring *ring)
{
	return ring->kinds;
}

/* Number of readers. Context: any. */
unsigned int lc_event_readers(const struct lc_event_ring *ring)
{
	return READ_ONCE(ring->nr_readers);
}

/* Size of a ring while it has readers, in bytes. Context: any. */
size_t lc_event_memory(const struct lc_event_ring *ring)
{
	return READ_ONCE(ring->nr_readers) ? lc_event_ring_size * sizeof(struct lc_event_block) : 0;
}

/**
 * lc_event_init() - set the size of the rings
 * @blocks: number of blocks
 *
 * Context: Process context.
 */
void lc_event_init(unsigned int blocks)
{
	unsigned int i;

	BUILD_BUG_ON(sizeof(struct lc_event) != LC_EVENT_BLOCK ||
		     sizeof(struct lc_event_ns) != LC_EVENT_BLOCK);
	lc_event_ring_size = roundup_pow_of_two(blocks);
	for (i = 0; i < ARRAY_SIZE(rings); i++)
		lc_event_wait_init(&rings[i]->wait);
}

/**
 * lc_event_exit() - wait until no work is left
 *
 * Context: Process context. Hooks are detached, no reader is left.
 */
void lc_event_exit(void)
{
	unsigned int i;

	static_key_deferred_flush(&lc_event_key);
	static_key_deferred_flush(&lc_event_switch_key);
	static_key_deferred_flush(&lc_event_any_key);
	for (i = 0; i < ARRAY_SIZE(rings); i++)
		lc_event_wait_exit(&rings[i]->wait);
}
