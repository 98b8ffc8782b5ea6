// SPDX-License-Identifier: GPL-2.0
#include <linux/delay.h>
#include <linux/irq_work.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "record/place.h"
#include "record/waiters.h"

DEFINE_RAW_SPINLOCK(lc_places_lock);
LIST_HEAD(lc_places_order);

/* Places are allocated as deaths come: so many are to be free, as long as there may be more. */
#define FREE_LOW	128
#define FREE_FULL	256

static struct kind {
	struct lc_shares shares;
	struct list_head free;
	unsigned int max;	/* so many places there may be */
	unsigned int size;	/* so many there are, with those that are being filled */
	unsigned int nr_free;
	unsigned int kept;
	u64 evicted;
} kinds[LC_KEPT_NR];

static u64 newest;		/* number of the newest death, 0 if none */
static DEFINE_MUTEX(resizing);

static struct kmem_cache *cache;

static void refill(struct work_struct *work);
static DECLARE_WORK(refilling, refill);

/* Work cannot be queued in a probe, which may hold a lock that waking a worker takes. */
static void queue_refilling(struct irq_work *work)
{
	queue_work(system_highpri_wq, &refilling);
}

static struct irq_work places_are_low;

static void push_free(struct kind *kind, struct lc_place *place)
{
	list_add(&place->node.order, &kind->free);
	WRITE_ONCE(kind->nr_free, kind->nr_free + 1);
}

static struct lc_place *pop_free(struct kind *kind)
{
	struct lc_place *place = list_first_entry_or_null(&kind->free, struct lc_place,
							  node.order);

	if (place) {
		list_del(&place->node.order);
		WRITE_ONCE(kind->nr_free, kind->nr_free - 1);
	}
	return place;
}

/* The death in @place, the oldest of its user, is evicted. Readers may still copy it. */
static void unlink(struct kind *kind, struct lc_place *place)
{
	list_del(&place->node.order);
	lc_shares_release(&kind->shares, place->held.share);
	kind->kept--;
	kind->evicted++;
}

/**
 * lc_places_take() - take a place out to fill it
 * @which: the kind
 *
 * The death in it, if there is one, is evicted; its references are the caller's. This
 * also happens before all places are allocated if deaths come faster than the worker runs.
 *
 * Context: Any, no scheduler lock held.
 * Return: the place; NULL if all of them are being filled at the moment.
 */
struct lc_place *lc_places_take(enum lc_kept which)
{
	struct kind *kind = &kinds[which];
	struct lc_place *place;
	struct lc_held *oldest;
	unsigned long flags;
	bool low;

	raw_spin_lock_irqsave(&lc_places_lock, flags);
	place = pop_free(kind);
	if (!place) {
		oldest = lc_shares_oldest_of_largest(&kind->shares);
		place = oldest ? container_of(oldest, struct lc_place, held) : NULL;
		if (place)
			unlink(kind, place);
	}
	low = kind->nr_free < FREE_LOW && kind->size < READ_ONCE(kind->max);
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	if (unlikely(low))
		irq_work_queue(&places_are_low);
	return place;
}

/**
 * lc_places_put() - put a place back that holds the newest death
 * @place: the place
 * @uid: the user for whom it counts
 *
 * Context: Any, no scheduler lock held.
 */
void lc_places_put(struct lc_place *place, kuid_t uid)
{
	struct kind *kind = &kinds[place->kind];
	unsigned long flags;

	raw_spin_lock_irqsave(&lc_places_lock, flags);
	WRITE_ONCE(newest, newest + 1);
	place->node.nr = newest;
	WRITE_ONCE(place->death.nr, newest);
	list_add_tail(&place->node.order, &lc_places_order);
	lc_shares_hold(&kind->shares, &place->held, uid);
	kind->kept++;
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	lc_waiters_wake();
}

/**
 * lc_places_lost() - count a death for which there was no place
 * @which: its kind
 *
 * Context: Any, no scheduler lock held.
 */
void lc_places_lost(enum lc_kept which)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lc_places_lock, flags);
	WRITE_ONCE(newest, newest + 1);
	kinds[which].evicted++;
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	lc_waiters_wake();
}

/**
 * lc_places_vacate() - evict the oldest death of a user, whose place becomes free
 * @place: the place; the caller has taken the references of its death
 *
 * Context: lc_places_lock is held.
 */
void lc_places_vacate(struct lc_place *place)
{
	struct kind *kind = &kinds[place->kind];

	unlink(kind, place);
	push_free(kind, place);
}

static int grow(struct kind *kind, gfp_t gfp)
{
	struct lc_share *share = kmalloc(sizeof(*share), gfp);
	struct lc_place *place = kmem_cache_zalloc(cache, gfp);
	unsigned long flags;

	if (!share || !place) {
		kfree(share);
		if (place)
			kmem_cache_free(cache, place);
		return -ENOMEM;
	}
	place->kind = kind - kinds;
	seqcount_init(&place->seq);
	raw_spin_lock_irqsave(&lc_places_lock, flags);
	lc_shares_give(&kind->shares, share);
	push_free(kind, place);
	kind->size++;
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	return 0;
}

/* No task is to be killed for the memory of the dead. The caller holds resizing. */
static int fill(struct kind *kind, unsigned int max, gfp_t retry)
{
	const gfp_t gfp = GFP_KERNEL | __GFP_NOWARN | retry;
	int ret = 0;

	while (READ_ONCE(kind->nr_free) < FREE_FULL && kind->size < max && !ret)
		ret = grow(kind, gfp);
	return ret;
}

/* Where memory is short, the next death asks again: little is done to get some. */
static void refill(struct work_struct *work)
{
	int kind;

	mutex_lock(&resizing);
	for (kind = 0; kind < LC_KEPT_NR; kind++)
		fill(&kinds[kind], kinds[kind].max, __GFP_NORETRY);
	mutex_unlock(&resizing);
}

/* No reader copies what was in the place any more. */
static void release(struct rcu_head *rcu)
{
	struct lc_place *place = container_of(rcu, struct lc_place, rcu);

	lc_death_drop(&place->death);
	kmem_cache_free(cache, place);
}

/* Return: false if all places are being filled at the moment. */
static bool shrink(struct kind *kind)
{
	struct lc_place *place = lc_places_take(kind - kinds);
	struct lc_share *share;
	unsigned long flags;

	if (!place)
		return false;
	raw_spin_lock_irqsave(&lc_places_lock, flags);
	share = lc_shares_take(&kind->shares);
	kind->size--;
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	kfree(share);
	call_rcu(&place->rcu, release);
	return true;
}

/**
 * lc_places_resize() - change the number of places of a kind
 * @which: the kind
 * @max: number of places, 0 only if nothing dies any more
 *
 * If there are more than @max, deaths are evicted as if others needed their places.
 *
 * Context: Process context, may sleep.
 * Return: 0, or -ENOMEM with the number as before.
 */
int lc_places_resize(enum lc_kept which, unsigned int max)
{
	struct kind *kind = &kinds[which];
	int ret;

	mutex_lock(&resizing);
	ret = fill(kind, max, __GFP_RETRY_MAYFAIL);
	if (!ret)
		WRITE_ONCE(kind->max, max);
	while (kind->size > kind->max) {
		/* Those who fill places must be able to go on. */
		if (!shrink(kind))
			usleep_range(1000, 2000);
		cond_resched();
	}
	mutex_unlock(&resizing);
	return ret;
}

/**
 * lc_places_free() - free all places
 *
 * Context: Process context. No hook is attached, no reader is left.
 */
void lc_places_free(void)
{
	int kind;

	irq_work_sync(&places_are_low);
	cancel_work_sync(&refilling);
	for (kind = 0; kind < LC_KEPT_NR; kind++)
		lc_places_resize(kind, 0);
	rcu_barrier();
	kmem_cache_destroy(cache);
}

/**
 * lc_places_init() - set up the kinds, without any place yet
 *
 * Context: Process context.
 * Return: 0 or -ENOMEM.
 */
int lc_places_init(void)
{
	int kind;

	init_irq_work(&places_are_low, queue_refilling);
	cache = kmem_cache_create("lifecycle_dead", sizeof(struct lc_place), 0, 0, NULL);
	if (!cache)
		return -ENOMEM;
	for (kind = 0; kind < LC_KEPT_NR; kind++) {
		lc_shares_init(&kinds[kind].shares);
		INIT_LIST_HEAD(&kinds[kind].free);
	}
	return 0;
}

/**
 * lc_places_stats() - count places
 * @stats: receives the counts
 *
 * Context: Any, no scheduler lock held.
 * Return: number of deaths that are kept, of all kinds.
 */
unsigned int lc_places_stats(struct lc_kept_stats stats[LC_KEPT_NR])
{
	unsigned int i, kept = 0;
	unsigned long flags;

	raw_spin_lock_irqsave(&lc_places_lock, flags);
	for (i = 0; i < LC_KEPT_NR; i++) {
		stats[i] = (struct lc_kept_stats) {
			.max = READ_ONCE(kinds[i].max),
			.kept = kinds[i].kept,
			.evicted = kinds[i].evicted,
		};
		kept += kinds[i].kept;
	}
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	return kept;
}

/* Number of the newest death, 0 if none. Context: any. */
u64 lc_places_newest(void)
{
	return READ_ONCE(newest);
}

/* Size of all allocated places in bytes. Context: any. */
size_t lc_places_memory(void)
{
	size_t places = 0;
	int kind;

	for (kind = 0; kind < LC_KEPT_NR; kind++)
		places += READ_ONCE(kinds[kind].size);
	return places * (sizeof(struct lc_place) + sizeof(struct lc_share));
}
