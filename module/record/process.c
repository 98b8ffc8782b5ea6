// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/signal.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "base/clock.h"
#include "record/actor.h"
#include "record/event_life.h"
#include "record/limit_setter.h"
#include "record/process.h"
#include "record/program.h"
#include "record/signals.h"
#include "record/table.h"
#include "record/task.h"

/* Serializes writers. Raw: taken in probes. */
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
 * lc_process_born() - set what a new process inherits, and count it as a child
 * @rec: record of its leader, which has not run yet
 * @creator: record of the process that created it, or NULL
 *
 * Context: RCU read side, in the task that created it.
 */
void lc_process_born(struct lc_task *rec, struct lc_task *creator)
{
	struct task_struct *real_parent = rcu_dereference(rec->task->real_parent);
	struct lc_task *parent = creator;
	union lc_terminal terminal;

	if (creator) {
		rec->facts.program = lc_program_hold(READ_ONCE(creator->facts.program));
		terminal.all = READ_ONCE(creator->facts.terminal.all);
		if (terminal.sid == pid_nr(task_session(current)))
			rec->facts.terminal = terminal;
		lc_limit_setter_inherit(rec, creator);
	} else {
		lc_limit_setter_unseen(rec);
	}
	/* With CLONE_PARENT the parent is another process. */
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
 * An exec has made another thread the leader. It takes over what was kept with the
 * old leader. For its signals see lc_signals_de_thread().
 */
static void de_thread_facts(struct lc_facts *to, struct lc_facts *from)
{
	add_children(&to->children, &from->children);
	swap(to->orphan, from->orphan);
	if (from->oom_seq) {
		to->oom = from->oom;
		to->oom_seq = from->oom_seq;
	}
	/* If this comes late, the thread has executed its program by now. */
	if (!cmpxchg(&to->program, NULL, from->program))
		from->program = NULL;
	if (!to->terminal.sid)
		WRITE_ONCE(to->terminal.all, from->terminal.all);
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
	lc_facts_hold(&facts);
	flags = write_begin(leader);
	add_dead_threads(&leader->facts.dead_threads, &old->facts.dead_threads, account, reaped_ns);
	de_thread_facts(&leader->facts, &facts);
	write_end(leader, flags);
	lc_signals_de_thread(leader, old, &facts);
	lc_limit_setter_move(leader, old);
	/* What the new leader has not taken over, or had before. */
	lc_facts_drop(&facts);
}

/**
 * lc_process_add_dead_thread() - add a reaped thread to the sums of its process
 * @rec: record of the thread
 * @account: account of the thread, the same copy that the history stores
 * @reaped_ns: time up to which @account is settled
 *
 * After an exec by another thread, the old leader is reaped like any thread. Its
 * sums, and everything else kept with it, move to the new leader.
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
	/* After a release that was not seen, the leader's address may be that of another task. */
	if (!leader || leader->facts.account.born_ns > reaped_ns)
		return;
	lc_signals_thread_gone(leader, rec->task);
	if (READ_ONCE(rec->facts.is_leader)) {
		de_thread(leader, rec, account, reaped_ns);
		return;
	}
	flags = write_begin(leader);
	add_dead_threads(&leader->facts.dead_threads, &rec->facts.dead_threads, account, reaped_ns);
	write_end(leader, flags);
}

/**
 * lc_process_ended() - record that a thread has told the rest of its process to exit
 * @rec: record of the thread
 *
 * The first such thread is kept.
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

/*
 * What all children that a task leaves have in common: they lose it at the same time, to the
 * same adopter. Protected by tasklist_lock, which is held from the first to the last.
 */
static struct {
	struct task_struct *parent;	/* NULL if nothing is kept */
	u64 parent_born_ns;		/* another task can get its address */
	struct lc_orphan orphan;	/* with a reference to each actor */
} leaving;

static bool is_leaving(struct task_struct *parent)
{
	return leaving.parent == parent && leaving.parent_born_ns == parent->start_time;
}

static void begin_leaving(struct task_struct *parent)
{
	lc_process_left_all();
	leaving.parent = parent;
	leaving.parent_born_ns = parent->start_time;
	leaving.orphan = (struct lc_orphan) { .ns = lc_clock_now() };
}

/* What found no memory or no place for the child before is tried again. */
static __always_inline void refer(struct lc_actor **actor, struct task_struct *task)
{
	if (unlikely(!*actor))
		*actor = lc_actor_get(task);
	if (likely(*actor))
		refcount_inc(&(*actor)->refs);
}

/**
 * lc_process_orphaned() - record that a process lost its parent and was reparented
 * @child: leader of the process, which already has the new parent
 * @parent: task that died: current
 *
 * Context: RCU read side with preemption off, tasklist_lock held for writing.
 */
void lc_process_orphaned(struct task_struct *child, struct task_struct *parent)
{
	struct lc_task *rec = lc_table_find(child);
	struct lc_orphan before;
	unsigned long flags;

	if (!rec)
		return;
	if (unlikely(!is_leaving(parent)))
		begin_leaving(parent);
	refer(&leaving.orphan.parent, parent);
	refer(&leaving.orphan.adopter, rcu_dereference(child->real_parent));
	flags = write_begin(rec);
	before = rec->facts.orphan;
	rec->facts.orphan = leaving.orphan;
	write_end(rec, flags);
	if (unlikely(before.ns)) {
		lc_actor_put(before.parent);
		lc_actor_put(before.adopter);
	}
	if (lc_event_traced(orphan))
		lc_event_life_orphan(rec, parent);
}

/**
 * lc_process_left_all() - clear what the children that a task has left have in common
 *
 * Context: tasklist_lock held for writing, or no hook is attached.
 */
void lc_process_left_all(void)
{
	if (likely(!leaving.parent))
		return;
	lc_actor_put(leaving.orphan.parent);
	lc_actor_put(leaving.orphan.adopter);
	leaving.parent = NULL;
}

/**
 * lc_process_lost_child() - record that a child of a process has been reaped
 * @parent: a thread of the process
 * @reap: how the child was reaped
 * @unreaped_ns: for how long it could have been reaped
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
 * lc_process_traced() - record which process traces a task at its end
 * @task: the task, a zombie or being released, which is traced
 * @left_ns: current time if its tracer lets it go, to its parent; else 0
 *
 * Context: RCU read side with preemption off, no scheduler lock held.
 */
void lc_process_traced(struct task_struct *task, u64 left_ns)
{
	struct lc_task *rec = lc_table_find(task);
	struct lc_tracing before, now;
	unsigned long flags;

	if (!rec)
		return;
	now = (struct lc_tracing) {
		.left_ns = left_ns,
		.tracer = lc_actor_get(rcu_dereference(task->parent)),
	};
	flags = write_begin(rec);
	before = rec->facts.tracing;
	rec->facts.tracing = now;
	write_end(rec, flags);
	lc_actor_put(before.tracer);
}

/**
 * lc_process_reapable_ns() - determine since when a process, or a traced thread, could be
 *			      reaped by the process that can reap it now, or has reaped it
 * @facts: facts of its leader, or of the thread; the account is not used
 * @account: its account, settled
 * @by_tracer: its tracer can reap it, or has; else its parent
 * @now_ns: current time, or that of reaping
 *
 * A leader cannot be reaped before its other threads have been. Its parent cannot reap it
 * before its tracer lets it go, and not before the parent has adopted it.
 *
 * Context: Any context.
 * Return: the time; @now_ns if it has not reached its last switch; 0 if not known, because
 * it was a zombie before the module was loaded.
 */
u64 lc_process_reapable_ns(const struct lc_facts *facts, const struct lc_account *account,
			   bool by_tracer, u64 now_ns)
{
	u64 since_ns = account->since_ns;

	if (account->state == LC_STATE_UNKNOWN)
		since_ns = 0;
	else if (account->state != LC_STATE_ZOMBIE)
		since_ns = now_ns;
	since_ns = max(since_ns, facts->dead_threads.last_ns);
	if (!by_tracer)
		since_ns = max3(since_ns, facts->tracing.left_ns, facts->orphan.ns);
	return min(since_ns, now_ns);
}
