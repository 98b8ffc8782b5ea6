// SPDX-License-Identifier: GPL-2.0
#include <linux/cgroup.h>
#include <linux/memcontrol.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/oom.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/user_namespace.h>
#include <linux/workqueue.h>

#include "base/clock.h"
#include "base/path.h"
#include "record/oom.h"
#include "record/stats.h"
#include "record/table.h"

/*
 * The references of an evicted kill cannot be dropped where a kill is recorded: a
 * worker drops them. The ring has more slots than kills are shown, for kills that are
 * recorded before the worker has run.
 */
#define SLOTS (LC_OOM_KEPT + 64)

struct slot {
	seqcount_t seq;
	struct lc_oom_kill kill;
};

/* Serializes writers of the ring. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static struct slot *ring;
static u64 newest;
static u64 evicted;		/* kills up to this number are not shown */
static u64 released;		/* kills up to this number hold no references */
static u64 lost;

/* Guarded by the kernel's oom_lock: one decision at a time. */
static struct lc_oom_decision decision;
static const struct task_struct *killer;
static const struct mm_struct *victim_mm;

static struct slot *slot_of(u64 seq)
{
	return &ring[seq % SLOTS];
}

/* The cgroup whose memory is exhausted; NULL if the machine's memory is. */
static const struct cgroup *cgroup_of(const struct oom_control *oc)
{
#ifdef CONFIG_MEMCG
	return oc->memcg ? oc->memcg->css.cgroup : NULL;
#else
	return NULL;
#endif
}

/**
 * lc_oom_begin() - record a decision of the OOM killer
 * @oc: the decision
 *
 * Context: Entry of oom_kill_process(), in the task that requested memory, oom_lock
 * held.
 */
void lc_oom_begin(const struct oom_control *oc)
{
	const struct cgroup *cgroup = cgroup_of(oc);

	WRITE_ONCE(decision.event, decision.event + 1);
	decision.kind = cgroup ? LC_OOM_CGROUP : LC_OOM_GLOBAL;
	lc_nspid_comm(decision.trigger_comm, current);
	decision.trigger_uid = current_uid();
	decision.chosen = oc->chosen->signal;
	decision.points = oc->chosen_points;
	decision.order = oc->order;
	decision.gfp_mask = oc->gfp_mask;
	decision.cgroup[0] = '\0';
	decision.cgroup_v1 = cgroup && cgroup->root != &cgrp_dfl_root;
	if (cgroup)
		lc_path_cgroup(decision.cgroup, sizeof(decision.cgroup), cgroup);
	victim_mm = NULL;
	WRITE_ONCE(killer, current);
}

/**
 * lc_oom_end() - record that all kills of a decision have been made
 *
 * Context: Return from oom_kill_process().
 */
void lc_oom_end(void)
{
	WRITE_ONCE(killer, NULL);
}

/**
 * lc_oom_is_killing() - check whether a task is killing as the OOM killer
 * @task: the task
 *
 * Context: Any context.
 * Return: true if it is. If @task is current, this does not change meanwhile.
 */
bool lc_oom_is_killing(const struct task_struct *task)
{
	return READ_ONCE(killer) == task;
}

/*
 * The mm of a victim; NULL if it may not be read. The kernel holds the alloc_lock of
 * the victim itself, so its mm cannot change. It does not lock other processes that
 * use the same mm, but it holds a reference to that mm. One of these may be replacing
 * its mm in an exec right now, and may hold its own alloc_lock. It cannot drop the new
 * mm: before it could, it needs its siglock, which is held here.
 */
static const struct mm_struct *mm_of(struct task_struct *victim)
{
	const struct mm_struct *mm = READ_ONCE(victim->mm);

	if (spin_is_locked(&victim->alloc_lock))
		victim_mm = mm;
	return mm == victim_mm ? mm : NULL;
}

static void fill_sizes(struct lc_oom_sizes *sizes, const struct mm_struct *mm)
{
	/* It is only read, but the kernel's functions take no const pointer. */
	struct mm_struct *counters = (struct mm_struct *)mm;

	sizes->known = mm;
	if (!mm)
		return;
	sizes->total_vm = READ_ONCE(mm->total_vm);
	sizes->anon = get_mm_counter(counters, MM_ANONPAGES);
	sizes->file = get_mm_counter(counters, MM_FILEPAGES);
	sizes->shmem = get_mm_counter(counters, MM_SHMEMPAGES);
	sizes->swap = get_mm_counter(counters, MM_SWAPENTS);
	sizes->page_tables_bytes = mm_pgtables_bytes(counters);
}

static void fill(struct lc_oom_kill *kill, struct task_struct *task)
{
	const struct cred *cred = __task_cred(task);
	struct pid *pid = task_tgid(task);

	kill->seq = newest + 1;
	kill->decision = decision;
	kill->killed_ns = lc_clock_now();
	kill->freed_ns = 0;
	kill->victim = (struct lc_subject) {
		.pid = get_pid(pid),
		.user_ns = get_user_ns(cred->user_ns),
		.uid = cred->uid,
		.euid = cred->euid,
		.suid = cred->suid,
	};
	lc_nspid_comm(kill->comm, task);
	lc_nspid_set(&kill->trigger, task_pid(current), pid);
	kill->was_chosen = task->signal == decision.chosen;
	kill->adj = READ_ONCE(task->signal->oom_score_adj);
	fill_sizes(&kill->sizes, mm_of(task));
}

static u64 record_kill(struct task_struct *victim)
{
	unsigned long flags;
	struct slot *slot;
	u64 seq = 0;

	raw_spin_lock_irqsave(&lock, flags);
	/* Pairs with release_up_to(): the slot's references have been dropped. */
	if (newest - smp_load_acquire(&released) >= SLOTS) {
		WRITE_ONCE(lost, lost + 1);
	} else {
		seq = newest + 1;
		slot = slot_of(seq);
		raw_write_seqcount_begin(&slot->seq);
		fill(&slot->kill, victim);
		raw_write_seqcount_end(&slot->seq);
		WRITE_ONCE(newest, seq);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return seq;
}

static void release_up_to(u64 last);

static void release(struct work_struct *work)
{
	release_up_to(READ_ONCE(newest) - LC_OOM_KEPT);
}

static DECLARE_WORK(release_work, release);

/**
 * lc_oom_killed() - record that the OOM killer kills a process
 * @victim: a thread of the process
 *
 * Context: RCU read side, in a task that lc_oom_is_killing(); no scheduler lock held.
 */
void lc_oom_killed(struct task_struct *victim)
{
	struct lc_task *rec = lc_table_leader(victim);
	u64 seq = record_kill(victim);

	lc_stats_inc(oom_kills);
	if (rec) {
		rec->facts.oom = decision.kind;
		rec->facts.oom_seq = seq;
	}
	if (seq > LC_OOM_KEPT)
		schedule_work(&release_work);
}

/**
 * lc_oom_gone() - record that a victim's last thread has released its memory
 * @seq: number of the kill
 * @now_ns: current time
 *
 * Context: Any context, except where a kill is recorded.
 */
void lc_oom_gone(u64 seq, u64 now_ns)
{
	struct slot *slot = slot_of(seq);
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	if (slot->kill.seq == seq && seq > READ_ONCE(released)) {
		raw_write_seqcount_begin(&slot->seq);
		slot->kill.freed_ns = now_ns;
		raw_write_seqcount_end(&slot->seq);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

/* Number of the newest kill, 0 if none. Context: any. */
u64 lc_oom_newest(void)
{
	return READ_ONCE(newest);
}

/* Number of the oldest kill that is shown. Context: any. */
u64 lc_oom_oldest(void)
{
	u64 total = READ_ONCE(newest);
	u64 hidden = total > LC_OOM_KEPT ? total - LC_OOM_KEPT : 0;

	return max(hidden, READ_ONCE(evicted)) + 1;
}

/* Number of decisions. Context: any. */
u64 lc_oom_events(void)
{
	return READ_ONCE(decision.event);
}

/* Number of kills that found no slot. Context: any. */
u64 lc_oom_lost(void)
{
	return READ_ONCE(lost);
}

/* Size of the ring in bytes. Context: any. */
size_t lc_oom_memory(void)
{
	return SLOTS * sizeof(*ring);
}

/**
 * lc_oom_copy() - copy a kill
 * @seq: number of the kill
 * @kill: the copy; its references are valid until the end of the read side
 *
 * Context: RCU read side.
 * Return: true if the kill is still shown.
 */
bool lc_oom_copy(u64 seq, struct lc_oom_kill *kill)
{
	const struct slot *slot = slot_of(seq);
	unsigned int count;

	do {
		count = raw_read_seqcount_begin(&slot->seq);
		*kill = slot->kill;
	} while (read_seqcount_retry(&slot->seq, count));
	return kill->seq == seq && seq >= lc_oom_oldest();
}

static DEFINE_MUTEX(release_lock);

/* Evict kills, and drop the references that they hold. */
static void release_up_to(u64 last)
{
	u64 seq;

	mutex_lock(&release_lock);
	if (last > evicted)
		WRITE_ONCE(evicted, last);
	/* Readers that have already begun do not see the new value. */
	synchronize_rcu();
	for (seq = released + 1; seq <= last; seq++) {
		put_pid(slot_of(seq)->kill.victim.pid);
		put_user_ns(slot_of(seq)->kill.victim.user_ns);
	}
	if (last > released)
		/* From here on the slots may be reused. Pairs with record_kill(). */
		smp_store_release(&released, last);
	mutex_unlock(&release_lock);
}

/**
 * lc_oom_clear() - clear the list
 *
 * Context: Process context, may sleep.
 */
void lc_oom_clear(void)
{
	release_up_to(READ_ONCE(newest));
}

/**
 * lc_oom_init() - allocate the list
 *
 * Context: Process context.
 * Return: 0 or -ENOMEM.
 */
int lc_oom_init(void)
{
	unsigned int i;

	ring = kvcalloc(SLOTS, sizeof(*ring), GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	for (i = 0; i < SLOTS; i++)
		seqcount_init(&ring[i].seq);
	return 0;
}

/**
 * lc_oom_exit() - free the list
 *
 * Context: Process context. Hooks are detached, no reader is left.
 */
void lc_oom_exit(void)
{
	cancel_work_sync(&release_work);
	lc_oom_clear();
	kvfree(ring);
}
