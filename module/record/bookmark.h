/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where a reader of the history is: a node of its own in the list of deaths, which other
 * readers pass. So it lets go of the list between two deaths, and finds its place again
 * whatever has been evicted meanwhile.
 */
#ifndef LC_BOOKMARK_H
#define LC_BOOKMARK_H

#include "base/access.h"
#include "record/place.h"

/**
 * struct lc_bookmark - how far a reader has come
 * @node: its place in the order of deaths
 * @from: all deaths with this or a higher number come after @node; 0 if it has no place
 */
struct lc_bookmark {
	struct lc_node node;
	u64 from;
};

struct lc_place *lc_bookmark_advance(struct lc_bookmark *mark, u64 from);
int lc_bookmark_next(struct lc_bookmark *mark, u64 from, struct lc_death *death);
int lc_bookmark_find(struct lc_bookmark *mark, pid_t pid, const struct lc_viewer *viewer,
		     struct lc_death *death);
void lc_bookmark_leave(struct lc_bookmark *mark);

#endif /* LC_BOOKMARK_H */
