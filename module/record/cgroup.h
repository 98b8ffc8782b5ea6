/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The cgroups in which the dead and those who acted on others have been. All who were in one
 * cgroup share its path, which outlives it and does not hold it.
 */
#ifndef LC_CGROUP_H
#define LC_CGROUP_H

#include <linux/refcount.h>
#include <linux/types.h>

#include "base/path.h"

struct task_struct;

/**
 * struct lc_cgroup - a cgroup of the unified hierarchy
 * @refs: references; readers need none in an RCU read side
 * @rcu: frees it a grace period after the last reference
 * @link: link in the table of cgroups
 * @id: its ID, which no other cgroup ever has
 * @path: its path, from the root of the hierarchy; "..." replaces a cut beginning
 */
struct lc_cgroup {
	refcount_t refs;
	struct rcu_head rcu;
	struct hlist_node link;
	u64 id;
	char path[LC_CGROUP_LEN];
};

u64 lc_cgroup_id(struct task_struct *task);
struct lc_cgroup *lc_cgroup_of(struct task_struct *task);
void lc_cgroup_put(struct lc_cgroup *cgroup);

/* Path of a cgroup, or NULL if it is not known. */
static inline const char *lc_cgroup_path(const struct lc_cgroup *cgroup)
{
	return cgroup ? cgroup->path : NULL;
}

unsigned int lc_cgroup_kept(void);
u64 lc_cgroup_lost(void);
size_t lc_cgroup_memory(void);
int lc_cgroup_init(void);
void lc_cgroup_exit(void);

#endif /* LC_CGROUP_H */
