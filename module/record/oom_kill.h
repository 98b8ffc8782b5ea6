/* SPDX-License-Identifier: GPL-2.0 */
/* One victim of the kernel's OOM killer. */
#ifndef LC_OOM_KILL_H
#define LC_OOM_KILL_H

#include "base/identity.h"
#include "record/decision.h"
#include "record/facts.h"

/**
 * struct lc_oom_sizes - memory of a victim, as the kernel's log reports it
 * @known: whether the other fields are known
 * @total_vm: pages
 * @anon: pages
 * @file: pages
 * @shmem: pages
 * @swap: pages
 * @page_tables_bytes: bytes
 */
struct lc_oom_sizes {
	bool known;
	unsigned long total_vm;
	unsigned long anon;
	unsigned long file;
	unsigned long shmem;
	unsigned long swap;
	unsigned long page_tables_bytes;
};

/**
 * struct lc_oom_kill - a victim of the OOM killer
 * @seq: number of the victim, from 1
 * @decision: decision that selected it
 * @killed_ns: time of the selection
 * @freed_ns: time at which the last thread had released its memory, 0 before
 * @id: birth and PIDs of the victim
 * @userns: entry of its user namespace, with a reference
 * @uid: its real UID
 * @euid: its effective UID
 * @suid: its saved UID
 * @comm: name of the victim
 * @cgroup: path of the victim's cgroup in the unified hierarchy
 * @trigger: process that triggered the decision, in the victim's PID namespaces
 * @trigger_thread: its thread that did
 * @selection: an enum lc_selection
 * @dying: the victim was already dying: of another signal, or because it exited
 * @sigkill: it was sent SIGKILL
 * @adj: oom_score_adj of the victim
 * @sizes: memory of the victim
 * @also: first process that sent it SIGKILL after that, in the victim's PID namespaces
 * @also_comm: name of that process
 * @also_ns: time at which it did, 0 if none did
 */
struct lc_oom_kill {
	u64 seq;
	struct lc_decision decision;
	u64 killed_ns;
	u64 freed_ns;
	struct lc_identity id;
	struct lc_userns *userns;
	kuid_t uid;
	kuid_t euid;
	kuid_t suid;
	char comm[TASK_COMM_LEN];
	char cgroup[LC_CGROUP_LEN];
	struct lc_nspid trigger;
	struct lc_nspid trigger_thread;
	u8 selection;
	bool dying;
	bool sigkill;
	short adj;
	struct lc_oom_sizes sizes;
	struct lc_nspid also;
	char also_comm[TASK_COMM_LEN];
	u64 also_ns;
};

void lc_oom_kill_fill(struct lc_oom_kill *kill, u64 seq, struct task_struct *task,
		      const struct cred *cred, const struct lc_selected *selected);

#endif /* LC_OOM_KILL_H */
