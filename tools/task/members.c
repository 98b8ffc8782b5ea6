// SPDX-License-Identifier: GPL-2.0
/* The set of a family's tasks, as its births and reapings come. */
#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "task/members.h"

static int compare(const void *a, const void *b)
{
	const struct lct_member *x = a, *y = b;

	if (x->tgid != y->tgid)
		return x->tgid < y->tgid ? -1 : 1;
	return x->born_ns < y->born_ns ? -1 : x->born_ns > y->born_ns;
}

/**
 * lct_members_find() - find a member
 * @m:		the family
 * @tgid:	its process ID
 * @born_ns:	its birth
 *
 * Return: the member, or NULL.
 */
struct lct_member *lct_members_find(const struct lct_members *m, int64_t tgid, int64_t born_ns)
{
	const struct lct_member key = { .tgid = tgid, .born_ns = born_ns };
	struct lct_member **found = tfind(&key, &m->root, compare);

	return found ? *found : NULL;
}

static int grow(struct lct_members *m)
{
	const size_t room = m->room ? 2 * m->room : 64;
	struct lct_member **all;

	if (m->nr < m->room)
		return 0;
	all = reallocarray(m->all, room, sizeof(*all));
	if (!all)
		return -1;
	m->all = all;
	m->room = room;
	return 0;
}

/**
 * lct_members_add() - add a member, unless it is one
 * @m:		the family
 * @tgid:	its process ID
 * @born_ns:	its birth
 *
 * Return: the member, or NULL if out of memory.
 */
struct lct_member *lct_members_add(struct lct_members *m, int64_t tgid, int64_t born_ns)
{
	struct lct_member *member = lct_members_find(m, tgid, born_ns);

	if (member || grow(m))
		return member;
	member = calloc(1, sizeof(*member));
	if (!member)
		return NULL;
	member->tgid = tgid;
	member->born_ns = born_ns;
	if (!tsearch(member, &m->root, compare)) {
		free(member);
		return NULL;
	}
	m->all[m->nr++] = member;
	m->alive++;
	return member;
}

/**
 * lct_members_reap() - note that a member has been reaped
 * @m:		the family
 * @member:	the member
 */
void lct_members_reap(struct lct_members *m, struct lct_member *member)
{
	if (member->gone)
		return;
	member->gone = true;
	m->alive--;
	m->rowless++;
}

/**
 * lct_members_row() - note that a member's row in the history has been read
 * @m:		the family
 * @member:	the member
 */
void lct_members_row(struct lct_members *m, struct lct_member *member)
{
	lct_members_reap(m, member);
	m->rowless -= !member->has_row;
	member->has_row = true;
}

/**
 * lct_members_reap_unseen() - note that all members have been reaped that were not seen
 * @m:		the family
 */
void lct_members_reap_unseen(struct lct_members *m)
{
	size_t i;

	for (i = 0; i < m->nr; i++) {
		if (!m->all[i]->seen)
			lct_members_reap(m, m->all[i]);
		m->all[i]->seen = false;
	}
}

/**
 * lct_members_free() - free a family
 * @m:		the family
 */
void lct_members_free(struct lct_members *m)
{
	tdestroy(m->root, free);
	free(m->all);
	memset(m, 0, sizeof(*m));
}
