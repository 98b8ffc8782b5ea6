// SPDX-License-Identifier: GPL-2.0
#include <linux/llist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include "record/pool.h"
#include "record/record.h"

/* The reserve is refilled below the first, up to the second. */
#define RESERVE_LOW	256
#define RESERVE_FULL	512

static struct kmem_cache *cache;

/* Guards the two below. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(reserve_lock);
static struct lc_task *reserve;
static unsigned int reserved;

static void refill(struct work_struct *work)
{
	lc_pool_fill(RESERVE_FULL);
}

static DECLARE_WORK(refill_work, refill);

static struct lc_task *reserve_pop(unsigned int *left)
{
	struct lc_task *rec;
	unsigned long flags;

	raw_spin_lock_irqsave(&reserve_lock, flags);
	rec = reserve;
	if (rec) {
		reserve = rec->reserve_next;
		WRITE_ONCE(reserved, reserved - 1);
	}
	*left = reserved;
	raw_spin_unlock_irqrestore(&reserve_lock, flags);
	return rec;
}

static bool reserve_push(struct lc_task *rec, unsigned int limit)
{
	unsigned long flags;
	bool pushed;

	raw_spin_lock_irqsave(&reserve_lock, flags);
	pushed = reserved < limit;
	if (pushed) {
		rec->reserve_next = reserve;
		reserve = rec;
		WRITE_ONCE(reserved, reserved + 1);
	}
	raw_spin_unlock_irqrestore(&reserve_lock, flags);
	return pushed;
}

/**
 * lc_pool_fill() - fill the reserve
 * @want: number of records that it holds at least afterwards
 *
 * Context: Process context, may sleep.
 * Return: 0, or -ENOMEM; the records allocated until then stay in reserve.
 */
int lc_pool_fill(unsigned int want)
{
	while (lc_pool_reserve() < want) {
		struct lc_task *rec = kmem_cache_alloc(cache, GFP_KERNEL);

		if (!rec)
			return -ENOMEM;
		if (!reserve_push(rec, want))
			kmem_cache_free(cache, rec);
	}
	return 0;
}

/**
 * lc_pool_get() - take a record
 *
 * Context: A probe outside of the scheduler. Any lock may be held except those of the
 * scheduler, since the refill is woken from here.
 * Return: a zeroed record, or NULL if there is none.
 */
struct lc_task *lc_pool_get(void)
{
	unsigned int left;
	struct lc_task *rec = reserve_pop(&left);

	if (left < RESERVE_LOW)
		queue_work(system_highpri_wq, &refill_work);
	if (!rec && !IS_ENABLED(CONFIG_PREEMPT_RT))
		rec = kmem_cache_alloc(cache, GFP_NOWAIT | __GFP_NOWARN);
	if (rec)
		memset(rec, 0, sizeof(*rec));
	return rec;
}

/**
 * lc_pool_put() - return a record
 * @rec: the record; nothing refers to it any more
 *
 * Context: Where memory may be freed: process context, or an RCU callback.
 */
void lc_pool_put(struct lc_task *rec)
{
	if (!reserve_push(rec, LC_POOL_MAX))
		kmem_cache_free(cache, rec);
}

/* Number of records in reserve. Context: any. */
unsigned int lc_pool_reserve(void)
{
	return READ_ONCE(reserved);
}

/**
 * lc_pool_init() - allocate the reserve
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_pool_init(void)
{
	/*
	 * A cache with a usercopy region is not merged with others, so a leaked record
	 * is detected at unload. Nothing is copied.
	 */
	cache = kmem_cache_create_usercopy("lc_task", sizeof(struct lc_task), 0,
					   SLAB_HWCACHE_ALIGN, 0, 1, NULL);
	if (!cache)
		return -ENOMEM;
	if (lc_pool_fill(RESERVE_FULL)) {
		lc_pool_exit();
		return -ENOMEM;
	}
	return 0;
}

/**
 * lc_pool_exit() - free the reserve
 *
 * All records have been returned: hooks are detached, and RCU callbacks have run.
 *
 * Context: Process context.
 */
void lc_pool_exit(void)
{
	struct lc_task *rec;
	unsigned int left;

	cancel_work_sync(&refill_work);
	while ((rec = reserve_pop(&left)))
		kmem_cache_free(cache, rec);
	kmem_cache_destroy(cache);
}
