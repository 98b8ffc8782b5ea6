// SPDX-License-Identifier: GPL-2.0
#include <linux/cred.h>
#include <linux/sched/signal.h>
#include <linux/user_namespace.h>

#include "record/actor.h"
#include "record/cgroup_watch.h"
#include "record/event_make.h"

static void set_user_ns(struct lc_event_ns *ns, const struct user_namespace *user_ns)
{
	int i;

	for (i = 0; i < LC_EVENT_USERNS; i++) {
		ns->user_ns[i] = 0;
		ns->owner[i] = INVALID_UID;
	}
	for (; user_ns->level > 0; user_ns = user_ns->parent) {
		if (user_ns->level > LC_EVENT_USERNS)
			continue;
		ns->user_ns[user_ns->level - 1] = user_ns->ns.inum;
		ns->owner[user_ns->level - 1] = user_ns->owner;
	}
}

static noinline void set_ns(struct lc_event_full *full, const struct task_struct *task,
			    struct pid *pid, const struct cred *cred)
{
	struct lc_event_ns *ns = &full->ns;

	full->event.has_ns = true;
	full->event.blocks++;
	lc_identity_set(&ns->id, task->start_time, pid);
	lc_nspid_set(&ns->tgid, task_tgid((struct task_struct *)task), pid);
	ns->by = (struct lc_nspid) { 0 };
	ns->adopter = (struct lc_nspid) { 0 };
	set_user_ns(ns, cred->user_ns);
}

/**
 * lc_event_make() - begin an event
 * @full: the event; its text is not set
 * @kind: its kind
 * @task: the task that it is about
 * @pid: its struct pid, which a task that is reaped may have lost
 * @watches: trees that it is in
 *
 * Context: RCU read side.
 */
void lc_event_make(struct lc_event_full *full, enum lc_event_kind kind,
		   struct task_struct *task, struct pid *pid, u32 watches)
{
	const struct cred *cred = __task_cred(task);
	struct lc_event *event = &full->event;

	/* Not all of @full: many kernels zero what is not named. */
	*event = (struct lc_event) {
		.born_ns = task->start_time,
		.watches = watches,
		.pid = task->pid,
		.tgid = task->tgid,
		.uid = cred->uid,
		.euid = cred->euid,
		.suid = cred->suid,
		.kind = kind,
		.blocks = 1,
		.cgroups = lc_cgroup_watched(task),
	};
	lc_nspid_comm(event->comm, task);
	if (unlikely(pid && (pid->level || cred->user_ns != &init_user_ns)))
		set_ns(full, task, pid, cred);
}

/**
 * lc_event_make_by() - set which process caused an event
 * @full: the event
 * @by: a task of the process
 * @pid: struct pid of the task that the event is about
 *
 * Context: RCU read side.
 */
void lc_event_make_by(struct lc_event_full *full, struct task_struct *by, struct pid *pid)
{
	struct lc_event *event = &full->event;

	event->by_pid = by->tgid;
	event->by_uid = __task_cred(by)->uid;
	lc_nspid_comm(event->by_comm, READ_ONCE(by->group_leader));
	if (unlikely(event->has_ns))
		lc_nspid_set(&full->ns.by, task_tgid(by), pid);
}

/**
 * lc_event_make_by_actor() - set which process caused an event, of which it is known what it was
 * @full: the event
 * @actor: the process, or NULL
 *
 * Context: RCU read side.
 */
void lc_event_make_by_actor(struct lc_event_full *full, const struct lc_actor *actor)
{
	struct lc_event *event = &full->event;
	int level;

	if (!actor)
		return;
	event->by_pid = actor->pid.nr[0];
	event->by_uid = actor->uid;
	memcpy(event->by_comm, actor->comm, TASK_COMM_LEN);
	if (likely(!event->has_ns))
		return;
	for (level = 0; level < LC_NSPID_LEVELS; level++)
		if (actor->ns[level] == full->ns.id.ns[level])
			full->ns.by.nr[level] = actor->pid.nr[level];
}
