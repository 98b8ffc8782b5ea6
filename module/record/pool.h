/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Objects in reserve.
 *
 * Births and signals are seen by probes with preemption off. On PREEMPT_RT no memory can
 * be allocated there, so objects are kept in reserve and a worker refills it. Where the
 * kernel can allocate in such a context, an empty reserve falls back to that.
 */
#ifndef LC_POOL_H
#define LC_POOL_H

#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

/**
 * struct lc_pool - objects of one kind in reserve
 * @name: name of their slab cache
 * @size: size of one; the first word of an object in reserve links it to the next
 * @low: the reserve is refilled below this number,
 * @full: up to this one
 * @most: objects returned beyond this number are freed
 * @cache: their slab cache
 * @lock: guards the two below; raw: taken in probes
 * @reserve: first object in reserve
 * @reserved: number of objects in reserve
 * @refill: refills the reserve
 */
struct lc_pool {
	const char *name;
	size_t size;
	unsigned int low;
	unsigned int full;
	unsigned int most;
	struct kmem_cache *cache;
	raw_spinlock_t lock;
	void *reserve;
	unsigned int reserved;
	struct work_struct refill;
};

int lc_pool_init(struct lc_pool *pool);
void lc_pool_exit(struct lc_pool *pool);
int lc_pool_fill(struct lc_pool *pool, unsigned int want);
void *lc_pool_get(struct lc_pool *pool);
void lc_pool_put(struct lc_pool *pool, void *object);
unsigned int lc_pool_reserve(const struct lc_pool *pool);

#endif /* LC_POOL_H */
