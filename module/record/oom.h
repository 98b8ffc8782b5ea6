/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Kills by the kernel's OOM killer: a ring, the oldest kill evicted first.
 *
 * One decision may kill several processes: all members of a memory cgroup that is set
 * to be killed as a group, and all other users of the victim's memory. The kernel makes
 * one decision at a time, and kills in the task that requested memory.
 */
#ifndef LC_OOM_H
#define LC_OOM_H

#include "base/access.h"
#include "record/facts.h"

struct oom_control;

/* Number of kills that are shown. */
#define LC_OOM_KEPT	256

/**
 * struct lc_oom_decision - a decision of the OOM killer: the request and its failure
 * @event: number of the decision, from 1
 * @kind: an enum lc_oom
 * @trigger_comm: name of the task that requested memory
 * @trigger_uid: its real UID
 * @chosen: process that @points are about; only compared, since it may be gone before
 *	    others are killed along with it
 * @points: badness
 * @order: size of the request, 2^order pages
 * @gfp_mask: flags of the request
 * @cgroup: path of the cgroup, empty if the machine's memory was exhausted
 * @cgroup_v1: the path is in a hierarchy of version 1
 */
struct lc_oom_decision {
	u64 event;
	u8 kind;
	char trigger_comm[TASK_COMM_LEN];
	kuid_t trigger_uid;
	const struct signal_struct *chosen;
	long points;
	int order;
	gfp_t gfp_mask;
	char cgroup[LC_CGROUP_LEN];
	bool cgroup_v1;
};

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
 * struct lc_oom_kill - an OOM kill
 * @seq: number of the kill, from 1
 * @decision: decision that led to it
 * @killed_ns: time of the kill
 * @freed_ns: time at which the last thread had released its memory, 0 before
 * @victim: victim; its references are valid as long as the kill is kept
 * @comm: name of the victim
 * @trigger: thread that requested memory, in the victim's PID namespaces
 * @was_chosen: the victim is the process that the points are about
 * @adj: oom_score_adj of the victim
 * @sizes: memory of the victim
 */
struct lc_oom_kill {
	u64 seq;
	struct lc_oom_decision decision;
	u64 killed_ns;
	u64 freed_ns;
	struct lc_subject victim;
	char comm[TASK_COMM_LEN];
	struct lc_nspid trigger;
	bool was_chosen;
	short adj;
	struct lc_oom_sizes sizes;
};

int lc_oom_init(void);
void lc_oom_exit(void);

void lc_oom_begin(const struct oom_control *oc);
void lc_oom_end(void);
bool lc_oom_is_killing(const struct task_struct *task);
void lc_oom_killed(struct task_struct *victim);
void lc_oom_gone(u64 seq, u64 now_ns);

u64 lc_oom_newest(void);
u64 lc_oom_oldest(void);
u64 lc_oom_events(void);
u64 lc_oom_lost(void);
bool lc_oom_copy(u64 seq, struct lc_oom_kill *kill);
void lc_oom_clear(void);
size_t lc_oom_memory(void);

#endif /* LC_OOM_H */
