// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/user_namespace.h>

#include "record/actor.h"
#include "record/death.h"
#include "record/history.h"
#include "record/stats.h"
#include "record/task.h"

/* An entry of the ring. @seq lets readers copy it consistently. */
struct entry {
	seqcount_t seq;
	struct lc_death death;
};

/* Serializes writers of everything below. Raw: taken in probes, with preemption off. */
static DEFINE_RAW_SPINLOCK(ring_lock);
static struct entry *ring;
static unsigned int ring_size;
static u64 newest;		/* number of the newest death, 0 if none */
static u64 evicted;		/* deaths up to this number are no longer shown */

static struct entry *entry_of(u64 nr)
{
	u32 index;

	div_u64_rem(nr, ring_size, &index);
	return &ring[index];
}

/* Number of the newest death, 0 if none. Context: any. */
u64 lc_history_newest(void)
{
	return READ_ONCE(newest);
}

/* Number of deaths that are no longer in the history. Context: any. */
u64 lc_history_evicted(void)
{
	u64 total = READ_ONCE(newest);
	u64 overwritten = total > ring_size ? total - ring_size : 0;

	return max(overwritten, READ_ONCE(evicted));
}

/*
 * Number of the oldest death in the history. It is larger than lc_history_newest() if
 * the history is empty. Context: any.
 */
u64 lc_history_oldest(void)
{
	return lc_history_evicted() + 1;
}

/* Number of deaths in the history. Context: any. */
unsigned int lc_history_kept(void)
{
	return lc_history_newest() - lc_history_evicted();
}

/* Number of deaths that the history can hold. Context: any. */
unsigned int lc_history_max(void)
{
	return ring_size;
}

/* Size of the history in bytes. Context: any. */
size_t lc_history_memory(void)
{
	return ring_size * sizeof(*ring);
}

/**
 * lc_history_add() - add a death to the history
 * @rec: record of the task, still in the table
 * @reaping: end of the record
 * @drop_pid: receives a reference of the death that is evicted to make room. The
 *	      caller drops it where memory may be freed. NULL if there is none.
 * @drop_user_ns: likewise, valid if @drop_pid is not NULL
 *
 * The death is counted by its cause. A death without a struct pid is only counted:
 * no reader could be shown its entry.
 *
 * Context: RCU read side or RCU callback, no scheduler lock held.
 */
void lc_history_add(const struct lc_task *rec, const struct lc_reaping *reaping,
		    struct pid **drop_pid, struct user_namespace **drop_user_ns)
{
	struct lc_actor_refs evicted;
	struct entry *entry;
	unsigned long flags;

	if (!reaping->pid) {
		lc_stats_inc(deaths[LC_CAUSE_UNKNOWN]);
		return;
	}
	raw_spin_lock_irqsave(&ring_lock, flags);
	entry = entry_of(newest + 1);
	*drop_pid = entry->death.pid;
	*drop_user_ns = entry->death.user_ns;
	raw_write_seqcount_begin(&entry->seq);
	lc_actor_take_all(&entry->death.facts, &evicted);
	lc_death_fill(&entry->death, rec, reaping);
	entry->death.nr = newest + 1;
	raw_write_seqcount_end(&entry->seq);
	WRITE_ONCE(newest, newest + 1);
	lc_stats_inc(deaths[entry->death.cause]);
	raw_spin_unlock_irqrestore(&ring_lock, flags);
	lc_actor_put_all(&evicted);
}

/**
 * lc_history_copy() - copy a death
 * @nr: number of the death
 * @death: the copy; its references are valid until the end of the read side
 *
 * Context: RCU read side.
 * Return: true if the death is still in the history.
 */
bool lc_history_copy(u64 nr, struct lc_death *death)
{
	struct entry *entry = entry_of(nr);
	unsigned int seq;

	do {
		seq = raw_read_seqcount_begin(&entry->seq);
		*death = entry->death;
	} while (read_seqcount_retry(&entry->seq, seq));
	return death->nr == nr && nr > lc_history_evicted();
}

/**
 * lc_history_find() - find the newest death with a PID
 * @pid: PID
 * @ns: PID namespace of @pid
 * @before: search only deaths with a lower number; more than lc_history_newest() for all
 *
 * Context: RCU read side.
 * Return: number of the death, 0 if there is none.
 */
u64 lc_history_find(pid_t pid, const struct pid_namespace *ns, u64 before)
{
	u64 nr = min(before - 1, lc_history_newest());

	/* Entries are read in place, not copied: there may be very many. */
	for (; nr >= lc_history_oldest(); nr--)
		if (pid_nr_ns(READ_ONCE(entry_of(nr)->death.pid),
			      (struct pid_namespace *)ns) == pid)
			return nr;
	return 0;
}

/**
 * lc_history_peek() - get a death in place
 * @nr: number of the death
 *
 * Context: No other CPU is running any more.
 * Return: the death, or NULL if it is not in the history.
 */
const struct lc_death *lc_history_peek(u64 nr)
{
	const struct lc_death *death = &entry_of(nr)->death;

	return death->nr == nr && death->pid ? death : NULL;
}

/**
 * struct references - what an entry keeps alive
 * @pid: see struct lc_death
 * @user_ns: likewise
 * @actors: likewise
 */
struct references {
	struct pid *pid;
	struct user_namespace *user_ns;
	struct lc_actor_refs actors;
};

static void references_drop(const struct references *refs)
{
	put_pid(refs->pid);
	put_user_ns(refs->user_ns);
	lc_actor_put_all(&refs->actors);
}

/*
 * Take the references out of an entry if its death is not newer than @last. A newer
 * death may have been evicted just now by another caller, and readers may still use it.
 */
static bool entry_release(struct entry *entry, u64 last, struct references *refs)
{
	struct lc_death *death = &entry->death;
	unsigned long flags;

	raw_spin_lock_irqsave(&ring_lock, flags);
	refs->pid = death->nr <= last ? death->pid : NULL;
	refs->user_ns = death->user_ns;
	if (refs->pid) {
		raw_write_seqcount_begin(&entry->seq);
		death->pid = NULL;
		death->user_ns = NULL;
		lc_actor_take_all(&death->facts, &refs->actors);
		raw_write_seqcount_end(&entry->seq);
	}
	raw_spin_unlock_irqrestore(&ring_lock, flags);
	return refs->pid;
}

static void release_up_to(u64 last)
{
	struct references refs;
	unsigned int i;

	for (i = 0; i < ring_size; i++) {
		if (entry_release(&ring[i], last, &refs))
			references_drop(&refs);
		cond_resched();
	}
}

/**
 * lc_history_clear() - clear the history
 *
 * This releases what the deaths have kept alive: PIDs, user namespaces and actors.
 *
 * Context: Process context, may sleep.
 */
void lc_history_clear(void)
{
	unsigned long flags;
	u64 last;

	raw_spin_lock_irqsave(&ring_lock, flags);
	last = newest;
	WRITE_ONCE(evicted, last);
	raw_spin_unlock_irqrestore(&ring_lock, flags);
	/* Readers that have already begun do not see the new value. */
	synchronize_rcu();
	release_up_to(last);
}

/**
 * lc_history_init() - allocate the history
 * @history: number of deaths it holds, at least 1
 *
 * Context: Process context.
 * Return: 0 or -ENOMEM.
 */
int lc_history_init(unsigned int history)
{
	unsigned int i;

	ring = kvcalloc(history, sizeof(*ring), GFP_KERNEL);
	if (!ring)
		return -ENOMEM;
	ring_size = history;
	for (i = 0; i < history; i++)
		seqcount_init(&ring[i].seq);
	return 0;
}

/**
 * lc_history_exit() - free the history
 *
 * Context: Process context. No hook is attached, no reader is left, and the RCU
 * callbacks that hooks have queued have run.
 */
void lc_history_exit(void)
{
	release_up_to(newest);
	kvfree(ring);
}
