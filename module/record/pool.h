/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Records that are ready to be handed out.
 *
 * A birth is seen by a probe with preemption off. On PREEMPT_RT nothing can be
 * allocated there, so records are kept in stock; the stock is refilled by a
 * worker. Where the kernel can allocate in such a place, an empty stock falls
 * back on it.
 */
#ifndef LC_POOL_H
#define LC_POOL_H

#include <linux/types.h>

struct lc_task;

/* The stock holds so many at most; what comes back beyond that is freed. */
#define LC_POOL_MAX 1024

int lc_pool_init(void);
void lc_pool_exit(void);
int lc_pool_fill(unsigned int want);
struct lc_task *lc_pool_get(void);
void lc_pool_put(struct lc_task *rec);
unsigned int lc_pool_reserve(void);

#endif /* LC_POOL_H */
