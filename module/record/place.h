/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The places of the history: which are free, who holds the others, and the order of the
 * deaths in them. A place is taken out, filled by the one who took it, and put back in as
 * the newest; the lock is held for the links only.
 */
#ifndef LC_PLACE_H
#define LC_PLACE_H

#include <linux/rcupdate.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>

#include "record/death.h"
#include "record/share.h"

/**
 * struct lc_node - a death's or a reader's place in the order of deaths
 * @order: link in the list
 * @nr: number of the death, 0 for a reader's
 */
struct lc_node {
	struct list_head order;
	u64 nr;
};

/**
 * struct lc_place - a place of the history
 * @node: its place in the order of deaths; in the list of free places if it is one
 * @held: link in what its user holds
 * @rcu: frees it
 * @kind: what it is kept for
 * @seq: lets readers copy @death consistently
 * @death: the death; its references are NULL while the place is free
 */
struct lc_place {
	struct lc_node node;
	struct lc_held held;
	struct rcu_head rcu;
	enum lc_kept kind;
	seqcount_t seq;
	struct lc_death death;
};

/**
 * struct lc_kept_stats - what is kept of one kind
 * @max: number of places there may be
 * @kept: number of deaths in them
 * @evicted: deaths that have no place any more, or got none
 */
struct lc_kept_stats {
	unsigned int max;
	unsigned int kept;
	u64 evicted;
};

/* Protects the order and the shares. Raw: taken in probes, with preemption off. */
extern raw_spinlock_t lc_places_lock;
extern struct list_head lc_places_order;

struct lc_place *lc_places_take(enum lc_kept kind);
void lc_places_put(struct lc_place *place, kuid_t uid);
void lc_places_lost(enum lc_kept kind);
void lc_places_vacate(struct lc_place *place);

int lc_places_resize(enum lc_kept kind, unsigned int max);
int lc_places_init(void);
void lc_places_free(void);

unsigned int lc_places_stats(struct lc_kept_stats stats[LC_KEPT_NR]);
u64 lc_places_newest(void);
size_t lc_places_memory(void);

#endif /* LC_PLACE_H */
