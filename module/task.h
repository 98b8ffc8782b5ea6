/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The record of a living task, and what happens to it from birth to reaping.
 */
#ifndef LC_TASK_H
#define LC_TASK_H

#include <linux/rculist.h>
#include <linux/sched.h>
#include <linux/seqlock.h>
#include <linux/uidgid.h>

#include "account.h"
#include "verdict.h"
#include "who.h"

/**
 * struct lc_signal - the fatal signal last seen on its way to a process
 * @who: the sending process, all zeros if the kernel made the signal
 * @comm: the sender's name
 * @uid: the sender's real uid
 * @sig: the signal, 0 if none was seen
 * @origin: an enum lc_origin
 * @self: sent by the process itself
 */
struct lc_signal {
	struct lc_who who;
	char comm[TASK_COMM_LEN];
	kuid_t uid;
	u8 sig;
	u8 origin;
	bool self;
};

/**
 * struct lc_folded - what the reaped threads of a process had used
 * @run_ns: time on a CPU
 * @runnable_ns: time waiting for one
 * @switches_voluntary: as the kernel counted
 * @switches_involuntary: likewise
 * @threads: how many they were
 */
struct lc_folded {
	u64 run_ns;
	u64 runnable_ns;
	u64 switches_voluntary;
	u64 switches_involuntary;
	u32 threads;
};

/**
 * struct lc_facts - what is known of a task, alive or dead
 * @account: its states, written by the scheduler hooks
 * @birth_parent: the parent process at birth
 * @died_ns: when it entered do_exit(), 0 before
 * @exec_ns: when it last executed a program, 0 if never
 * @execs: how often
 * @forks: children and threads it created
 * @forks_failed: how often copy_process() failed for it
 * @fork_ns: time it spent in copy_process()
 * @folded: process-wide, so kept with the leader
 * @yields: calls of sched_yield()
 * @signal: process-wide, so kept with the leader
 * @birth: an enum lc_birth
 * @oom: an enum lc_oom, kept with the leader
 * @group_exit: its group had been told to exit when it died
 * @group_exec: another thread's exec made it die
 */
struct lc_facts {
	struct lc_account account;
	struct lc_who birth_parent;
	u64 died_ns;
	u64 exec_ns;
	u64 fork_ns;
	u32 execs;
	u32 forks;
	u32 forks_failed;
	u32 yields;
	u8 birth;
	u8 oom;
	bool group_exit;
	bool group_exec;
	struct lc_folded folded;
	struct lc_signal signal;
};

/**
 * struct lc_legacy - what is kept of a zombie leader while it is not known
 *		      whether its last thread will release it
 * @reaped_ns: when that would have been
 * @pid: its identity, gone from the task once it is released
 * @parent: its parent then
 */
struct lc_legacy {
	u64 reaped_ns;
	struct pid *pid;
	struct lc_who parent;
};

/**
 * struct lc_task - the record of a living task
 * @hash: in the table, by @task
 * @task: the task, held by the record until nobody can look at it any more
 * @slot: its place among the slots
 * @stop: 8 for one of the kernel's per-CPU stop threads, else 0
 * @account_seq: makes a reader's copy of @facts.account whole; written by the
 *		 scheduler hooks, which the kernel serializes per task
 * @signal_seq: likewise of @facts.signal; written under the target's siglock
 * @facts: what is known; besides these two parts, the task itself writes what it
 *	   does, its parent how it was born, others what the leader's keeps
 * @legacy: see lc_task_bequeath()
 * @drop_pid: reference to drop when nobody can look at the record any more
 * @drop_user_ns: likewise
 * @rcu: frees the record
 * @stock_next: in stock, see pool.c
 */
struct lc_task {
	struct hlist_node hash;
	struct task_struct *task;
	unsigned int slot;
	u8 stop;
	seqcount_t account_seq;
	seqcount_t signal_seq;
	struct lc_facts facts;
	struct lc_legacy legacy;
	struct pid *drop_pid;
	struct user_namespace *drop_user_ns;
	union {
		struct rcu_head rcu;
		struct lc_task *stock_next;
	};
};

int lc_task_init(unsigned int max_tasks);
void lc_task_exit(void);

struct lc_task *lc_task_new(struct task_struct *task, enum lc_state state);
void lc_task_drop(struct lc_task *rec);
u64 lc_task_facts(const struct lc_task *rec, struct lc_facts *facts, u64 now_ns);

struct lc_task *lc_task_birth(struct task_struct *task);
void lc_task_reap(struct task_struct *task);
void lc_task_bequeath(struct task_struct *leader);
void lc_task_reap_late(struct task_struct *task);

#endif /* LC_TASK_H */
