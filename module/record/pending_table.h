/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The entries for pending signals, found by the process or by its user without a look at
 * those of others. The caller's lock serializes all calls.
 */
#ifndef LC_PENDING_TABLE_H
#define LC_PENDING_TABLE_H

#include <linux/list.h>
#include <linux/uidgid.h>

#include "record/facts.h"

struct lc_task;
struct task_struct;

/* Entries that there are, and that the processes of one UID may use. */
#define LC_PENDING_ENTRIES	128
#define LC_PENDING_PER_OWNER	(LC_PENDING_ENTRIES / 4)

#define LC_PENDING_CHAIN_BITS	6
#define LC_PENDING_CHAINS	BIT(LC_PENDING_CHAIN_BITS)

/**
 * struct lc_pending - a pending signal
 * @by_leader: in a chain of leaders, or of entries that have been taken out
 * @by_owner: in a chain of owners
 * @leader: record of the process's leader
 * @task: the leader's task. No reference is held to it or to @thread: both are only
 *	  looked up
 * @thread: thread that the signal was sent to, NULL for the process
 * @owner: UID of the process when the signal was sent
 * @signal: the signal, with a reference to its sender
 */
struct lc_pending {
	struct hlist_node by_leader;
	struct hlist_node by_owner;
	const struct lc_task *leader;
	struct task_struct *task;
	struct task_struct *thread;
	kuid_t owner;
	struct lc_signal signal;
};

/* Each has the entries of the UIDs with the same hash. */
extern struct hlist_head lc_pending_owners[LC_PENDING_CHAINS];

struct hlist_head *lc_pending_of_leader(const struct lc_task *leader);
struct hlist_head *lc_pending_of_owner(kuid_t owner);
struct lc_pending *lc_pending_find(const struct lc_task *leader,
				   const struct task_struct *thread, int sig);
int lc_pending_add(const struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		   const struct lc_signal *signal);
void lc_pending_take(struct lc_pending *p, struct hlist_head *taken);
void lc_pending_free(struct lc_pending *p);

#endif /* LC_PENDING_TABLE_H */
