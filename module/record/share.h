/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which user holds how many places of the history. Where room is to be made, it is made by
 * one that holds most, so that no user can displace what others have: the longest queue
 * drops, as in fair queueing (McKenney, "Stochastic Fairness Queueing", 1990). Users are
 * compared by the power of two of what they hold, which makes every step constant in time,
 * but for the chain of the table of users.
 */
#ifndef LC_SHARE_H
#define LC_SHARE_H

#include <linux/list.h>
#include <linux/uidgid.h>

#define LC_SHARE_USERS	1024	/* chains of the table of users */
#define LC_SHARE_SIZES	32	/* powers of two */

struct cred;

struct lc_share;

/**
 * struct lc_held - something that counts for a share
 * @newer: the next that the share holds, NULL if there is none
 * @share: the share
 */
struct lc_held {
	struct lc_held *newer;
	struct lc_share *share;
};

/**
 * struct lc_share - what one user holds
 * @by_user: link in the table of users, or in the list of those that are not used
 * @by_size: link among the shares with the same power of two
 * @oldest: what it has held for longest
 * @newest: what it has held for shortest
 * @count: how much it holds
 * @uid: the user
 */
struct lc_share {
	struct hlist_node by_user;
	struct list_head by_size;
	struct lc_held *oldest;
	struct lc_held *newest;
	unsigned int count;
	kuid_t uid;
};

/**
 * struct lc_shares - all shares
 * @by_user: the table of users
 * @by_size: shares by the power of two of what they hold
 * @sizes: bit n is set if @by_size[n] is not empty
 * @spare: shares that are not used
 * @seed: of the hash of users, so that nobody can choose UIDs that share a chain
 *
 * There must be as many shares, used or not, as there are things to hold.
 */
struct lc_shares {
	struct hlist_head by_user[LC_SHARE_USERS];
	struct list_head by_size[LC_SHARE_SIZES];
	unsigned long sizes;
	struct hlist_head spare;
	u32 seed;
};

kuid_t lc_share_user(const struct cred *cred);

void lc_shares_init(struct lc_shares *shares);
void lc_shares_give(struct lc_shares *shares, struct lc_share *spare);
struct lc_share *lc_shares_take(struct lc_shares *shares);
void lc_shares_hold(struct lc_shares *shares, struct lc_held *held, kuid_t uid);
void lc_shares_release(struct lc_shares *shares, struct lc_share *share);
struct lc_held *lc_shares_oldest_of_largest(struct lc_shares *shares);

#endif /* LC_SHARE_H */
