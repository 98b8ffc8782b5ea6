// SPDX-License-Identifier: GPL-2.0
#include <linux/pid.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

#include "base/clock.h"
#include "record/table.h"
#include "record/unseen.h"

/* Threads of a process that are released at once save their leader's end. Raw: in probes. */
static DEFINE_RAW_SPINLOCK(lock);

/* The kernel sends SIGCHLD instead of another signal to a parent that has executed since. */
static bool is_sigchld_sent(const struct task_struct *leader, const struct task_struct *parent)
{
	return leader->exit_signal == SIGCHLD ||
	       leader->parent_exec_id != READ_ONCE(parent->self_exec_id);
}

/* Whether do_notify_parent() lets the leader be released when its last thread is. */
static bool is_auto_reaped(struct task_struct *leader)
{
	const struct task_struct *parent = rcu_dereference(leader->real_parent);
	const struct sighand_struct *sighand = rcu_dereference(parent->sighand);
	const struct sigaction *action;

	if (!sighand || READ_ONCE(leader->ptrace) || !is_sigchld_sent(leader, parent))
		return false;
	action = &sighand->action[SIGCHLD - 1].sa;
	return READ_ONCE(action->sa_handler) == SIG_IGN ||
	       READ_ONCE(action->sa_flags) & SA_NOCLDWAIT;
}

/**
 * lc_unseen_save_leader() - save the end of a leader that may be released unseen
 * @leader: the leader, a zombie
 *
 * When the last thread of a process exits after its leader, and the parent ignores
 * SIGCHLD, release_task() also releases the leader, by a jump inside the function that
 * no probe sees. What is saved here is gone when lc_life_reap_late() is called.
 *
 * Context: RCU read side, entry of release_task() for another thread of the group, so
 * the leader cannot be released yet.
 */
void lc_unseen_save_leader(struct task_struct *leader)
{
	struct lc_task *rec = lc_table_find(leader);
	unsigned long flags;

	if (!rec)
		return;
	raw_spin_lock_irqsave(&lock, flags);
	rec->leader_ids.reaped_ns = is_auto_reaped(leader) ? lc_clock_now() : 0;
	lc_nspid_set(&rec->leader_ids.parent,
		     task_tgid(rcu_dereference(leader->real_parent)), task_pid(leader));
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_unseen_save_group() - save the process of a thread whose release may not be seen
 * @rec: record of the thread
 *
 * Context: RCU read side, in the thread, which exits.
 */
void lc_unseen_save_group(struct lc_task *rec)
{
	if (!rec->second_pid && !thread_group_leader(rec->task))
		rec->second_pid = get_pid(task_tgid(rec->task));
}

/**
 * lc_unseen_exec() - follow the PID of a thread that has become the leader by an exec
 * @rec: record of the thread
 *
 * The old leader has got the thread's. Its release may not have been seen, so that its
 * record may still be in the table: lc_unseen_pid() finds its PID here.
 *
 * Context: RCU read side, in the thread.
 */
void lc_unseen_exec(struct lc_task *rec)
{
	struct pid *pid = task_pid(rec->task);

	if (rec->pid == pid)
		return;
	get_pid(pid);
	rec->facts.is_leader = true;
	rec->second_pid = rec->pid;
	/* Pairs with the acquire in lc_unseen_pid(). */
	smp_store_release(&rec->pid, pid);
}

/* Whether a struct pid has the number that the task had when it was released. */
static bool is_pid_of(const struct task_struct *task, struct pid *pid)
{
	return pid && pid_nr(pid) == task->pid;
}

/**
 * lc_unseen_pid() - get the struct pid that a released task had
 * @rec: record of the task
 *
 * A leader that an exec by another thread has replaced has got the PID of that thread. The
 * record of the thread has it, as the first or, once the exec is complete, the second.
 *
 * Context: RCU read side. The PID is valid until its end.
 * Return: the struct pid, or NULL if it is not known.
 */
struct pid *lc_unseen_pid(const struct lc_task *rec)
{
	const struct lc_task *leader;
	struct pid *pid;

	if (is_pid_of(rec->task, rec->pid))
		return rec->pid;
	leader = lc_table_leader(rec->task);
	if (!leader)
		return NULL;
	/* Pairs with the release in lc_unseen_exec(). */
	pid = smp_load_acquire(&leader->pid);
	if (is_pid_of(rec->task, pid))
		return pid;
	pid = READ_ONCE(leader->second_pid);
	return is_pid_of(rec->task, pid) ? pid : NULL;
}

/**
 * lc_unseen_group() - get the struct pid of the process that a released task was in
 * @rec: record of the task
 * @pid: struct pid of the task
 *
 * A task that has been released may have lost it; a leader's was its own.
 *
 * Context: RCU read side. The PID is valid until its end.
 * Return: the struct pid, or NULL if it is not known.
 */
struct pid *lc_unseen_group(const struct lc_task *rec, struct pid *pid)
{
	if (thread_group_leader(rec->task))
		return pid;
	if (rec->second_pid && !rec->facts.is_leader)
		return rec->second_pid;
	return task_tgid(rec->task);
}

/**
 * lc_unseen_parent() - get the last parent of a task that was released unseen
 * @rec: record of the task
 *
 * The parent may have been freed, so what the task refers to by real_parent is compared
 * only. If a task of that address has a record and was born before the death of this one,
 * it has been the same all the time.
 *
 * Context: RCU read side, in an RCU callback for the task.
 * Return: the parent, or NULL if it is not known.
 */
struct task_struct *lc_unseen_parent(const struct lc_task *rec)
{
	const struct task_struct *task = rcu_access_pointer(rec->task->real_parent);
	const struct lc_task *parent = lc_table_find(task);

	if (!parent || !rec->facts.died_ns ||
	    parent->facts.account.born_ns >= rec->facts.died_ns)
		return NULL;
	return parent->task;
}
