/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The decision that the kernel's OOM killer is making: whose memory is exhausted, what
 * triggered it, and how each victim is selected.
 *
 * The kernel makes one decision at a time, under its oom_lock, in one task. That task
 * alone writes here, except for the list of tasks that are setting a memory limit.
 */
#ifndef LC_DECISION_H
#define LC_DECISION_H

#include <linux/sched.h>
#include <linux/types.h>
#include <linux/uidgid.h>

#include "base/path.h"
#include "record/facts.h"

struct oom_control;

/* Number of tasks that can be setting a memory limit at the same time. */
#define LC_DECISION_SETTERS 256

/**
 * struct lc_decision - a decision of the OOM killer: the request and its failure
 * @event: number of the decision, from 1
 * @kind: an enum lc_oom
 * @trigger_kind: an enum lc_trigger
 * @outside: the trigger is not in the cgroup whose memory was exhausted
 * @trigger_comm: name of the process that triggered it
 * @trigger_thread: name of its thread that did, empty if that is the main thread
 * @trigger_uid: its real UID
 * @points: badness of the process that was chosen
 * @order: size of the request, 2^order pages
 * @gfp_mask: flags of the request
 * @cgroup: path of the cgroup, empty if the machine's memory was exhausted
 * @cgroup_v1: the path is in a hierarchy of version 1
 */
struct lc_decision {
	u64 event;
	u8 kind;
	u8 trigger_kind;
	bool outside;
	char trigger_comm[TASK_COMM_LEN];
	char trigger_thread[TASK_COMM_LEN];
	kuid_t trigger_uid;
	long points;
	int order;
	gfp_t gfp_mask;
	char cgroup[LC_CGROUP_LEN];
	bool cgroup_v1;
};

/**
 * struct lc_selected - how a victim was selected
 * @selection: an enum lc_selection
 * @dying: it was already dying: of another signal, or because it exited
 * @sigkill: it is sent SIGKILL
 * @mm: its memory, NULL if it may not be read
 */
struct lc_selected {
	u8 selection;
	bool dying;
	bool sigkill;
	const struct mm_struct *mm;
};

void lc_decision_begin(const struct oom_control *oc);
void lc_decision_end(void);
bool lc_decision_is_by(const struct task_struct *task);
void lc_decision_member(const struct task_struct *task);

const struct lc_decision *lc_decision_now(void);
bool lc_decision_has_killed(const struct task_struct *task);
void lc_decision_kills(struct task_struct *victim, struct lc_selected *selected);
void lc_decision_marks(struct task_struct *victim, struct lc_selected *selected);
u64 lc_decision_count(void);

void lc_decision_limit_begin(void);
void lc_decision_limit_end(void);
void lc_decision_limits_known(void);

#endif /* LC_DECISION_H */
