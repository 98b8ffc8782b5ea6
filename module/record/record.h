/* SPDX-License-Identifier: GPL-2.0 */
/* The record of a living task. */
#ifndef LC_RECORD_H
#define LC_RECORD_H

#include <linux/rculist.h>
#include <linux/sched.h>
#include <linux/seqlock.h>

#include "record/facts.h"

/**
 * struct lc_leader_ids - what is kept of a zombie leader while it is not known
 *		      whether its last thread will release it
 * @reaped_ns: when that would have been
 * @pid: its identity, gone from the task once it is released
 * @parent: its parent then
 */
struct lc_leader_ids {
	u64 reaped_ns;
	struct pid *pid;
	struct lc_nspid parent;
};

/**
 * struct lc_task - the record of a living task
 * @hash: in the table, by @task
 * @task: the task, held by the record until nobody can look at it any more
 * @slot: its place among the slots
 * @target_state: what a signal that is being sent has found its target in; under
 *	       siglock, kept with the leader
 * @target_exiting: likewise, that the process was dying already
 * @has_pending: signals of it may be held back, see held.h
 * @signal_target: whom @facts.signal was sent to: a thread, to look it up by, or NULL for
 *		the process; written together with it
 * @stop: 8 for one of the kernel's per-CPU stop threads, else 0
 * @account_seq: makes a reader's copy of @facts.account whole; written by the
 *		 scheduler hooks, which the kernel serializes per task
 * @signal_seq: likewise of @facts.signal, .stop and .cont; see signals.c
 * @process_seq: likewise of what else is kept for a process; see process.h
 * @facts: what is known; besides these parts, the task itself writes what it
 *	   does, its parent how it was born
 * @leader_ids: see lc_process_save_leader()
 * @drop_pid: reference to drop when nobody can look at the record any more
 * @drop_user_ns: likewise
 * @rcu: frees the record
 * @reserve_next: in stock, see pool.c
 */
struct lc_task {
	struct hlist_node hash;
	struct task_struct *task;
	unsigned int slot;
	u8 stop;
	u8 target_state;
	bool target_exiting;
	bool has_pending;
	struct task_struct *signal_target;
	seqcount_t account_seq;
	seqcount_t signal_seq;
	seqcount_t process_seq;
	struct lc_facts facts;
	struct lc_leader_ids leader_ids;
	struct pid *drop_pid;
	struct user_namespace *drop_user_ns;
	union {
		struct rcu_head rcu;
		struct lc_task *reserve_next;
	};
};

#endif /* LC_RECORD_H */
