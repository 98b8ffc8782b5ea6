/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_FAMILY_H
#define LC_FAMILY_H

#include <sys/types.h>

#include "task/rows.h"

struct lc_process;

/**
 * struct lc_family - who descends from whom
 * @tasks:	the tasks, which must not change while the family is in use
 * @process:	their processes, sorted by tgid and start
 * @nprocesses:	how many
 * @owner:	per task: the process it belongs to
 *
 * The other members belong to family.c.
 */
struct lc_family {
	const struct lc_tasks *tasks;
	struct lc_process *process;
	size_t nprocesses;
	size_t *owner;
	size_t *order;
};

/* What lc_family_rows() shows. */
#define LC_FAMILY_THREADS	1
#define LC_FAMILY_LIVING	2

/* All families, from their oldest known ancestors on. */
#define LC_FAMILY_ALL		(-1)

int lc_family_link(struct lc_family *f, const struct lc_tasks *tasks);
ssize_t lc_family_find(const struct lc_family *f, int64_t pid, int64_t at_ns);
const struct lc_task *lc_family_leader(const struct lc_family *f, size_t task);
int lc_family_rows(const struct lc_family *f, ssize_t root, int flags, struct lc_rows *rows);
int lc_family_members(const struct lc_family *f, ssize_t root, bool *member);
void lc_family_free(struct lc_family *f);

#endif
