// SPDX-License-Identifier: GPL-2.0
#include <linux/string.h>

#include "record/pool.h"

static void refill(struct work_struct *work)
{
	struct lc_pool *pool = container_of(work, struct lc_pool, refill);

	lc_pool_fill(pool, pool->full);
}

static void *reserve_pop(struct lc_pool *pool, unsigned int *left)
{
	unsigned long flags;
	void **object;

	raw_spin_lock_irqsave(&pool->lock, flags);
	object = pool->reserve;
	if (object) {
		pool->reserve = *object;
		WRITE_ONCE(pool->reserved, pool->reserved - 1);
	}
	*left = pool->reserved;
	raw_spin_unlock_irqrestore(&pool->lock, flags);
	return object;
}

static bool reserve_push(struct lc_pool *pool, void *object, unsigned int limit)
{
	unsigned long flags;
	bool pushed;

	raw_spin_lock_irqsave(&pool->lock, flags);
	pushed = pool->reserved < limit;
	if (pushed) {
		*(void **)object = pool->reserve;
		pool->reserve = object;
		WRITE_ONCE(pool->reserved, pool->reserved + 1);
	}
	raw_spin_unlock_irqrestore(&pool->lock, flags);
	return pushed;
}

/**
 * lc_pool_fill() - fill the reserve
 * @pool: the pool
 * @want: number of objects that it holds at least afterwards
 *
 * Context: Process context, may sleep.
 * Return: 0, or -ENOMEM; the objects allocated until then stay in reserve.
 */
int lc_pool_fill(struct lc_pool *pool, unsigned int want)
{
	while (lc_pool_reserve(pool) < want) {
		void *object = kmem_cache_alloc(pool->cache, GFP_KERNEL);

		if (!object)
			return -ENOMEM;
		if (!reserve_push(pool, object, want))
			kmem_cache_free(pool->cache, object);
	}
	return 0;
}

/**
 * lc_pool_get() - take an object
 * @pool: the pool
 *
 * Context: A probe outside of the scheduler. Any lock may be held except those of the
 * scheduler, since the refill is woken from here.
 * Return: a zeroed object, or NULL if there is none.
 */
void *lc_pool_get(struct lc_pool *pool)
{
	unsigned int left;
	void *object = reserve_pop(pool, &left);

	if (left < pool->low)
		queue_work(system_highpri_wq, &pool->refill);
	if (!object && !IS_ENABLED(CONFIG_PREEMPT_RT))
		object = kmem_cache_alloc(pool->cache, GFP_NOWAIT | __GFP_NOWARN);
	if (object)
		memset(object, 0, pool->size);
	return object;
}

/* KASAN detects the use of an object that has been freed, but not of one in reserve. */
static void *renew(struct lc_pool *pool, void *object)
{
	kmem_cache_free(pool->cache, object);
	return kmem_cache_alloc(pool->cache, GFP_NOWAIT | __GFP_NOWARN);
}

/**
 * lc_pool_put() - return an object
 * @pool: the pool
 * @object: the object; nothing refers to it any more
 *
 * Context: Where memory may be freed: process context, or an RCU callback.
 */
void lc_pool_put(struct lc_pool *pool, void *object)
{
	if (IS_ENABLED(CONFIG_KASAN))
		object = renew(pool, object);
	if (object && !reserve_push(pool, object, pool->most))
		kmem_cache_free(pool->cache, object);
}

/* Number of objects in reserve. Context: any. */
unsigned int lc_pool_reserve(const struct lc_pool *pool)
{
	return READ_ONCE(pool->reserved);
}

/**
 * lc_pool_init() - allocate the reserve
 * @pool: the pool, with its name, size and limits set
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_pool_init(struct lc_pool *pool)
{
	raw_spin_lock_init(&pool->lock);
	INIT_WORK(&pool->refill, refill);
	/*
	 * A cache with a usercopy region is not merged with others, so a leaked object
	 * is detected at unload. Nothing is copied.
	 */
	pool->cache = kmem_cache_create_usercopy(pool->name, pool->size, 0,
						 SLAB_HWCACHE_ALIGN, 0, 1, NULL);
	if (!pool->cache)
		return -ENOMEM;
	if (lc_pool_fill(pool, pool->full)) {
		lc_pool_exit(pool);
		return -ENOMEM;
	}
	return 0;
}

/**
 * lc_pool_exit() - free the reserve
 * @pool: the pool
 *
 * All objects have been returned: hooks are detached, and RCU callbacks have run.
 *
 * Context: Process context.
 */
void lc_pool_exit(struct lc_pool *pool)
{
	unsigned int left;
	void *object;

	cancel_work_sync(&pool->refill);
	while ((object = reserve_pop(pool, &left)))
		kmem_cache_free(pool->cache, object);
	kmem_cache_destroy(pool->cache);
}
