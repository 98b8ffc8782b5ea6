// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/signal.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "base/clock.h"
#include "record/process.h"
#include "record/signals.h"
#include "record/table.h"
#include "record/task.h"

/* Writers. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);

static unsigned long write_begin(struct lc_task *rec)
	__acquires(&lock)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	raw_write_seqcount_begin(&rec->process_seq);
	return flags;
}

static void write_end(struct lc_task *rec, unsigned long flags)
	__releases(&lock)
{
	raw_write_seqcount_end(&rec->process_seq);
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_process_born() - a process begins with what it has from its parent
 * @rec: its leader's record; the leader has not run
 * @creator: the record of the process that made it, or NULL
 *
 * Context: RCU read side, in the task that made it.
 */
void lc_process_born(struct lc_task *rec, struct lc_task *creator)
{
	struct task_struct *real_parent = rcu_dereference(rec->task->real_parent);
	struct lc_task *parent = creator;

	if (creator && creator->facts.exe[0])
		memcpy(rec->facts.exe, creator->facts.exe, sizeof(rec->facts.exe));
	/* Another one with CLONE_PARENT. */
	if (!same_thread_group(real_parent, current))
		parent = lc_table_leader(real_parent);
	if (parent)
		atomic_inc(&parent->facts.children.born);
}

static void add_children(struct lc_children *to, const struct lc_children *from)
{
	to->reap_max_ns = max(to->reap_max_ns, from->reap_max_ns);
	to->reap_sum_ns += from->reap_sum_ns;
	atomic_add(atomic_read(&from->born), &to->born);
	to->reaped += from->reaped;
	to->auto_reaped += from->auto_reaped;
}

/*
 * An exec by another thread has made that the leader: it takes over what the old
 * one had kept. Its signals too, see lc_signals_de_thread().
 */
static void de_thread_facts(struct lc_facts *to, const struct lc_facts *from)
{
	add_children(&to->children, &from->children);
	to->orphan = from->orphan;
	if (from->oom_seq) {
		to->oom = from->oom;
		to->oom_seq = from->oom_seq;
	}
	memcpy(to->exe, from->exe, sizeof(to->exe));
	to->is_leader = true;
}

static void add_dead_threads(struct lc_dead_threads *to, const struct lc_dead_threads *own,
			     const struct lc_account *account, u64 reaped_ns)
{
	to->run_ns += account->ns[LC_STATE_RUNNING] + own->run_ns;
	to->runnable_ns += account->ns[LC_STATE_RUNNABLE] + own->runnable_ns;
	to->switches_voluntary += account->switches_voluntary + own->switches_voluntary;
	to->switches_involuntary += account->switches_involuntary + own->switches_involuntary;
	to->threads += 1 + own->threads;
	to->last_ns = max3(to->last_ns, own->last_ns, reaped_ns);
}

static noinline_for_stack void de_thread(struct lc_task *leader, struct lc_task *old,
					 const struct lc_account *account, u64 reaped_ns)
{
	struct lc_facts facts;
	unsigned long flags;

	lc_task_copy(old, &facts);
	flags = write_begin(leader);
	add_dead_threads(&leader->facts.dead_threads, &old->facts.dead_threads, account, reaped_ns);
	de_thread_facts(&leader->facts, &facts);
	write_end(leader, flags);
	lc_signals_de_thread(leader, old, &facts);
}

/**
 * lc_process_add_dead_thread() - a thread goes: its process keeps what it had used
 * @rec: the thread's record
 * @account: its account, the very copy that the history gets
 * @reaped_ns: the instant that it is settled up to
 *
 * After an exec by another thread the old leader goes like any thread: what was
 * folded into it, and all else that was kept with it, moves on.
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_process_add_dead_thread(struct lc_task *rec, const struct lc_account *account,
				u64 reaped_ns)
{
	struct lc_task *leader;
	unsigned long flags;

	if (thread_group_leader(rec->task))
		return;
	leader = lc_table_leader(rec->task);
	if (!leader)
		return;
	if (READ_ONCE(rec->facts.is_leader)) {
		de_thread(leader, rec, account, reaped_ns);
		return;
	}
	flags = write_begin(leader);
	add_dead_threads(&leader->facts.dead_threads, &rec->facts.dead_threads, account, reaped_ns);
	write_end(leader, flags);
}

/**
 * lc_process_ended() - a thread of a process has told the others to exit
 * @rec: the thread's record
 *
 * The first one counts.
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_process_ended(struct lc_task *rec)
{
	struct pid *pid = task_pid(rec->task);
	struct lc_task *leader = rec;
	unsigned long flags;

	if (!thread_group_leader(rec->task))
		leader = lc_table_leader(rec->task);
	if (!leader || READ_ONCE(leader->facts.exit_initiator.nr[0]))
		return;
	if (thread_group_empty(rec->task)) {
		lc_nspid_set(&leader->facts.exit_initiator, pid, pid);
		return;
	}
	raw_spin_lock_irqsave(&lock, flags);
	if (!leader->facts.exit_initiator.nr[0])
		lc_nspid_set(&leader->facts.exit_initiator, pid, pid);
	raw_spin_unlock_irqrestore(&lock, flags);
}

/**
 * lc_process_orphaned() - a process has lost its parent and got another
 * @child: its leader, which has the new parent already
 * @parent: who has died
 *
 * Context: RCU read side, the task list locked.
 */
void lc_process_orphaned(struct task_struct *child, struct task_struct *parent)
{
	struct task_struct *adopter = rcu_dereference(child->real_parent);
	struct lc_task *rec = lc_table_find(child);
	struct lc_orphan *orphan;
	unsigned long flags;

	if (!rec)
		return;
	orphan = &rec->facts.orphan;
	flags = write_begin(rec);
	orphan->ns = lc_clock_now();
	lc_nspid_set(&orphan->parent, task_tgid(parent), task_pid(child));
	lc_nspid_set(&orphan->adopter, task_tgid(adopter), task_pid(child));
	lc_nspid_comm(orphan->parent_comm, parent);
	lc_nspid_comm(orphan->adopter_comm, adopter);
	write_end(rec, flags);
}

/**
 * lc_process_lost_child() - a child of a process has been reaped
 * @parent: a thread of the process
 * @reap: how
 * @unreaped_ns: for how long it could have been
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_process_lost_child(const struct task_struct *parent, enum lc_reap reap,
			   u64 unreaped_ns)
{
	struct lc_task *rec = lc_table_leader(parent);
	struct lc_children *children;
	unsigned long flags;

	if (!rec)
		return;
	children = &rec->facts.children;
	flags = write_begin(rec);
	if (reap == LC_REAP_WAITED) {
		children->reaped++;
		children->reap_sum_ns += unreaped_ns;
		children->reap_max_ns = max(children->reap_max_ns, unreaped_ns);
	} else {
		children->auto_reaped++;
	}
	write_end(rec, flags);
}

/**
 * lc_process_save_leader() - a thread is being released and may take its leader along
 * @leader: the leader, a zombie
 *
 * When the last thread of a process goes after its leader, and the parent
 * ignores SIGCHLD, release_task() releases the leader too, by a jump inside of
 * itself that no probe sees. Keep what will be gone by the time that
 * lc_life_reap_late() learns of it.
 *
 * Context: RCU read side, entry of release_task() for another thread of the
 * group, so that the leader cannot be released yet.
 */
void lc_process_save_leader(struct task_struct *leader)
{
	struct lc_task *rec = lc_table_find(leader);
	unsigned long flags;

	if (!rec)
		return;
	flags = write_begin(rec);
	rec->leader_ids.reaped_ns = lc_clock_now();
	if (!rec->leader_ids.pid)
		rec->leader_ids.pid = get_pid(task_pid(leader));
	lc_nspid_set(&rec->leader_ids.parent,
		     task_tgid(rcu_dereference(leader->real_parent)),
		     rec->leader_ids.pid);
	write_end(rec, flags);
}
