/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The history of dead tasks. It has places for three kinds of them, which do not displace
 * each other: ends of threads, ordinary ends of processes, and notable ones. Within a kind
 * the oldest death of a user who holds most places makes room (see share.h).
 *
 * A death is written where an older one was, so none ever waits for memory. Its PIDs and its
 * user namespace decide which readers may see it: see identity.h and userns.h.
 *
 * All deaths are in one list in the order of their numbers, which is read by bookmarks.
 */
#ifndef LC_HISTORY_H
#define LC_HISTORY_H

#include "record/death.h"

int lc_history_init(const unsigned int sizes[LC_KEPT_NR]);
void lc_history_exit(void);
void lc_history_clear(void);

void lc_history_add(const struct lc_task *rec, const struct lc_reaping *reaping);

void lc_history_oldest(u64 oldest_ns[LC_KEPT_NR]);
unsigned int lc_history_peek(const struct lc_death **newest, unsigned int room);

#endif /* LC_HISTORY_H */
