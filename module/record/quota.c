// SPDX-License-Identifier: GPL-2.0
#include <linux/bitmap.h>
#include <linux/cache.h>
#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/string.h>

#include "record/quota.h"

#define SETS	128
#define WAYS	8

/* After the sets, root has a quota, and those who do not fit into their set have one. */
#define ROOT	(SETS * WAYS)
#define OTHERS	(ROOT + 1)
#define QUOTAS	(OTHERS + 1)

/* What one user holds. Free if that is nothing. */
struct quota {
	uid_t uid;
	unsigned int held;
};

/* Writers hold the lock of the table. */
static struct quota quotas[QUOTAS] ____cacheline_aligned;

/* Who has been refused: by the share of a user, and by what is there for all. */
static DECLARE_BITMAP(waits_for_share, QUOTAS);
static bool anyone_waits;
static bool root_waits;
static bool others_wait;

static unsigned int places;
static unsigned int reserved;
static unsigned int share;

/**
 * lc_quota_init() - set the bounds
 * @nr_places: number of records of living tasks
 *
 * Context: Process context, before any other call.
 */
void lc_quota_init(unsigned int nr_places)
{
	places = nr_places;
	reserved = places / 8;
	share = places - reserved;
	share -= share / 4;
}

/* Number of places that are reserved for root. Context: any. */
unsigned int lc_quota_reserved(void)
{
	return reserved;
}

/* Number of places that a user other than root may hold. Context: any. */
unsigned int lc_quota_share(void)
{
	return share;
}

static unsigned int quota_of(kuid_t user)
{
	unsigned int i, first, spare = OTHERS;

	if (uid_eq(user, GLOBAL_ROOT_UID))
		return ROOT;
	first = hash_32(__kuid_val(user), ilog2(SETS)) * WAYS;
	for (i = first; i < first + WAYS; i++) {
		if (READ_ONCE(quotas[i].held)) {
			if (READ_ONCE(quotas[i].uid) == __kuid_val(user))
				return i;
		} else if (spare == OTHERS) {
			spare = i;
		}
	}
	return spare;
}

/**
 * lc_quota_bound() - find what keeps a user from another record
 * @user: the user
 * @held_by_all: number of records
 *
 * Context: Any. What it returns holds as long as the lock of the table is held.
 * Return: LC_BOUND_NONE if nothing does.
 */
enum lc_bound lc_quota_bound(kuid_t user, unsigned int held_by_all)
{
	unsigned int quota = quota_of(user);

	if (quota == ROOT)
		return held_by_all < places ? LC_BOUND_NONE : LC_BOUND_FULL;
	if (READ_ONCE(quotas[quota].held) >= share)
		return LC_BOUND_SHARE;
	return held_by_all < places - reserved ? LC_BOUND_NONE : LC_BOUND_RESERVED;
}

/**
 * lc_quota_hold() - count a record for a user
 * @user: the user, whom no bound keeps from it
 *
 * Context: The lock of the table is held.
 * Return: what lc_quota_release() is to be called with.
 */
u16 lc_quota_hold(kuid_t user)
{
	unsigned int quota = quota_of(user);

	WRITE_ONCE(quotas[quota].uid, __kuid_val(user));
	WRITE_ONCE(quotas[quota].held, quotas[quota].held + 1);
	return quota;
}

/**
 * lc_quota_wait() - remember that a task has no record because of a bound
 * @user: its user
 * @bound: the bound
 *
 * Context: The lock of the table is held.
 */
void lc_quota_wait(kuid_t user, enum lc_bound bound)
{
	anyone_waits = true;
	if (bound == LC_BOUND_SHARE)
		__set_bit(quota_of(user), waits_for_share);
	else if (bound == LC_BOUND_FULL)
		root_waits = true;
	else
		others_wait = true;
}

static bool has_waiter(u16 quota, unsigned int held_by_all)
{
	return root_waits || test_bit(quota, waits_for_share) ||
	       (others_wait && held_by_all < places - reserved);
}

/**
 * lc_quota_release() - count a record no longer
 * @quota: what lc_quota_hold() has returned for it: its user may have changed the UID
 * @held_by_all: number of records that are left
 *
 * Context: The lock of the table is held.
 * Return: true if a task without a record could get one now.
 */
bool lc_quota_release(u16 quota, unsigned int held_by_all)
{
	WRITE_ONCE(quotas[quota].held, quotas[quota].held - 1);
	return anyone_waits && has_waiter(quota, held_by_all);
}

/**
 * lc_quota_clear_waiters() - clear what is known of refused tasks
 *
 * Context: The lock of the table is held.
 */
void lc_quota_clear_waiters(void)
{
	bitmap_zero(waits_for_share, QUOTAS);
	anyone_waits = false;
	root_waits = false;
	others_wait = false;
}
