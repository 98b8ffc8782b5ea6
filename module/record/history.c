// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>
#include <linux/user_namespace.h>

#include "record/actor.h"
#include "record/bookmark.h"
#include "record/death.h"
#include "record/history.h"
#include "record/place.h"
#include "record/waiters.h"
#include "record/share.h"
#include "record/stats.h"
#include "record/task.h"

static enum lc_kept kind_of(const struct lc_task *rec, enum lc_cause cause)
{
	if (!rec->facts.is_leader)
		return LC_KEPT_THREAD;
	return cause == LC_CAUSE_EXITED || cause == LC_CAUSE_FAILED ? LC_KEPT_ORDINARY :
								     LC_KEPT_NOTABLE;
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
	struct lc_place *place;
	enum lc_cause cause;
	enum lc_kept kind;
	int status;

	if (!reaping->pid) {
		lc_stats_inc(deaths[LC_CAUSE_UNKNOWN]);
		return;
	}
	status = lc_death_status(rec->task);
	cause = lc_death_cause(&rec->facts, rec->task, status);
	kind = kind_of(rec, cause);
	place = lc_places_take(kind);
	if (!place) {
		lc_stats_inc(deaths[cause]);
		lc_places_lost(kind);
		return;
	}
	*drop_pid = place->death.pid;
	*drop_user_ns = place->death.user_ns;
	write_begin(place);
	lc_actor_take_all(&place->death.facts, &evicted);
	lc_death_fill(&place->death, rec, reaping);
	/* Others may have changed the record since: the cause is that of the facts beside it. */
	cause = lc_death_cause(&place->death.facts, rec->task, status);
	place->death.status = status;
	place->death.cause = cause;
	place->death.nr = 0;
	write_end(place);
	lc_stats_inc(deaths[cause]);
	lc_places_put(place, lc_share_user(__task_cred(rec->task)));
	lc_actor_put_all(&evicted);
}

/* So many deaths are looked at while the lock is held. */
#define LOOKS 16

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
	while (from && !fatal_signal_pending(current) &&
	       !(oldest_ns[LC_KEPT_NOTABLE] && oldest_ns[LC_KEPT_ORDINARY] &&
			 oldest_ns[LC_KEPT_THREAD])) {
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

/* What a death keeps alive that is dropped where memory may be freed. */
struct references {
	struct pid *pid;
	struct user_namespace *user_ns;
};

/* Evict the oldest death unless it is newer than @last. Return: false if there is none. */
static bool evict_oldest(struct lc_bookmark *mark, u64 last, struct references *refs,
			 unsigned int *n)
{
	struct lc_actor_refs actors = { 0 };
	struct lc_place *place;
	unsigned long flags;
	bool found;

	raw_spin_lock_irqsave(&lc_places_lock, flags);
	place = lc_bookmark_advance(mark, 1);
	found = !IS_ERR_OR_NULL(place) && place->node.nr <= last;
	if (found) {
		refs[(*n)++] = (struct references) { place->death.pid, place->death.user_ns };
		raw_write_seqcount_begin(&place->seq);
		place->death.pid = NULL;
		place->death.user_ns = NULL;
		place->death.nr = 0;
		lc_actor_take_all(&place->death.facts, &actors);
		raw_write_seqcount_end(&place->seq);
		lc_places_vacate(place);
	}
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	lc_actor_put_all(&actors);
	return found || IS_ERR(place);
}

/**
 * lc_history_clear() - clear the history
 *
 * This releases what the deaths have kept alive: PIDs, user namespaces and actors.
 *
 * Context: Process context, may sleep.
 * Return: 0; -ENOMEM with nothing cleared.
 */
int lc_history_clear(void)
{
	struct lc_kept_stats stats[LC_KEPT_NR];
	struct lc_bookmark mark = { 0 };
	struct references *refs;
	unsigned int most, n = 0, i;
	u64 last;

	/* What is kept may grow, but not by deaths that are cleared. */
	last = lc_places_newest();
	most = lc_places_stats(stats);
	refs = kvmalloc_array(most + 1, sizeof(*refs), GFP_KERNEL);
	if (!refs)
		return -ENOMEM;
	while (n < most && evict_oldest(&mark, last, refs, &n))
		cond_resched();
	lc_bookmark_leave(&mark);
	/* Readers that have copied a reference still use it. */
	synchronize_rcu();
	for (i = 0; i < n; i++) {
		put_pid(refs[i].pid);
		put_user_ns(refs[i].user_ns);
	}
	kvfree(refs);
	return 0;
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
