// SPDX-License-Identifier: GPL-2.0
#include <linux/err.h>

#include "record/bookmark.h"

/* A reader passes that many nodes at most while it holds the lock. */
#define STRIDE 32

/* Put the bookmark of a reader, which may have no place yet, before @next. */
static void move_before(struct lc_bookmark *mark, struct list_head *next)
{
	if (mark->from)
		list_del(&mark->node.order);
	list_add_tail(&mark->node.order, next);
}

/**
 * lc_bookmark_advance() - move towards the first death with a number or a higher one
 * @mark: position of the reader
 * @from: the number
 *
 * Continues where the last call has ended if @from is not lower than then.
 *
 * Context: lc_places_lock is held.
 * Return: the death's place, before which @mark is now; NULL at the end; -EAGAIN if it is
 * further on.
 */
struct lc_place *lc_bookmark_advance(struct lc_bookmark *mark, u64 from)
{
	struct list_head *at = &lc_places_order;
	struct lc_node *node;
	int i;

	if (mark->from && mark->from <= from)
		at = &mark->node.order;
	for (i = 0; i < STRIDE; i++) {
		at = at->next;
		if (at == &lc_places_order)
			break;
		node = list_entry(at, struct lc_node, order);
		if (node->nr >= from)
			break;
	}
	if (at != &mark->node.order)
		move_before(mark, at);
	mark->from = from;
	if (at == &lc_places_order)
		return NULL;
	return i < STRIDE ? container_of(node, struct lc_place, node) : ERR_PTR(-EAGAIN);
}

/* Return: false if the place has another death by now. */
static bool copy(const struct lc_place *place, u64 nr, struct lc_death *death)
{
	unsigned int seq;

	do {
		seq = raw_read_seqcount_begin(&place->seq);
		*death = place->death;
	} while (read_seqcount_retry(&place->seq, seq));
	return death->nr == nr;
}

/**
 * lc_bookmark_next() - copy the next death in the order of their numbers
 * @mark: position of the reader; remembered by the history until lc_bookmark_leave()
 * @from: lowest number
 * @death: the copy; its references are valid until the end of the read side
 *
 * Continues where the last call has ended if @from is not lower than then.
 *
 * Context: RCU read side.
 * Return: 1 if a death was copied; 0 if there is none; -EAGAIN if the reader has to leave
 * the read side for a moment and call again.
 */
int lc_bookmark_next(struct lc_bookmark *mark, u64 from, struct lc_death *death)
{
	struct lc_place *place;
	unsigned long flags;
	u64 nr = 0;

	if (from > lc_places_newest())
		return 0;
	raw_spin_lock_irqsave(&lc_places_lock, flags);
	place = lc_bookmark_advance(mark, from);
	if (!IS_ERR_OR_NULL(place))
		nr = place->node.nr;
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	if (IS_ERR_OR_NULL(place))
		return PTR_ERR(place);
	return copy(place, nr, death) ? 1 : -EAGAIN;
}

static bool has_pid(const struct lc_node *node, pid_t pid, const struct lc_viewer *viewer)
{
	const struct lc_place *place = container_of(node, struct lc_place, node);

	return node->nr && lc_access_pid(viewer, &place->death.id) == pid;
}

/**
 * lc_bookmark_find() - copy the newest death with a PID
 * @mark: position of the reader. The first call begins with the newest death, each further
 *	  call with the one before that which was returned
 * @pid: PID in the PID namespace of @viewer
 * @viewer: the reader
 * @death: the copy; its references are valid until the end of the read side
 *
 * Context: RCU read side.
 * Return: as lc_bookmark_next().
 */
int lc_bookmark_find(struct lc_bookmark *mark, pid_t pid, const struct lc_viewer *viewer,
		     struct lc_death *death)
{
	struct lc_node *node = NULL;
	struct list_head *at;
	unsigned long flags;
	bool found = false;
	u64 nr = 0;
	int i;

	raw_spin_lock_irqsave(&lc_places_lock, flags);
	at = mark->from ? &mark->node.order : &lc_places_order;
	for (i = 0; i < STRIDE && !found; i++) {
		at = at->prev;
		if (at == &lc_places_order)
			break;
		node = list_entry(at, struct lc_node, order);
		found = has_pid(node, pid, viewer);
	}
	if (found)
		nr = node->nr;
	if (at != &lc_places_order) {
		move_before(mark, at);
		mark->from = 1;
	}
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
	if (at == &lc_places_order)
		return 0;
	return found && copy(container_of(node, struct lc_place, node), nr, death) ? 1 :
	       -EAGAIN;
}

/**
 * lc_bookmark_leave() - forget the position of a reader
 * @mark: the position
 *
 * Context: Any context, no scheduler lock held.
 */
void lc_bookmark_leave(struct lc_bookmark *mark)
{
	unsigned long flags;

	if (!mark->from)
		return;
	raw_spin_lock_irqsave(&lc_places_lock, flags);
	list_del(&mark->node.order);
	mark->from = 0;
	raw_spin_unlock_irqrestore(&lc_places_lock, flags);
}
