// SPDX-License-Identifier: GPL-2.0
#include <linux/cgroup.h>
#include <linux/cred.h>
#include <linux/memcontrol.h>
#include <linux/oom.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

#include "base/path.h"
#include "record/decision.h"

/*
 * The decision in progress. It is numbered and filled in when it selects its first
 * victim: most calls of the OOM killer while a victim is exiting select none.
 */
static struct lc_decision decision;
static const struct task_struct *killer;
static const struct oom_control *control;
static bool filled;

/* Process that was sent SIGKILL most recently; only compared. */
static const struct signal_struct *killed;

/* Member of a cgroup that is being killed as a group; only compared. */
static const struct signal_struct *member;

/* Memory of the newest victim that was selected itself. The kernel holds a reference. */
static const struct mm_struct *victim_mm;

/* Serializes writers of the list. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(setters_lock);
static const struct task_struct *setters[LC_DECISION_SETTERS];
static bool limits_known;

static bool replace_setter(const struct task_struct *from, const struct task_struct *to)
{
	unsigned long flags;
	unsigned int i;

	raw_spin_lock_irqsave(&setters_lock, flags);
	for (i = 0; i < LC_DECISION_SETTERS && setters[i] != from; i++)
		;
	if (i < LC_DECISION_SETTERS)
		WRITE_ONCE(setters[i], to);
	raw_spin_unlock_irqrestore(&setters_lock, flags);
	return i < LC_DECISION_SETTERS;
}

/**
 * lc_decision_limit_begin() - record that current sets the memory limit of a cgroup
 *
 * Context: Any context, in that task. No more than LC_DECISION_SETTERS tasks may be
 * between this and lc_decision_limit_end().
 */
void lc_decision_limit_begin(void)
{
	replace_setter(NULL, current);
}

/**
 * lc_decision_limit_end() - record that current has set the memory limit of a cgroup
 *
 * Context: Any context, in that task.
 */
void lc_decision_limit_end(void)
{
	replace_setter(current, NULL);
}

/**
 * lc_decision_limits_known() - record that lc_decision_limit_begin() is called
 *
 * Without it, an allocation cannot be told from a limit that was lowered.
 *
 * Context: Any context.
 */
void lc_decision_limits_known(void)
{
	WRITE_ONCE(limits_known, true);
}

/* No lock is needed: only a task itself enters and leaves the list. */
static bool is_setter(void)
{
	unsigned int i;

	for (i = 0; i < LC_DECISION_SETTERS; i++)
		if (READ_ONCE(setters[i]) == current)
			return true;
	return false;
}

/* The cgroup whose memory is exhausted; NULL if the machine's memory is. */
static const struct cgroup *exhausted(const struct oom_control *oc)
{
#ifdef CONFIG_MEMCG
	return oc->memcg ? oc->memcg->css.cgroup : NULL;
#else
	return NULL;
#endif
}

/* Whether current is neither in the cgroup nor below it. */
static bool is_outside(const struct cgroup *cgroup)
{
#ifdef CONFIG_MEMCG
	const struct cgroup *own =
		task_css_set(current)->subsys[memory_cgrp_id]->cgroup;

	return !cgroup_is_descendant((struct cgroup *)own, (struct cgroup *)cgroup);
#else
	return false;
#endif
}

/*
 * In a task that is setting a limit, reclaim is the only allocator, and it never calls
 * the OOM killer. kswapd, which does not allocate, calls it to protect the working set
 * (min_ttl_ms of the multi-gen LRU).
 */
static enum lc_trigger trigger_of(const struct oom_control *oc)
{
	if (oc->order == -1)
		return LC_TRIGGER_SYSRQ;
	if (current->flags & PF_KSWAPD)
		return LC_TRIGGER_KSWAPD;
	if (!exhausted(oc))
		return LC_TRIGGER_ALLOCATION;
	if (is_setter())
		return LC_TRIGGER_LIMIT;
	return READ_ONCE(limits_known) ? LC_TRIGGER_ALLOCATION : LC_TRIGGER_NONE;
}

static void fill_trigger(struct lc_decision *d, const struct oom_control *oc)
{
	d->trigger_kind = trigger_of(oc);
	lc_nspid_comm(d->trigger_comm, current->group_leader);
	d->trigger_thread[0] = '\0';
	if (!thread_group_leader(current))
		lc_nspid_comm(d->trigger_thread, current);
	d->trigger_uid = current_uid();
}

static void fill(struct lc_decision *d, const struct oom_control *oc)
{
	const struct cgroup *cgroup = exhausted(oc);

	WRITE_ONCE(d->event, d->event + 1);
	d->kind = cgroup ? LC_OOM_CGROUP : LC_OOM_GLOBAL;
	fill_trigger(d, oc);
	d->points = oc->chosen_points;
	d->order = oc->order;
	d->gfp_mask = oc->gfp_mask;
	d->outside = cgroup && is_outside(cgroup);
	d->cgroup_v1 = cgroup && cgroup->root != &cgrp_dfl_root;
	d->cgroup[0] = '\0';
	if (cgroup)
		lc_path_cgroup(d->cgroup, sizeof(d->cgroup), cgroup);
}

/**
 * lc_decision_begin() - record that the OOM killer begins to decide
 * @oc: the request, which stays valid until lc_decision_end()
 *
 * Context: Entry of out_of_memory() or oom_kill_process(), oom_lock held.
 */
void lc_decision_begin(const struct oom_control *oc)
{
	control = oc;
	filled = false;
	killed = NULL;
	member = NULL;
	victim_mm = NULL;
	WRITE_ONCE(killer, current);
}

/**
 * lc_decision_end() - record that all kills of a decision have been made
 *
 * Context: Return from the same function.
 */
void lc_decision_end(void)
{
	WRITE_ONCE(killer, NULL);
}

/**
 * lc_decision_is_by() - check whether a task is deciding as the OOM killer
 * @task: the task
 *
 * Context: Any context.
 * Return: true if it is. If @task is current, this does not change meanwhile.
 */
bool lc_decision_is_by(const struct task_struct *task)
{
	return READ_ONCE(killer) == task;
}

/**
 * lc_decision_member() - record that a member of a cgroup is about to be killed
 * @task: leader of the member
 *
 * Context: Entry of oom_kill_memcg_member(), in the task that decides.
 */
void lc_decision_member(const struct task_struct *task)
{
	member = task->signal;
}

/**
 * lc_decision_now() - get the decision in progress
 *
 * Context: RCU read side, in the task that decides, for a victim.
 * Return: the decision, unchanged until its end.
 */
const struct lc_decision *lc_decision_now(void)
{
	if (!filled)
		fill(&decision, control);
	filled = true;
	return &decision;
}

/*
 * Whether the process was chosen by its badness, or as the task that allocates. The
 * chosen task is only compared: it may be gone by the time its cgroup is killed.
 */
static bool is_chosen(struct task_struct *victim)
{
	const struct task_struct *chosen = control->chosen;

	return chosen == victim || chosen == victim->group_leader ||
	       (chosen == current && same_thread_group(victim, current));
}

/* As the kernel decides it: the first thread that has memory shows which. */
static bool shares_memory(struct task_struct *task, const struct mm_struct *mm)
{
	const struct mm_struct *own;
	struct task_struct *t;

	for_each_thread(task, t) {
		own = READ_ONCE(t->mm);
		if (own)
			return own == mm;
	}
	return false;
}

/**
 * lc_decision_kills() - determine why a process is sent SIGKILL by the OOM killer
 * @victim: the thread that is passed to the kernel's send function
 * @selected: receives why and the memory; LC_SELECTION_NONE if that is not known
 *
 * The kernel holds the alloc_lock of a thread of a process that it has selected itself,
 * so the thread's mm does not change. Others that share this mm are killed next; the
 * kernel holds a reference to it until then.
 *
 * Context: RCU read side, in the task that decides.
 */
void lc_decision_kills(struct task_struct *victim, struct lc_selected *selected)
{
	killed = victim->signal;
	selected->selection = LC_SELECTION_NONE;
	if (victim->signal == member)
		selected->selection = LC_SELECTION_GROUP;
	else if (!member && is_chosen(victim))
		selected->selection = LC_SELECTION_CHOSEN;
	if (selected->selection != LC_SELECTION_NONE)
		victim_mm = READ_ONCE(victim->mm);
	else if (victim_mm && shares_memory(victim, victim_mm))
		selected->selection = LC_SELECTION_SHARED_MM;
	selected->mm = selected->selection == LC_SELECTION_NONE ? NULL : victim_mm;
}

/**
 * lc_decision_has_killed() - check whether a process is the one that was just killed
 * @task: a thread of the process
 *
 * Context: Any context, in the task that decides.
 * Return: true if no other process has been sent SIGKILL since.
 */
bool lc_decision_has_killed(const struct task_struct *task)
{
	return task->signal == killed;
}

/**
 * lc_decision_marks() - determine why a process is selected without being killed
 * @victim: thread of a process that is exiting, marked as a victim
 * @selected: receives why and the memory; LC_SELECTION_NONE if that is not known
 *
 * Context: RCU read side, in the task that decides; @victim is current, or its
 * alloc_lock is held.
 */
void lc_decision_marks(struct task_struct *victim, struct lc_selected *selected)
{
	selected->mm = READ_ONCE(victim->mm);
	selected->selection = LC_SELECTION_NONE;
	if (is_chosen(victim))
		selected->selection = LC_SELECTION_CHOSEN;
	else if (victim == current)
		selected->selection = LC_SELECTION_EXITING;
}

/* Number of decisions that selected a victim. Context: any. */
u64 lc_decision_count(void)
{
	return READ_ONCE(decision.event);
}
