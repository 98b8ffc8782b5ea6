// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "base/clock.h"
#include "record/event_life.h"
#include "record/oom.h"
#include "record/oom_kill.h"
#include "record/stats.h"
#include "record/table.h"
#include "record/userns.h"

struct slot {
	seqcount_t seq;
	struct lc_oom_kill kill;
};

/* Serializes writers of the ring. Raw: taken in probes. */
static DEFINE_RAW_SPINLOCK(lock);
static struct slot *ring;
static u64 newest;
static u64 cleared;		/* kills up to this number are not shown */

static struct slot *slot_of(u64 seq)
{
	return &ring[seq % LC_OOM_KEPT];
}

/* The newest entry of a thread's process; NULL if there is none. The lock is held. */
static struct slot *find(struct task_struct *task)
{
	u64 seq, oldest = lc_oom_oldest();

	for (seq = newest; seq >= oldest; seq--)
		if (lc_identity_is_process(&slot_of(seq)->kill.id, task))
			return slot_of(seq);
	return NULL;
}

/*
 * Whether the process has an entry already. A member of a group may have been killed as
 * the one that was chosen, or for its memory: the entry shows that it was selected itself.
 * Threads of a process that is dying are marked one by one.
 */
static bool is_known(const struct lc_task *leader, struct task_struct *victim,
		     const struct lc_selected *selected)
{
	struct slot *slot = find(victim);

	if (!slot)
		/* This decision may have killed so many that the entry has been evicted. */
		return leader && leader->facts.oom;
	if (!selected->sigkill)
		return true;
	if (slot->kill.decision.event != lc_decision_now()->event)
		return false;
	if (selected->selection == LC_SELECTION_GROUP &&
	    slot->kill.selection != LC_SELECTION_CHOSEN) {
		raw_write_seqcount_begin(&slot->seq);
		slot->kill.selection = LC_SELECTION_GROUP;
		raw_write_seqcount_end(&slot->seq);
	}
	return true;
}

/*
 * The oldest entry makes room. References to the user namespaces of both are exchanged: what
 * is dropped may not be under the lock. Return: number of the entry.
 */
static u64 add(struct task_struct *victim, const struct cred *cred,
	       const struct lc_selected *selected, struct lc_userns **userns)
{
	u64 seq = newest + 1;
	struct slot *slot = slot_of(seq);

	raw_write_seqcount_begin(&slot->seq);
	lc_oom_kill_fill(&slot->kill, seq, victim, cred, selected);
	swap(slot->kill.userns, *userns);
	raw_write_seqcount_end(&slot->seq);
	WRITE_ONCE(newest, seq);
	return seq;
}

/*
 * What the leader's record keeps: the kill that ends the process, or else the first
 * selection, if something else ends it.
 */
static void note(struct lc_task *leader, const struct lc_selected *selected, u64 seq)
{
	if (!leader || leader->facts.oom)
		return;
	if (!selected->dying)
		leader->facts.oom = lc_decision_now()->kind;
	if (!selected->dying || !leader->facts.oom_seq)
		leader->facts.oom_seq = seq;
}

static void record(struct lc_task *leader, struct task_struct *victim,
		   const struct lc_selected *selected)
{
	/* Read once: the victim may change them at any time. */
	const struct cred *cred = __task_cred(victim);
	struct lc_userns *userns = lc_userns_get(cred->user_ns);
	unsigned long flags;
	u64 seq = 0;
	bool known;

	raw_spin_lock_irqsave(&lock, flags);
	known = is_known(leader, victim, selected);
	if (!known)
		seq = add(victim, cred, selected, &userns);
	raw_spin_unlock_irqrestore(&lock, flags);
	lc_userns_put(userns);
	if (known)
		return;
	lc_stats_inc(oom_kills);
	note(leader, selected, seq);
	if (leader && lc_event_traced(oom))
		lc_event_life_oom(leader, victim);
}

/* The signal has been sent by now: what the process did before is in its record. */
static bool was_dying(struct task_struct *task, const struct lc_task *leader)
{
	if (leader && leader->target_exiting)
		return true;
	return !atomic_read(&task->signal->live) ||
	       (thread_group_empty(task) && task->flags & PF_EXITING);
}

/**
 * lc_oom_killed() - record that the OOM killer sends SIGKILL to a process
 * @victim: a thread of the process
 * @queued: the signal was queued; otherwise the process was already dying
 *
 * Context: RCU read side, in a task that lc_decision_is_by(), the victim's siglock held.
 */
void lc_oom_killed(struct task_struct *victim, bool queued)
{
	struct lc_task *leader = lc_table_leader(victim);
	struct lc_selected selected = {
		.sigkill = true,
		.dying = !queued || was_dying(victim, leader),
	};

	lc_decision_kills(victim, &selected);
	record(leader, victim, &selected);
}

/**
 * lc_oom_marked() - record that the OOM killer has marked a thread as a victim
 * @victim: the thread
 *
 * The kernel marks what it has just killed. A process that it only marks was already
 * dying.
 *
 * Context: RCU read side, in a task that lc_decision_is_by(); @victim is current, or its
 * alloc_lock is held.
 */
void lc_oom_marked(struct task_struct *victim)
{
	struct lc_selected selected = { .dying = true };

	if (lc_decision_has_killed(victim))
		return;
	lc_decision_marks(victim, &selected);
	record(lc_table_leader(victim), victim, &selected);
}

/**
 * lc_oom_also_killed() - record that a task sends SIGKILL to a process
 * @victim: a thread of the process; nothing is recorded unless it is a victim
 * @sender: the task
 *
 * Context: RCU read side, no scheduler lock held.
 */
void lc_oom_also_killed(struct task_struct *victim, struct task_struct *sender)
{
	const struct lc_task *leader = lc_table_leader(victim);
	u64 seq = leader ? leader->facts.oom_seq : 0;
	struct slot *slot = slot_of(seq);
	unsigned long flags;

	if (!seq)
		return;
	raw_spin_lock_irqsave(&lock, flags);
	if (slot->kill.seq == seq && seq > cleared &&
	    !slot->kill.also_ns && !slot->kill.freed_ns) {
		raw_write_seqcount_begin(&slot->seq);
		lc_nspid_set(&slot->kill.also, task_tgid(sender), task_tgid(victim));
		lc_nspid_comm(slot->kill.also_comm, READ_ONCE(sender->group_leader));
		slot->kill.also_ns = lc_clock_now();
		raw_write_seqcount_end(&slot->seq);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
}

static void set_freed(struct slot *slot, u64 now_ns)
{
	raw_write_seqcount_begin(&slot->seq);
	slot->kill.freed_ns = now_ns;
	raw_write_seqcount_end(&slot->seq);
}

/**
 * lc_oom_gone() - record that a victim's last thread has released its memory
 * @victim: that thread
 * @seq: number of its first entry; later decisions may have added others
 * @now_ns: current time
 *
 * Context: RCU read side, not in the middle of lc_oom_killed() or lc_oom_marked().
 */
void lc_oom_gone(struct task_struct *victim, u64 seq, u64 now_ns)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	for (seq = max(seq, lc_oom_oldest()); seq <= newest; seq++)
		if (lc_identity_is_process(&slot_of(seq)->kill.id, victim))
			set_freed(slot_of(seq), now_ns);
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

	return max(hidden, READ_ONCE(cleared)) + 1;
}

/* Size of the ring in bytes. Context: any. */
size_t lc_oom_memory(void)
{
	return LC_OOM_KEPT * sizeof(*ring);
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

static struct lc_userns *take_userns(struct slot *slot)
{
	struct lc_userns *userns = NULL;
	unsigned long flags;

	raw_spin_lock_irqsave(&lock, flags);
	if (slot->kill.seq <= cleared) {
		raw_write_seqcount_begin(&slot->seq);
		swap(userns, slot->kill.userns);
		raw_write_seqcount_end(&slot->seq);
	}
	raw_spin_unlock_irqrestore(&lock, flags);
	return userns;
}

/**
 * lc_oom_clear() - clear the list
 *
 * Context: Process context.
 */
void lc_oom_clear(void)
{
	unsigned long flags;
	unsigned int i;

	raw_spin_lock_irqsave(&lock, flags);
	WRITE_ONCE(cleared, newest);
	raw_spin_unlock_irqrestore(&lock, flags);
	for (i = 0; i < LC_OOM_KEPT; i++)
		lc_userns_put(take_userns(&ring[i]));
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

	ring = kvcalloc(LC_OOM_KEPT, sizeof(*ring), GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	for (i = 0; i < LC_OOM_KEPT; i++)
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
	lc_oom_clear();
	kvfree(ring);
}
