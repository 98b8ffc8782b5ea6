/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The entries for pending signals. They are found by target and number, by target, and by
 * user, without passing those of others. The caller's lock serializes all calls.
 */
#ifndef LC_PENDING_TABLE_H
#define LC_PENDING_TABLE_H

#include <linux/list.h>
#include <linux/uidgid.h>

#include "record/facts.h"

struct lc_pending_set;
struct lc_task;
struct task_struct;

/* Entries that there are, and that the processes of one UID may use. */
#define LC_PENDING_ENTRIES	128
#define LC_PENDING_PER_OWNER	(LC_PENDING_ENTRIES / 4)

/**
 * struct lc_pending - a pending signal
 * @by_signal: in a chain, by target and number; or among the spare ones
 * @by_target: in @target
 * @by_owner: in @owner
 * @thread: thread that the signal was sent to, NULL for the process
 * @target: the entries for the same thread, or process. They are freed before the record of
 *	    the thread, or of the leader
 * @owner: the entries for processes that had the same UID
 * @signal: the signal, with a reference to its sender
 */
struct lc_pending {
	struct hlist_node by_signal;
	struct list_head by_target;
	struct list_head by_owner;
	struct task_struct *thread;
	struct lc_pending_set *target;
	struct lc_pending_set *owner;
	struct lc_signal signal;
};

/* Maximum number of entries that are freed or checked while the lock is held. */
#define LC_PENDING_LOOKS	3

/**
 * struct lc_pending_senders - the senders of entries that have been freed, to be dropped
 *			       after the lock
 * @at: the senders, each may be NULL
 * @count: their number
 */
struct lc_pending_senders {
	struct lc_actor *at[LC_PENDING_LOOKS];
	unsigned int count;
};

void lc_pending_table_init(void);
bool lc_pending_any(void);
struct lc_pending *lc_pending_find(const struct lc_task *leader,
				   const struct task_struct *thread, int sig);
const struct lc_task *lc_pending_leader(const struct lc_pending *p);
int lc_pending_add(const struct lc_task *leader, struct task_struct *thread, kuid_t owner,
		   const struct lc_signal *signal);
void lc_pending_free(struct lc_pending *p);
void lc_pending_free_of(const void *target, struct lc_pending_senders *senders);
void lc_pending_free_if(bool (*is_stale)(const struct lc_pending *p),
			struct lc_pending_senders *senders);
void lc_pending_free_if_of(bool (*is_stale)(const struct lc_pending *p), kuid_t owner,
			   struct lc_pending_senders *senders);
bool lc_pending_pass_on(const struct lc_task *from, const struct lc_task *to);

#endif /* LC_PENDING_TABLE_H */
