// SPDX-License-Identifier: GPL-2.0
/* What a task changes of itself: its name, its credentials. Only events have that. */
#include <linux/cred.h>
#include <linux/sched.h>
#include <linux/string.h>

#include "probe/probe.h"
#include "record/event_life.h"
#include "record/table.h"

static noinline_for_stack void rename(struct task_struct *task, const char *comm)
{
	struct lc_task *rec;

	rcu_read_lock();
	rec = lc_table_find(task);
	/* Another thread that has no record may have been reaped. */
	if (rec || task == current)
		lc_event_life_comm(task, rec, comm);
	rcu_read_unlock();
}

/**
 * probe_task_rename() - note that a task gets another name
 * @data: unused
 * @task: the task: current, another of its process, or a kernel thread
 * @comm: the name
 *
 * The event of an exec has the name that the exec gives.
 *
 * Context: tracepoint, before the name is set.
 */
void probe_task_rename(void *data, struct task_struct *task, const char *comm)
{
	lc_probe_hit(task_rename);
	if (!lc_event_wanted() || (task == current && task->in_execve))
		return;
	if (strncmp(task->comm, comm, TASK_COMM_LEN - 1))
		rename(task, comm);
}

/* Of those that the event has. */
static bool ids_are_equal(const struct cred *a, const struct cred *b)
{
	return uid_eq(a->uid, b->uid) && uid_eq(a->euid, b->euid) && uid_eq(a->suid, b->suid) &&
	       gid_eq(a->gid, b->gid) && gid_eq(a->egid, b->egid) && gid_eq(a->sgid, b->sgid);
}

/**
 * probe_commit_creds() - note that current gets other user or group IDs
 * @new: its credentials from now on
 *
 * Context: entry of the function, in the task.
 */
void probe_commit_creds(const struct cred *new)
{
	lc_probe_hit(commit_creds);
	if (!lc_event_wanted() || ids_are_equal(current_real_cred(), new))
		return;
	rcu_read_lock();
	lc_event_life_credentials(lc_table_find(current), new);
	rcu_read_unlock();
}
