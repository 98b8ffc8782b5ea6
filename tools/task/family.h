/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_FAMILY_H
#define LCT_FAMILY_H

#include <sys/types.h>

#include "task/rows.h"

struct lct_process;

/**
 * struct lct_family - processes and their descendants
 * @tasks:	the tasks, which must not change while the family is in use
 * @process:	their processes, sorted by tgid and start
 * @nprocesses:	how many
 * @owner:	per task: the process it belongs to
 *
 * The other members belong to family.c.
 */
struct lct_family {
	const struct lct_tasks *tasks;
	struct lct_process *process;
	size_t nprocesses;
	size_t *owner;
	size_t *order;
};

/* Flags of lct_family_rows(). */
#define LCT_FAMILY_THREADS	1
#define LCT_FAMILY_LIVING	2

/* All families, starting at their oldest known ancestors. */
#define LCT_FAMILY_ALL		(-1)

int lct_family_link(struct lct_family *f, const struct lct_tasks *tasks);
ssize_t lct_family_find(const struct lct_family *f, int64_t pid, int64_t at_ns);
const struct lct_task *lct_family_leader(const struct lct_family *f, size_t task);
int lct_family_rows(const struct lct_family *f, ssize_t root, int flags, const bool *wanted,
		    struct lct_rows *rows);
int lct_family_members(const struct lct_family *f, ssize_t root, bool *member);
void lct_family_free(struct lct_family *f);

#endif
