// SPDX-License-Identifier: GPL-2.0
#include <linux/sched/signal.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/string.h>

#include "record/actor.h"
#include "record/bookmark.h"
#include "record/cgroup.h"
#include "record/death.h"
#include "record/exec_path.h"
#include "record/history.h"
#include "record/place.h"
#include "record/program.h"
#include "record/share.h"
#include "record/stats.h"
#include "record/task.h"
#include "record/userns.h"
#include "record/waiters.h"

static enum lc_kept kind_of(const struct lc_task *rec, enum lc_cause cause)
{
	if (!rec->facts.is_leader)
		return LC_KEPT_THREAD;
	return cause == LC_CAUSE_EXITED || cause == LC_CAUSE_FAILED ? LC_KEPT_ORDINARY :
								     LC_KEPT_NOTABLE;
}

/* What others may still change of that on which the cause of a death depends. */
static u32 end_of(const struct lc_facts *facts)
{
	return READ_ONCE(facts->signal.sig) | READ_ONCE(facts->signal.origin) << 8 |
	       READ_ONCE(facts->oom) << 16 | READ_ONCE(facts->seccomp) << 24;
}

/* A task on this CPU that preempts the writer would wait for it forever. */
static void write_begin(struct lc_place *place)
{
	preempt_disable();
	raw_write_seqcount_begin(&place->seq);
}

static void write_end(struct lc_place *place)
{
	raw_write_seqcount_end(&place->seq);
	preempt_enable();
}

/**
 * lc_history_add() - add a death to the history
 * @rec: record of the task, still in the table
 * @reaping: end of the record
 *
 * The death is counted by its cause. A death without a struct pid is only counted:
 * no reader could be shown its entry.
 *
 * Context: RCU read side or RCU callback, no scheduler lock held.
 */
void lc_history_add(const struct lc_task *rec, const struct lc_reaping *reaping)
{
	struct lc_place *place;
	enum lc_cause cause;
	enum lc_kept kind;
	int status;
	u32 end;

	if (!reaping->pid) {
		lc_stats_inc(deaths[LC_CAUSE_UNKNOWN]);
		return;
	}
	status = lc_death_status(rec->task);
	end = end_of(&rec->facts);
	cause = lc_death_cause(&rec->facts, rec->task, status);
	kind = kind_of(rec, cause);
	place = lc_places_take(kind);
	if (!place) {
		lc_stats_inc(deaths[cause]);
		lc_places_lost(kind);
		return;
	}
	lc_death_drop(&place->death);
	write_begin(place);
	lc_death_fill(&place->death, rec, reaping);
	/* Others may have changed the record since: the cause is that of the facts beside it. */
	if (unlikely(end_of(&place->death.facts) != end))
		cause = lc_death_cause(&place->death.facts, rec->task, status);
	place->death.status = status;
	place->death.cause = cause;
	place->death.nr = 0;
	write_end(place);
	lc_stats_inc(deaths[cause]);
	lc_places_put(place, lc_share_user(__task_cred(rec->task)));
}

/* So many deaths are looked at while the lock is held. */
#define LOOKS 12

/* Return: number of the death at which to go on, 0 at the end. */
static u64 note_oldest(struct lc_bookmark *mark, u64 from, u64 oldest_ns[LC_KEPT_NR])
{
	struct lc_place *place;
	unsigned long flags;
	int i;

	raw_spin_lock_irqsave(&lc_places_lock, flags);
	for (i = 0; i < LOOKS; i++) {
		place = lc_bookmark_advance(mark, from);
		if (IS_ERR_OR_NULL(place))
			break;
		from = place->node.nr + 1;
		if (!oldest_ns[place->kind])
			oldest_ns[place->kind] = place->death.reaped_ns;
	}
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	return place ? from : 0;
}

/* Nothing is looked for in vain: it would be, in the whole history. */
static bool is_wanted(const u64 oldest_ns[LC_KEPT_NR])
{
	struct lc_kept_stats stats[LC_KEPT_NR];
	int kind;

	lc_places_stats(stats);
	for (kind = 0; kind < LC_KEPT_NR; kind++)
		if (stats[kind].kept && !oldest_ns[kind])
			return true;
	return false;
}

/**
 * lc_history_oldest() - get when the death with the lowest number of each kind was reaped
 * @oldest_ns: receives the times, 0 where there is no death
 *
 * Context: Process context, may sleep.
 */
void lc_history_oldest(u64 oldest_ns[LC_KEPT_NR])
{
	struct lc_bookmark mark = { 0 };
	u64 from = 1;

	memset(oldest_ns, 0, LC_KEPT_NR * sizeof(*oldest_ns));
	while (from && !fatal_signal_pending(current) && is_wanted(oldest_ns)) {
		from = note_oldest(&mark, from, oldest_ns);
		cond_resched();
	}
	lc_bookmark_leave(&mark);
}

/* So many nodes are passed at most in a list that may be broken. */
#define PEEKS 2097152

/**
 * lc_history_peek() - get the newest deaths in place
 * @newest: receives them, the newest first
 * @room: how many it can receive
 *
 * A CPU may have been stopped while it changed the list. Forwards, the links lead through
 * it all the same.
 *
 * Context: No other CPU is running any more.
 * Return: how many it has received.
 */
unsigned int lc_history_peek(const struct lc_death **newest, unsigned int room)
{
	unsigned int deaths = 0, passed = 0, kept;
	struct lc_node *node;

	list_for_each_entry(node, &lc_places_order, order) {
		deaths += !!node->nr;
		if (++passed == PEEKS)
			break;
	}
	kept = min(deaths, room);
	list_for_each_entry(node, &lc_places_order, order) {
		if (!passed--)
			break;
		if (node->nr && deaths-- <= kept)
			newest[deaths] = &container_of(node, struct lc_place, node)->death;
	}
	return kept;
}

/* Evict the oldest death unless it is newer than @last. Return: false if there is none. */
static bool evict_oldest(struct lc_bookmark *mark, u64 last)
{
	struct lc_actor_refs actors = { 0 };
	struct lc_exec_path *exec_path = NULL;
	struct lc_program *program = NULL;
	struct lc_userns *userns = NULL;
	struct lc_cgroup *cgroup = NULL;
	struct lc_place *place;
	unsigned long flags;
	bool found;

	raw_spin_lock_irqsave(&lc_places_lock, flags);
	place = lc_bookmark_advance(mark, 1);
	found = !IS_ERR_OR_NULL(place) && place->node.nr <= last;
	if (found) {
		raw_write_seqcount_begin(&place->seq);
		swap(userns, place->death.userns);
		swap(cgroup, place->death.cgroup);
		swap(program, place->death.facts.program);
		swap(exec_path, place->death.facts.exec_path);
		place->death.nr = 0;
		lc_actor_take_all(&place->death.facts, &actors);
		raw_write_seqcount_end(&place->seq);
		lc_places_vacate(place);
	}
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	lc_actor_put_all(&actors);
	lc_program_put(program);
	lc_exec_path_put(exec_path);
	lc_cgroup_put(cgroup);
	lc_userns_put(userns);
	return found || IS_ERR(place);
}

/**
 * lc_history_clear() - clear the history
 *
 * Context: Process context, may sleep.
 */
void lc_history_clear(void)
{
	struct lc_bookmark mark = { 0 };
	/* What dies meanwhile stays. */
	u64 last = lc_places_newest();

	while (evict_oldest(&mark, last))
		cond_resched();
	lc_bookmark_leave(&mark);
}

/**
 * lc_history_init() - allocate the first places of the history
 * @sizes: number of deaths of each kind that it can hold, at least 1
 *
 * Context: Process context.
 * Return: 0, or -ENOMEM with nothing left allocated.
 */
int lc_history_init(const unsigned int sizes[LC_KEPT_NR])
{
	int kind, ret;

	lc_waiters_init();
	ret = lc_places_init();
	if (ret)
		return ret;
	for (kind = 0; kind < LC_KEPT_NR && !ret; kind++)
		ret = lc_places_resize(kind, sizes[kind]);
	if (ret)
		lc_places_free();
	return ret;
}

/**
 * lc_history_exit() - free the history
 *
 * Context: Process context. No hook is attached, no reader is left, and the RCU
 * callbacks that hooks have queued have run.
 */
void lc_history_exit(void)
{
	lc_waiters_exit();
	lc_places_free();
}
