/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_MEMBERS_H
#define LCT_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct lct_member - a task of a family; @tgid and @born_ns identify it even after an exec by
 *		       another thread, which changes its PID
 * @gone:	it has been reaped
 * @has_row:	its row in the history has been read
 * @seen:	found by the newest look at all tasks
 */
struct lct_member {
	int64_t tgid;
	int64_t born_ns;
	bool gone, has_row, seen;
};

/**
 * struct lct_members - the tasks of a family, living and dead
 * @alive:	how many have not been reaped
 * @rowless:	how many have been reaped, but their rows have not been read
 *
 * The other members belong to members.c.
 */
struct lct_members {
	size_t alive, rowless;

	void *root;
	struct lct_member **all;
	size_t nr, room;
};

struct lct_member *lct_members_find(const struct lct_members *m, int64_t tgid, int64_t born_ns);
struct lct_member *lct_members_add(struct lct_members *m, int64_t tgid, int64_t born_ns);
void lct_members_reap(struct lct_members *m, struct lct_member *member);
void lct_members_row(struct lct_members *m, struct lct_member *member);
void lct_members_reap_unseen(struct lct_members *m);
void lct_members_free(struct lct_members *m);

#endif
