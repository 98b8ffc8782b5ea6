/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Victims of the kernel's OOM killer: a ring, the oldest evicted first.
 *
 * One decision may select several processes: all members of a memory cgroup that is set
 * to be killed as a group, and all other users of the victim's memory. A process that is
 * already dying is not killed, but given access to memory reserves.
 */
#ifndef LC_OOM_H
#define LC_OOM_H

#include "record/oom_kill.h"

/* Number of victims that are shown. */
#define LC_OOM_KEPT	256

int lc_oom_init(void);
void lc_oom_exit(void);

void lc_oom_killed(struct task_struct *victim, bool queued);
void lc_oom_marked(struct task_struct *victim);
void lc_oom_also_killed(struct task_struct *victim, struct task_struct *sender);
void lc_oom_gone(struct task_struct *victim, u64 seq, u64 now_ns);

u64 lc_oom_newest(void);
u64 lc_oom_oldest(void);
bool lc_oom_copy(u64 seq, struct lc_oom_kill *kill);
void lc_oom_clear(void);
size_t lc_oom_memory(void);

#endif /* LC_OOM_H */
