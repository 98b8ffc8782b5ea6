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
 * What a forgotten kill has held cannot be let go where one is noted: a worker
 * does. There are some slots more than are shown for what comes meanwhile.
 */
#define SLOTS (LC_OOM_KEPT + 64)

struct slot {
	seqcount_t seq;
	struct lc_oom_kill kill;
};

/* Writers of the ring. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static struct slot *ring;
static u64 newest;
static u64 evicted;		/* up to this one they are not shown */
static u64 released;		/* up to this one they hold nothing */
static u64 lost;

/* The kernel's oom_lock guards this: one decision at a time. */
static struct lc_oom_decision decision;
static const struct task_struct *killer;
static const struct mm_struct *victim_mm;

static struct slot *slot_of(u64 seq)
{
	return &ring[seq % SLOTS];
}

/* Whose memory ran out: a cgroup's, or NULL if the machine's. */
static const struct cgroup *cgroup_of(const struct oom_control *oc)
{
#ifdef CONFIG_MEMCG
	return oc->memcg ? oc->memcg->css.cgroup : NULL;
#else
	return NULL;
#endif
}

/**
 * lc_oom_begin() - the OOM killer has made its choice
 * @oc: about what
 *
 * Context: entry of oom_kill_process(), in the task that wanted memory, oom_lock
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
 * lc_oom_end() - all that were to be killed have been
 *
 * Context: return from oom_kill_process().
 */
void lc_oom_end(void)
{
	WRITE_ONCE(killer, NULL);
}

/**
 * lc_oom_is_killing() - whether a task is the one that kills for memory
 * @task: the task; where it is current, and the answer is yes, it stays so
 *
 * Context: any.
 */
bool lc_oom_is_killing(const struct task_struct *task)
{
	return READ_ONCE(killer) == task;
}

/*
 * The victim itself is locked, and so is its memory there. Others that use the
 * same memory are not, but that is held. One of those may be changing its memory
 * by an exec right now, and be locked by itself: it cannot let go of the new one,
 * since on its way there it needs its siglock, which is held here.
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
	/* Only to be looked at, but the kernel does not say so. */
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
	/* Pairs with release_up_to(): what the slot held has been let go. */
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
 * lc_oom_killed() - the OOM killer kills a process
 * @victim: a thread of it
 *
 * Context: RCU read side, in lc_oom_is_killing(); no scheduler lock held.
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
 * lc_oom_gone() - a victim's last thread has given its memory back
 * @seq: number of the kill
 * @now_ns: when
 *
 * Context: any but where a kill is noted.
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

/* Number of the latest kill, 0 if there was none. Context: any. */
u64 lc_oom_newest(void)
{
	return READ_ONCE(newest);
}

/* Number of the oldest one that is shown. Context: any. */
u64 lc_oom_oldest(void)
{
	u64 total = READ_ONCE(newest);
	u64 hidden = total > LC_OOM_KEPT ? total - LC_OOM_KEPT : 0;

	return max(hidden, READ_ONCE(evicted)) + 1;
}

/* How many decisions there were. Context: any. */
u64 lc_oom_events(void)
{
	return READ_ONCE(decision.event);
}

/* How many kills found no slot. Context: any. */
u64 lc_oom_lost(void)
{
	return READ_ONCE(lost);
}

/* Bytes that the ring takes. Context: any. */
size_t lc_oom_memory(void)
{
	return SLOTS * sizeof(*ring);
}

/**
 * lc_oom_copy() - copy a kill
 * @seq: its number
 * @kill: the copy; its references are good until the end of the read side
 *
 * Context: RCU read side.
 * Return: whether it is shown still.
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

/* Forget kills, and let go of what they hold. */
static void release_up_to(u64 last)
{
	u64 seq;

	mutex_lock(&release_lock);
	if (last > evicted)
		WRITE_ONCE(evicted, last);
	/* Who has begun to read does not know of it yet. */
	synchronize_rcu();
	for (seq = released + 1; seq <= last; seq++) {
		put_pid(slot_of(seq)->kill.victim.pid);
		put_user_ns(slot_of(seq)->kill.victim.user_ns);
	}
	if (last > released)
		/* From here on a slot may be written anew. Pairs with record_kill(). */
		smp_store_release(&released, last);
	mutex_unlock(&release_lock);
}

/**
 * lc_oom_clear() - empty the list
 *
 * Context: process, may sleep.
 */
void lc_oom_clear(void)
{
	release_up_to(READ_ONCE(newest));
}

/**
 * lc_oom_init() - make the list
 *
 * Context: process.
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
 * Context: process; hooks are detached, no reader is left.
 */
void lc_oom_exit(void)
{
	cancel_work_sync(&release_work);
	lc_oom_clear();
	kvfree(ring);
}
