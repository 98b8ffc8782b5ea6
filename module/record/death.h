/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A dead task: the entry of the history, filled when the task is reaped. It keeps none of the
 * task's namespaces, nor its cgroup: what is needed of them is copied.
 */
#ifndef LC_DEATH_H
#define LC_DEATH_H

#include "base/identity.h"
#include "base/usage.h"
#include "record/record.h"

/**
 * struct lc_reaping - the end of a record
 * @reaped_ns: time of reaping
 * @account: the task's account, settled up to @reaped_ns; the history stores it, and a
 *	     thread's process adds it to its sums
 * @pid: struct pid of the task, valid until the task is recorded; NULL if no longer known
 * @parent: last parent process
 * @reaper: process that waited for the task, all zeros if none did
 * @reap: how the task was reaped, LC_REAP_NONE if it was not seen
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
 * struct lc_death - a dead task
 * @nr: number of the death, from 1
 * @id: its birth and PIDs
 * @userns: entry of the user namespace it lived in, with a reference
 * @cgroup: its last cgroup, with a reference; for a process only, NULL if unknown
 * @facts: facts of the task; the account is settled up to @reaped_ns
 * @usage: resource usage; for a leader that of its process
 * @migrations: number of migrations to another CPU
 * @reaped_ns: time of reaping; if that was not seen, of its last switch
 * @group: its process
 * @parent: last parent process, all zeros if not known
 * @reaper: process that waited for it
 * @session: its process group, session and login
 * @comm: last name
 * @uid: real UID
 * @euid: effective UID
 * @suid: saved UID
 * @status: exit status in the format of wait(2)
 * @cpu: last CPU
 * @cause: an enum lc_cause
 * @reap: an enum lc_reap, LC_REAP_NONE if its release was not seen
 * @policy: scheduling policy
 * @nice: nice value
 * @rtprio: real-time priority
 */
struct lc_death {
	u64 nr;
	struct lc_identity id;
	struct lc_userns *userns;
	struct lc_cgroup *cgroup;
	struct lc_facts facts;
	struct lc_usage usage;
	u64 migrations;
	u64 reaped_ns;
	struct lc_nspid group;
	struct lc_nspid parent;
	struct lc_nspid reaper;
	struct lc_session session;
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
};

void lc_death_fill(struct lc_death *death, const struct lc_task *rec,
		   const struct lc_reaping *reaping);
void lc_death_drop(const struct lc_death *death);
int lc_death_status(struct task_struct *task);
enum lc_cause lc_death_cause(const struct lc_facts *facts, struct task_struct *task, int status);

#endif /* LC_DEATH_H */
