// SPDX-License-Identifier: GPL-2.0
/* What the history keeps of a dead task, and why and with which status it died. */
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>

#include "base/cause.h"
#include "record/cgroup.h"
#include "record/death.h"
#include "record/task.h"
#include "record/unseen.h"
#include "record/userns.h"

/**
 * lc_death_cause() - determine why a task died
 * @facts: facts of the task
 * @task: the task, a zombie or being reaped
 * @status: its exit status
 *
 * Context: Any context, with a reference to @task.
 * Return: the cause of death.
 */
enum lc_cause lc_death_cause(const struct lc_facts *facts,
			     struct task_struct *task, int status)
{
	struct lc_cause_inputs inputs = {
		.status = status,
		.is_thread = !thread_group_leader(task),
		.group_exit = facts->group_exit,
		.group_exec = facts->group_exec,
		.sent_sig = facts->signal.sig,
		.origin = facts->signal.origin,
		.oom = facts->oom,
		.seccomp = facts->seccomp,
	};

	return lc_cause_of(&inputs);
}

/* Record the state of a process at its end. */
static void fill_process(struct lc_death *death, struct task_struct *task)
{
	death->cgroup = death->facts.is_leader ? lc_cgroup_of(task) : NULL;
	lc_usage_read(&death->usage, task);
}

/**
 * lc_death_fill() - describe a task that is being reaped
 * @death: the description; number, status and cause are left to the history
 * @rec: record of the task, still in the table
 * @reaping: end of the record
 *
 * It holds references: see lc_death_drop().
 *
 * Context: RCU read side or RCU callback, no scheduler lock held. Does not sleep.
 */
void lc_death_fill(struct lc_death *death, const struct lc_task *rec,
		   const struct lc_reaping *reaping)
{
	struct task_struct *task = rec->task;
	const struct cred *cred = __task_cred(task);

	lc_task_copy(rec, &death->facts);
	lc_facts_hold(&death->facts);
	death->facts.account = reaping->account;
	death->reaped_ns = reaping->reaped_ns;
	lc_identity_set(&death->id, death->facts.account.born_ns, reaping->pid);
	death->userns = lc_userns_get(cred->user_ns);
	death->reap = reaping->reap;
	fill_process(death, task);
	lc_nspid_set(&death->group, lc_unseen_group(rec, reaping->pid), reaping->pid);
	death->parent = reaping->parent;
	death->reaper = reaping->reaper;
	lc_session_read(&death->session, task, reaping->pid, &death->facts.terminal);
	lc_nspid_comm(death->comm, task);
	death->uid = cred->uid;
	death->euid = cred->euid;
	death->suid = cred->suid;
	death->cpu = task_cpu(task);
	/* The task may be reaped before the scheduler is done with it. */
	death->migrations = READ_ONCE(task->se.nr_migrations);
	death->policy = READ_ONCE(task->policy);
	death->nice = data_race(task_nice(task));
	death->rtprio = READ_ONCE(task->rt_priority);
}

/**
 * lc_death_drop() - drop the references of a death that is about to be overwritten or freed
 * @death: the death
 *
 * Readers that copy @death, or have, may use what it refers to until the end of their read
 * side.
 *
 * Context: No scheduler lock held.
 */
void lc_death_drop(const struct lc_death *death)
{
	lc_facts_drop(&death->facts);
	lc_cgroup_put(death->cgroup);
	lc_userns_put(death->userns);
}

/**
 * lc_death_status() - get the exit status of a dying or dead task
 * @task: the task
 *
 * Context: Any context, with a reference to @task.
 * Return: the status in the format of wait(2). For the leader of a group that was
 * told to exit it is the group's, otherwise the task's own.
 */
int lc_death_status(struct task_struct *task)
{
	if (thread_group_leader(task) && lc_compat_group_exits(task->signal))
		return READ_ONCE(task->signal->group_exit_code);
	return READ_ONCE(task->exit_code);
}
