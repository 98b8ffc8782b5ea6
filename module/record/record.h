/* SPDX-License-Identifier: GPL-2.0 */
/* The record of a living task. */
#ifndef LC_RECORD_H
#define LC_RECORD_H

#include <linux/rculist.h>
#include <linux/sched.h>
#include <linux/seqlock.h>

#include "record/facts.h"

/**
 * struct lc_leader_ids - end of a zombie leader that its last thread will release
 * @reaped_ns: time of that release, 0 if it will not
 * @parent: its parent at that time
 */
struct lc_leader_ids {
	u64 reaped_ns;
	struct lc_nspid parent;
};

/**
 * struct lc_task - the record of a living task
 * @hash: entry in the table, by @task
 * @task: the task; the record holds a reference until no reader can use the record
 * @slot: index of its slot in the table
 * @target_state: state of the target of a signal that is being sent, else
 *		  LC_STATE_UNKNOWN; written under siglock, kept with the leader
 * @target_exiting: likewise, whether the process was already exiting
 * @has_pending: earlier signals of the process may be pending, see pending.h
 * @lost_sender: the sender of one of them could not be kept
 * @forks_open: forks by the task since a return of copy_process() was seen, at most 2
 * @limits: which limits of the process @limit_setter has set, see limit_setter.c
 * @limits_gap: calls that may have set them were missed before, see lc_gaps_nr()
 * @quota: what it counts for until it leaves the table, see lc_quota_hold()
 * @sent: newest signal for the process that could end or stop it, and whose delivery is
 *	  not seen yet; kept with the leader, as are the next three
 * @sent_target: thread that @sent was sent to, only to be looked up; NULL for the process
 * @stopping: newest signal whose delivery stops the process, unless it is cancelled at
 *	      the last moment
 * @stopping_thread: thread that it was delivered to, only to be looked up
 * @stopping_entries: how often that thread had been stopped before
 * @fault_taken: low half of @facts.fault.taken_ns of the process if the newest signal that a
 *		 handler of this task took is that fault, else 0
 * @policy: scheduling policy of the task at its last switch off a CPU
 * @group: its group of the scheduler at its last switch off a CPU, or at birth; only compared
 * @latency: waits of the scheduling class of that policy, see latency.h
 * @account_seq: lets readers copy @facts.account consistently; written by the scheduler
 *		 hooks, which the kernel serializes per task
 * @signal_seq: likewise for the signals in @facts, and @stopping; see signals.c
 * @process_seq: likewise for the other facts of a process; see process.h
 * @throttled: the scheduler has throttled the task, and it has not run since, see throttle.h
 * @facts: facts of the task; apart from the parts above, the task itself writes what
 *	   it does, and its parent writes how it was born
 * @pid: its struct pid, which the task loses when it is released
 * @second_pid: for a thread whose do_exit() was not seen, that of its process; for a thread
 *		that an exec has made the leader, and its old leader's release was not seen,
 *		the one that it had before
 * @leader_ids: see lc_unseen_save_leader()
 * @actor: what the task was when it last acted on another process, see actor.h
 * @limit_setter: process that has set limits of the process, or of one that it inherited
 *		  them from
 * @watches: trees of processes that it is in, see watch.h
 * @events_ended: no event of the task follows, see event.h
 * @outside: not in the tree whose tasks watch.c is looking for
 * @rcu: frees the record
 */
struct lc_task {
	struct hlist_node hash;
	struct task_struct *task;
	unsigned int slot;
	unsigned int policy;
	struct lc_latency __percpu *latency;
	u8 target_state;
	bool target_exiting;
	bool has_pending;
	bool lost_sender;
	u8 forks_open;
	bool throttled;
	u16 quota;
	const struct task_group *group;
	struct task_struct *sent_target;
	struct task_struct *stopping_thread;
	u32 stopping_entries;
	u32 fault_taken;
	struct lc_signal sent;
	struct lc_effect stopping;
	seqcount_t account_seq;
	seqcount_t signal_seq;
	seqcount_t process_seq;
	u16 limits;
	u16 limits_gap;
	struct lc_facts facts;
	struct pid *pid;
	struct pid *second_pid;
	struct lc_leader_ids leader_ids;
	struct lc_actor *actor;
	struct lc_actor *limit_setter;
	atomic_t watches;
	bool events_ended;
	bool outside;
	struct rcu_head rcu;
};

#endif /* LC_RECORD_H */
