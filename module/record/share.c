// SPDX-License-Identifier: GPL-2.0
#include <linux/bitops.h>
#include <linux/cred.h>
#include <linux/jhash.h>
#include <linux/log2.h>
#include <linux/random.h>
#include <linux/user_namespace.h>

#include "record/share.h"

/**
 * lc_share_user() - get the user whom a task counts for
 * @cred: credentials of the task
 *
 * A user can get 65,536 others by newuidmap(1). All UIDs below a user namespace count for
 * the user who owns the outermost one; if that is root, each for itself. Outside of a user
 * namespace, a program that has its setuid bit from one of them counts for that UID.
 *
 * Context: Any context, with a reference to @cred or under RCU.
 * Return: the UID in the initial user namespace.
 */
kuid_t lc_share_user(const struct cred *cred)
{
	const struct user_namespace *ns = cred->user_ns;

	if (ns == &init_user_ns)
		return cred->uid;
	while (ns->parent != &init_user_ns)
		ns = ns->parent;
	return uid_eq(ns->owner, GLOBAL_ROOT_UID) ? cred->uid : ns->owner;
}

/**
 * lc_shares_init() - set up shares, without any yet
 * @shares: the shares
 *
 * Context: Any.
 */
void lc_shares_init(struct lc_shares *shares)
{
	int i;

	memset(shares, 0, sizeof(*shares));
	get_random_bytes(&shares->seed, sizeof(shares->seed));
	for (i = 0; i < LC_SHARE_SIZES; i++)
		INIT_LIST_HEAD(&shares->by_size[i]);
}

/**
 * lc_shares_give() - add a share for a user to come
 * @shares: the shares
 * @spare: the new one
 *
 * Context: Serialized by the caller, as all that follows.
 */
void lc_shares_give(struct lc_shares *shares, struct lc_share *spare)
{
	hlist_add_head(&spare->by_user, &shares->spare);
}

/**
 * lc_shares_take() - take out a share that no user has
 * @shares: the shares, of which one is not used
 *
 * Return: the share.
 */
struct lc_share *lc_shares_take(struct lc_shares *shares)
{
	struct lc_share *spare = hlist_entry(shares->spare.first, struct lc_share, by_user);

	hlist_del(&spare->by_user);
	return spare;
}

static struct hlist_head *chain_of(struct lc_shares *shares, kuid_t uid)
{
	return &shares->by_user[jhash_1word(__kuid_val(uid), shares->seed) % LC_SHARE_USERS];
}

static struct lc_share *share_of(struct lc_shares *shares, kuid_t uid)
{
	struct hlist_head *chain = chain_of(shares, uid);
	struct lc_share *share;

	hlist_for_each_entry(share, chain, by_user)
		if (uid_eq(share->uid, uid))
			return share;
	share = lc_shares_take(shares);
	share->uid = uid;
	share->count = 0;
	hlist_add_head(&share->by_user, chain);
	return share;
}

static void enter_size(struct lc_shares *shares, struct lc_share *share)
{
	unsigned int size = __fls(share->count);

	list_add_tail(&share->by_size, &shares->by_size[size]);
	__set_bit(size, &shares->sizes);
}

static void leave_size(struct lc_shares *shares, struct lc_share *share, unsigned int size)
{
	list_del(&share->by_size);
	if (list_empty(&shares->by_size[size]))
		__clear_bit(size, &shares->sizes);
}

/**
 * lc_shares_hold() - count something for a user
 * @shares: the shares
 * @held: the newest that the user holds
 * @uid: the user
 */
void lc_shares_hold(struct lc_shares *shares, struct lc_held *held, kuid_t uid)
{
	struct lc_share *share = share_of(shares, uid);

	held->share = share;
	held->newer = NULL;
	if (share->count)
		share->newest->newer = held;
	else
		share->oldest = held;
	share->newest = held;
	if (!is_power_of_2(++share->count))
		return;
	if (share->count > 1)
		leave_size(shares, share, __fls(share->count) - 1);
	enter_size(shares, share);
}

/**
 * lc_shares_release() - count the oldest that a user holds no longer
 * @shares: the shares
 * @share: the user's
 */
void lc_shares_release(struct lc_shares *shares, struct lc_share *share)
{
	share->oldest = share->oldest->newer;
	if (!is_power_of_2(share->count--))
		return;
	if (!share->count) {
		leave_size(shares, share, 0);
		hlist_del(&share->by_user);
		lc_shares_give(shares, share);
		return;
	}
	leave_size(shares, share, __fls(share->count) + 1);
	enter_size(shares, share);
}

/**
 * lc_shares_oldest_of_largest() - find what is to make room
 * @shares: the shares
 *
 * Those that hold about equally much take turns.
 *
 * Return: the oldest that one of the largest shares holds, NULL if nothing is held.
 */
struct lc_held *lc_shares_oldest_of_largest(struct lc_shares *shares)
{
	struct list_head *largest;

	if (!shares->sizes)
		return NULL;
	largest = &shares->by_size[__fls(shares->sizes)];
	if (!list_is_singular(largest))
		list_rotate_left(largest);
	return list_last_entry(largest, struct lc_share, by_size)->oldest;
}
