// SPDX-License-Identifier: GPL-2.0
#include <linux/bitops.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/string.h>

#include "base/path.h"
#include "base/within.h"
#include "record/cgroup_watch.h"

/**
 * struct watch - a cgroup that is followed
 * @path: its path; of a unit, that below which it is looked for
 * @level: how many names @path has
 * @unit: name of the unit; empty if @path is the cgroup's own
 * @uid: the user who follows it
 */
struct watch {
	char path[LC_CGROUP_LEN];
	int level;
	char unit[LC_CGROUP_LEN];
	kuid_t uid;
};

/* Serializes what follows and what closes. */
static DEFINE_MUTEX(lock);
static struct watch all[LC_CGROUP_WATCHES];
static u16 used;

/* Those of them that are not being closed, a bit each. */
u16 lc_cgroup_watches;

static bool is_in(struct task_struct *task, const struct watch *watch)
{
	return watch->unit[0] ?
	       lc_within_unit(task, watch->unit, watch->path, watch->level) :
	       lc_within_cgroup(task, watch->path, watch->level);
}

/**
 * lc_cgroup_watched_slowpath() - find the followed cgroups that a task is in
 * @task: the task, living or dead
 * @watches: those that are followed
 *
 * Context: RCU read side. The lock of a run queue may be held.
 * Return: those that it is in, a bit each.
 */
u16 lc_cgroup_watched_slowpath(struct task_struct *task, u16 watches)
{
	u16 found = 0;
	int i;

	for (i = 0; i < LC_CGROUP_WATCHES; i++)
		if (watches & BIT(i) && is_in(task, &all[i]))
			found |= BIT(i);
	return found;
}

static int find_free(kuid_t uid, bool privileged)
{
	unsigned int i, of_user = 0;

	for (i = 0; i < LC_CGROUP_WATCHES; i++)
		of_user += used & BIT(i) && uid_eq(all[i].uid, uid);
	if (!privileged && (of_user >= LC_CGROUP_WATCHES_OF_USER ||
			    hweight16(used) >= LC_CGROUP_WATCHES - LC_CGROUP_WATCHES_RESERVED))
		return -EBUSY;
	return used == U16_MAX ? -EBUSY : (int)ffz(used);
}

static int set(struct watch *watch, const char *root, const char *path, const char *unit)
{
	const size_t room = sizeof(watch->path);
	char *at, *end;

	if (strscpy(watch->path, root, room) < 0 || strlcat(watch->path, path, room) >= room ||
	    strscpy(watch->unit, unit, sizeof(watch->unit)) < 0)
		return -EINVAL;
	for (end = watch->path + strlen(watch->path); end > watch->path && end[-1] == '/'; end--)
		end[-1] = '\0';
	watch->level = 0;
	for (at = watch->path; *at; at++)
		watch->level += *at == '/';
	return 0;
}

/**
 * lc_cgroup_watch_open() - follow a cgroup of the unified hierarchy, or a unit of systemd
 * @root: path of what the user sees as the root of the hierarchy, empty if it is that
 * @path: path of the cgroup below @root, with a slash at its beginning; empty for a unit
 * @unit: name of the unit; empty for a cgroup
 * @uid: the user who follows it
 * @privileged: the bits that are reserved for root may be used, and any number of them
 *
 * It need not exist yet.
 *
 * Context: Process context. Pair with lc_cgroup_watch_close().
 * Return: the number of its bit, -EBUSY if there is none left, -EINVAL if a name is too long, or
 * -EINTR.
 */
int lc_cgroup_watch_open(const char *root, const char *path, const char *unit, kuid_t uid,
			 bool privileged)
{
	int watch, ret;

	if (mutex_lock_killable(&lock))
		return -EINTR;
	watch = find_free(uid, privileged);
	ret = watch < 0 ? watch : set(&all[watch], root, path, unit);
	if (!ret) {
		all[watch].uid = uid;
		used |= BIT(watch);
		/* Pairs with lc_cgroup_watched(): the names are there. */
		smp_store_release(&lc_cgroup_watches, lc_cgroup_watches | BIT(watch));
	}
	mutex_unlock(&lock);
	return ret ?: watch;
}

/**
 * lc_cgroup_watch_close() - cease to follow a cgroup
 * @watch: its number
 *
 * Context: Process context.
 */
void lc_cgroup_watch_close(int watch)
{
	mutex_lock(&lock);
	WRITE_ONCE(lc_cgroup_watches, lc_cgroup_watches & ~BIT(watch));
	mutex_unlock(&lock);
	/* After this nobody reads its names. */
	synchronize_rcu();
	mutex_lock(&lock);
	used &= ~BIT(watch);
	mutex_unlock(&lock);
}
