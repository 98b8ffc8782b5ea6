/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whom the kernel's OOM killer took: a ring of kills, oldest forgotten first.
 *
 * One decision may kill several: all members of a memory cgroup that wants to go
 * together, and whoever else uses the victim's memory. The kernel decides one at a
 * time, and kills in the task that wanted memory.
 */
#ifndef LC_OOM_H
#define LC_OOM_H

#include "base/access.h"
#include "record/facts.h"

struct oom_control;

/* So many are shown. */
#define LC_OOM_KEPT	256

/**
 * struct lc_oom_decision - who wanted memory, and why there was none
 * @event: running number of the decision, from 1
 * @kind: an enum lc_oom
 * @trigger_comm: name of the task that wanted memory
 * @trigger_uid: its real uid
 * @chosen: the process that the points are about; only to be compared, since it
 *	    may be gone before others are killed along with it
 * @points: of badness
 * @order: how much was wanted, 2^order pages
 * @gfp_mask: with what flags
 * @cgroup: path of the cgroup, empty if the machine's memory ran out
 * @cgroup_v1: the path is one of a hierarchy of version 1
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
 * struct lc_oom_sizes - what a victim had, as the kernel's log tells it
 * @known: the rest is
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
 * struct lc_oom_kill - one kill
 * @seq: its running number, from 1
 * @decision: what led to it
 * @killed_ns: when
 * @freed_ns: when its last thread had given its memory back, 0 until then
 * @victim: who; its references are good as long as the kill is kept
 * @comm: its name
 * @trigger: the thread that wanted memory, as the victim's pid namespaces know it
 * @was_chosen: it is the one that the points are about
 * @adj: its oom_score_adj
 * @sizes: what it had
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
