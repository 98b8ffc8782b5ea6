/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Cgroups that readers of events follow, with all that is below them. Each has a bit, which an
 * event gets if its task is in the cgroup when it happens. A cgroup is known by its name: one
 * that is made again, as systemd does when a service starts, is followed like the first.
 */
#ifndef LC_CGROUP_WATCH_H
#define LC_CGROUP_WATCH_H

#include <linux/sched.h>
#include <linux/uidgid.h>

/* As many as there are bits. */
#define LC_CGROUP_WATCHES 16

/* How many of them one user can have, and how many are reserved for root. */
#define LC_CGROUP_WATCHES_OF_USER 2
#define LC_CGROUP_WATCHES_RESERVED 4

extern u16 lc_cgroup_watches;
u16 lc_cgroup_watched_slowpath(struct task_struct *task, u16 watches);

/* The followed cgroups that a task is in, a bit each. Context: RCU read side. */
static inline u16 lc_cgroup_watched(struct task_struct *task)
{
	/* Pairs with lc_cgroup_watch_open(). */
	u16 watches = smp_load_acquire(&lc_cgroup_watches);

	return unlikely(watches) ? lc_cgroup_watched_slowpath(task, watches) : 0;
}

int lc_cgroup_watch_open(const char *root, const char *path, const char *unit, kuid_t uid,
			 bool privileged);
void lc_cgroup_watch_close(int watch);

#endif /* LC_CGROUP_WATCH_H */
