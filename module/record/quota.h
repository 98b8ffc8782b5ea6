/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How many records of living tasks each user holds, and how many one may hold.
 *
 * An eighth of the places is reserved for root: others are refused as soon as no more than
 * that is free. No other user may hold more than three quarters of the rest.
 *
 * Users are counted in sets of one cache line each, so that every step is constant in time.
 * Those who do not fit into their set share one count.
 */
#ifndef LC_QUOTA_H
#define LC_QUOTA_H

#include <linux/types.h>
#include <linux/uidgid.h>

#include "uapi/words.h"

void lc_quota_init(unsigned int places);
unsigned int lc_quota_reserved(void);
unsigned int lc_quota_share(void);

enum lc_bound lc_quota_bound(kuid_t user, unsigned int held_by_all);
u16 lc_quota_hold(kuid_t user);
bool lc_quota_release(u16 quota, unsigned int held_by_all);
void lc_quota_wait(kuid_t user, enum lc_bound bound);
void lc_quota_clear_waiters(void);

#endif /* LC_QUOTA_H */
