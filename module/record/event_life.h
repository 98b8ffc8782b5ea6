/* SPDX-License-Identifier: GPL-2.0 */
/* Events of a task's life. Each is called only if lc_event_wanted(), or lc_event_traced(). */
#ifndef LC_EVENT_LIFE_H
#define LC_EVENT_LIFE_H

#include "record/event.h"
#include "record/trace_events.h"

struct cred;

/* Whether an event that can be traced is wanted, by a reader or by a tracer. Context: any. */
#define lc_event_traced(name)	(lc_event_wanted() || trace_##name##_enabled())

void lc_event_life_birth(struct task_struct *task, enum lc_birth birth, u64 clone_flags,
			 u32 watches);
void lc_event_life_exec(struct lc_task *rec);
void lc_event_life_exec_failed(struct lc_task *rec, int err, const char *path);
void lc_event_life_fork_failed(struct lc_task *rec, int err);
void lc_event_life_exit(struct lc_task *rec, int status);
void lc_event_life_reap(struct lc_task *rec, enum lc_reap reap, struct pid *pid, bool by_current);
void lc_event_life_orphan(struct lc_task *rec, struct task_struct *parent);
void lc_event_life_oom(struct lc_task *leader, struct task_struct *victim);
void lc_event_life_stop(struct lc_task *rec);
void lc_event_life_comm(struct task_struct *task, struct lc_task *rec, const char *comm);
void lc_event_life_credentials(struct lc_task *rec, const struct cred *new);

#endif /* LC_EVENT_LIFE_H */
