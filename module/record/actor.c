// SPDX-License-Identifier: GPL-2.0
#include <linux/audit.h>
#include <linux/cred.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "record/actor.h"
#include "record/cgroup.h"
#include "record/pool.h"
#include "record/program.h"
#include "record/share.h"
#include "record/table.h"

static struct lc_pool pool = {
	.name = "lc_actor",
	.size = sizeof(struct lc_actor),
	.low = 64,
	.full = 128,
	.most = 256,
};

/* Actors that may be kept at once, of which a quarter is for root. */
static unsigned int limit;
static atomic_t kept = ATOMIC_INIT(0);
static atomic64_t lost = ATOMIC64_INIT(0);

static void set_namespaces(struct lc_actor *actor, const struct pid *pid)
{
	unsigned int level;

	for (level = 0; level < LC_NSPID_LEVELS && level <= pid->level; level++)
		actor->ns[level] = pid->numbers[level].ns->ns.inum;
}

/*
 * The parent at birth, by the numbers that were recorded then. While it is still the
 * parent its name can be read. Once it has died it is known from the orphaning, if
 * that was the only one.
 */
static void set_parent(struct lc_actor *actor, struct task_struct *leader,
		       const struct lc_task *rec)
{
	struct task_struct *parent = rcu_dereference(leader->real_parent)->group_leader;
	const struct lc_actor *orphaner = READ_ONCE(rec->facts.orphan.parent);

	actor->parent = rec->facts.birth_parent;
	if (task_pid_nr(parent) == actor->parent.nr[0]) {
		lc_nspid_comm(actor->parent_comm, parent);
		return;
	}
	actor->parent_died = true;
	if (orphaner && orphaner->pid.nr[0] == actor->parent.nr[0])
		memcpy(actor->parent_comm, orphaner->comm, TASK_COMM_LEN);
}

static void fill(struct lc_actor *actor, struct task_struct *task, const struct lc_task *rec)
{
	struct task_struct *leader = READ_ONCE(task->group_leader);
	const struct lc_task *process = lc_table_find(leader);
	struct pid *pid = task_tgid(task);

	if (pid) {
		set_namespaces(actor, pid);
		lc_nspid_set(&actor->pid, pid, pid);
		lc_nspid_set(&actor->tid, task_pid(task), pid);
	}
	lc_nspid_comm(actor->comm, leader);
	lc_nspid_comm(actor->thread_comm, task);
	actor->uid = task_uid(task);
	actor->loginuid = audit_get_loginuid(task);
	actor->start_ns = leader->start_time;
	actor->exec_ns = rec ? rec->facts.exec_ns : 0;
	actor->cgroup_id = lc_cgroup_id(task);
	actor->cgroup = lc_cgroup_of(task);
	if (!process)
		return;
	actor->program = lc_program_hold(READ_ONCE(process->facts.program));
	set_parent(actor, leader, process);
}

/* Whether a remembered actor is still what its task is now. */
static bool is_current(const struct lc_actor *actor, struct task_struct *task,
		       const struct lc_task *rec)
{
	return actor->exec_ns == rec->facts.exec_ns &&
	       uid_eq(actor->uid, task_uid(task)) &&
	       actor->cgroup_id == lc_cgroup_id(task) &&
	       !data_race(memcmp(actor->comm, READ_ONCE(task->group_leader)->comm,
				 TASK_COMM_LEN)) &&
	       !data_race(memcmp(actor->thread_comm, task->comm, TASK_COMM_LEN));
}

static bool may_keep(void)
{
	unsigned int most = READ_ONCE(limit);

	if (!uid_eq(lc_share_user(current_cred()), GLOBAL_ROOT_UID))
		most -= most / 4;
	if (atomic_inc_return(&kept) <= most)
		return true;
	atomic_dec(&kept);
	return false;
}

static struct lc_actor *make(struct task_struct *task, const struct lc_task *rec)
{
	struct lc_actor *actor = may_keep() ? lc_pool_get(&pool) : NULL;

	if (!actor) {
		atomic64_inc(&lost);
		return NULL;
	}
	refcount_set(&actor->refs, 1);
	fill(actor, task, rec);
	return actor;
}

/**
 * lc_actor_get() - take a reference to what a task is now
 * @task: the task: current, or one that the caller holds
 *
 * The task's record remembers the actor. A task whose name, program, UID or cgroup has
 * changed gets a new one.
 *
 * Context: RCU read side with preemption off, no scheduler lock held, not in an interrupt.
 * Return: the actor; NULL if no memory or no place is available, which is counted.
 */
struct lc_actor *lc_actor_get(struct task_struct *task)
{
	struct lc_task *rec = lc_table_find(task);
	struct lc_actor *actor = rec ? READ_ONCE(rec->actor) : NULL;

	if (actor && is_current(actor, task, rec) && lc_actor_hold(actor))
		return actor;
	actor = make(task, rec);
	if (!actor || !rec)
		return actor;
	refcount_inc(&actor->refs);
	/* Another CPU may do the same for an adopter: the later one is remembered. */
	lc_actor_put(xchg(&rec->actor, actor));
	return actor;
}

/**
 * lc_actor_hold() - take a reference to an actor that a record refers to
 * @actor: the actor
 *
 * Context: RCU read side.
 * Return: true; false if the last reference is gone.
 */
bool lc_actor_hold(struct lc_actor *actor)
{
	return refcount_inc_not_zero(&actor->refs);
}

static void free_actor(struct rcu_head *head)
{
	struct lc_actor *actor = container_of(head, struct lc_actor, rcu);

	lc_cgroup_put(actor->cgroup);
	lc_program_put(actor->program);
	lc_pool_put(&pool, actor);
	atomic_dec(&kept);
}

/**
 * lc_actor_put() - drop a reference
 * @actor: the actor, or NULL
 *
 * Context: No scheduler lock held.
 */
void lc_actor_put(struct lc_actor *actor)
{
	if (actor && refcount_dec_and_test(&actor->refs))
		call_rcu(&actor->rcu, free_actor);
}

/*
 * Where facts refer to actors. Most tasks have none. The loops are unrolled, which makes
 * each place a few instructions with a constant offset.
 */
static const size_t places[LC_ACTOR_PLACES] = {
	offsetof(struct lc_facts, signal.sender),
	offsetof(struct lc_facts, handled.sender),
	offsetof(struct lc_facts, ignored.sender),
	offsetof(struct lc_facts, stop.sender),
	offsetof(struct lc_facts, cont.sender),
	offsetof(struct lc_facts, orphan.parent),
	offsetof(struct lc_facts, orphan.adopter),
	offsetof(struct lc_facts, tracing.tracer),
};

/**
 * lc_actor_hold_all() - take a reference to each actor that a copy of facts refers to
 * @facts: the copy; an actor that the task has replaced meanwhile is taken out
 *
 * Context: the RCU read side in which the copy was made.
 */
void lc_actor_hold_all(struct lc_facts *facts)
{
	unsigned int i;

#pragma GCC unroll 8
	for (i = 0; i < ARRAY_SIZE(places); i++) {
		struct lc_actor **actor = (void *)facts + places[i];

		if (*actor && !lc_actor_hold(*actor))
			*actor = NULL;
	}
}

/**
 * lc_actor_take_all() - take all references out of facts
 * @facts: the facts
 * @refs: receives the references
 *
 * Context: Any context; no reader copies @facts meanwhile, or it sees that it must retry.
 */
void lc_actor_take_all(struct lc_facts *facts, struct lc_actor_refs *refs)
{
	unsigned int i;

#pragma GCC unroll 8
	for (i = 0; i < ARRAY_SIZE(places); i++) {
		struct lc_actor **actor = (void *)facts + places[i];

		refs->at[i] = *actor;
		*actor = NULL;
	}
}

/**
 * lc_actor_put_all() - drop references that were taken out of facts
 * @refs: the references
 *
 * Context: No scheduler lock held.
 */
void lc_actor_put_all(const struct lc_actor_refs *refs)
{
	unsigned int i;

#pragma GCC unroll 8
	for (i = 0; i < ARRAY_SIZE(places); i++)
		if (unlikely(refs->at[i]))
			lc_actor_put(refs->at[i]);
}

/**
 * lc_actor_drop_all() - drop the references of facts that are about to be overwritten or freed
 * @facts: the facts
 *
 * Readers that copy @facts, or have, may use the actors until the end of their read side.
 *
 * Context: No scheduler lock held.
 */
void lc_actor_drop_all(const struct lc_facts *facts)
{
	unsigned int i;

#pragma GCC unroll 8
	for (i = 0; i < ARRAY_SIZE(places); i++) {
		struct lc_actor *actor = *(struct lc_actor **)((void *)facts + places[i]);

		if (unlikely(actor))
			lc_actor_put(actor);
	}
}

/**
 * lc_actor_nr() - get one of an actor's numbers in a PID namespace
 * @actor: the actor
 * @who: its @pid, @tid or @parent
 * @ns: the PID namespace
 *
 * Context: RCU read side.
 * Return: the number; 0 if it has none in @ns, or @ns is nested too deep.
 */
pid_t lc_actor_nr(const struct lc_actor *actor, const struct lc_nspid *who,
		  const struct pid_namespace *ns)
{
	if (ns->level >= LC_NSPID_LEVELS || actor->ns[ns->level] != ns->ns.inum)
		return 0;
	return who->nr[ns->level];
}

/* Number of actors. Context: any. */
unsigned int lc_actor_kept(void)
{
	return atomic_read(&kept);
}

/* Number of actors that could not be kept. Context: any. */
u64 lc_actor_lost(void)
{
	return atomic64_read(&lost);
}

/* Size of all actors, in use and in reserve, in bytes. Context: any. */
size_t lc_actor_memory(void)
{
	return (lc_actor_kept() + lc_pool_reserve(&pool)) * sizeof(struct lc_actor);
}

/**
 * lc_actor_init() - allocate the reserve
 * @most: number of actors that are kept at once
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_actor_init(unsigned int most)
{
	limit = most;
	return lc_pool_init(&pool);
}

/**
 * lc_actor_resize() - change how many actors are kept
 * @most: the new number
 *
 * Context: Any.
 */
void lc_actor_resize(unsigned int most)
{
	WRITE_ONCE(limit, most);
}

/**
 * lc_actor_exit() - free the reserve
 *
 * Context: Process context. No record and no death refers to an actor any more.
 */
void lc_actor_exit(void)
{
	rcu_barrier();
	lc_pool_exit(&pool);
}
