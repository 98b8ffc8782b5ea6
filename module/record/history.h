/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The history of the dead: a ring of fixed size, oldest forgotten first.
 *
 * Written in place, so no death ever waits for memory. Each entry keeps a
 * reference to its struct pid, which knows the task's number in every pid
 * namespace it lived in, and to its user namespace; both are what decides who
 * may see it.
 */
#ifndef LC_HISTORY_H
#define LC_HISTORY_H

#include "base/usage.h"
#include "record/record.h"

/**
 * struct lc_reaping - how a record ends
 * @reaped_ns: when
 * @account: the task's account, settled up to @reaped_ns; the history keeps it, and a
 *	     thread's process adds it up
 * @pid: the task's identity; NULL if it is not known any more
 * @parent: its last parent process
 * @reaper: the process that waited for it, all zeros if none did
 * @reap: how it was let go
 */
struct lc_reaping {
	u64 reaped_ns;
	struct lc_account account;
	struct pid *pid;
	struct lc_nspid parent;
	struct lc_nspid reaper;
	enum lc_reap reap;
};

/**
 * struct lc_death - one of the dead
 * @nr: running number of the death, from 1
 * @pid: its identity
 * @user_ns: the user namespace it lived in
 * @facts: what was known; the account is settled up to @reaped_ns
 * @usage: what it had used, for a leader its process
 * @migrations: how often it was moved to another CPU
 * @reaped_ns: when it was reaped
 * @group: its process
 * @parent: its last parent process
 * @reaper: who waited for it
 * @comm: its last name
 * @uid: real uid
 * @euid: effective uid
 * @suid: saved uid
 * @status: exit status as wait(2) gives it
 * @cpu: where it ran last
 * @cause: an enum lc_cause
 * @reap: an enum lc_reap
 * @policy: scheduling policy
 * @nice: nice value
 * @rtprio: real-time priority
 * @cgroup: where it was last, of a process
 */
struct lc_death {
	u64 nr;
	struct pid *pid;
	struct user_namespace *user_ns;
	struct lc_facts facts;
	struct lc_usage usage;
	u64 migrations;
	u64 reaped_ns;
	struct lc_nspid group;
	struct lc_nspid parent;
	struct lc_nspid reaper;
	char comm[TASK_COMM_LEN];
	kuid_t uid;
	kuid_t euid;
	kuid_t suid;
	int status;
	int cpu;
	u8 cause;
	u8 reap;
	u8 policy;
	s8 nice;
	u8 rtprio;
	char cgroup[LC_CGROUP_LEN];
};

int lc_history_init(unsigned int history);
void lc_history_exit(void);

void lc_history_add(const struct lc_task *rec, const struct lc_reaping *reaping,
		    struct pid **drop_pid, struct user_namespace **drop_user_ns);
u64 lc_history_oldest(void);
u64 lc_history_newest(void);
int lc_history_status(struct task_struct *task);
enum lc_cause lc_history_cause(const struct lc_facts *facts,
			       struct task_struct *task, int status);
bool lc_history_copy(u64 nr, struct lc_death *death);
u64 lc_history_find(pid_t pid, const struct pid_namespace *ns, u64 before);
const struct lc_death *lc_history_peek(u64 nr);
void lc_history_clear(void);

unsigned int lc_history_kept(void);
unsigned int lc_history_max(void);
u64 lc_history_evicted(void);
size_t lc_history_memory(void);

#endif /* LC_HISTORY_H */
