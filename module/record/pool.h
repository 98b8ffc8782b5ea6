/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Records in reserve.
 *
 * A birth is seen by a probe with preemption off. On PREEMPT_RT no memory can be
 * allocated there, so records are kept in reserve and a worker refills it. Where the
 * kernel can allocate in such a context, an empty reserve falls back to that.
 */
#ifndef LC_POOL_H
#define LC_POOL_H

#include <linux/types.h>

struct lc_task;

/* Largest size of the reserve. Records returned beyond it are freed. */
#define LC_POOL_MAX 1024

int lc_pool_init(void);
void lc_pool_exit(void);
int lc_pool_fill(unsigned int want);
struct lc_task *lc_pool_get(void);
void lc_pool_put(struct lc_task *rec);
unsigned int lc_pool_reserve(void);

#endif /* LC_POOL_H */
