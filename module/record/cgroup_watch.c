// SPDX-License-Identifier: GPL-2.0
#include <linux/bitops.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/string.h>

#include "base/path.h"
#include "record/cgroup_watch.h"

/**
 * struct watch - a cgroup that is followed
 * @path: its path; with @name that of what it is looked for below
 * @name: its name, empty if @path is its own
 * @uid: the user who follows it
 */
struct watch {
	char path[LC_CGROUP_LEN];
	char name[LC_CGROUP_LEN];
	kuid_t uid;
};

/* Serializes what follows and what closes. */
static DEFINE_MUTEX(lock);
static struct watch all[LC_CGROUP_WATCHES];

/* Those that are in use, a bit each. */
u8 lc_cgroup_watches;

/**
 * lc_cgroup_watched_slowpath() - find the followed cgroups that a task is in
 * @task: the task, living or dead
 * @watches: those that are followed
 *
 * Context: RCU read side. The lock of a run queue may be held.
 * Return: those that it is in, a bit each.
 */
u8 lc_cgroup_watched_slowpath(struct task_struct *task, u8 watches)
{
	u8 found = 0;
	int i;

	for (i = 0; i < LC_CGROUP_WATCHES; i++)
		if (watches & BIT(i) &&
		    lc_path_task_is_in(task, all[i].path, all[i].name[0] ? all[i].name : NULL))
			found |= BIT(i);
	return found;
}

static int find_free(kuid_t uid, bool privileged)
{
	unsigned int i, of_user = 0;

	for (i = 0; i < LC_CGROUP_WATCHES; i++)
		of_user += lc_cgroup_watches & BIT(i) && uid_eq(all[i].uid, uid);
	if (!privileged &&
	    (of_user >= LC_CGROUP_WATCHES_OF_USER ||
	     hweight8(lc_cgroup_watches) >= LC_CGROUP_WATCHES - LC_CGROUP_WATCHES_RESERVED))
		return -EBUSY;
	return lc_cgroup_watches == U8_MAX ? -EBUSY : (int)ffz(lc_cgroup_watches);
}

static int set(struct watch *watch, const char *root, const char *cgroup)
{
	size_t room = sizeof(watch->path), len;

	if (strscpy(watch->path, root, room) < 0)
		return -EINVAL;
	watch->name[0] = '\0';
	if (*cgroup != '/')
		return strscpy(watch->name, cgroup, sizeof(watch->name)) < 0 ? -EINVAL : 0;
	if (strlcat(watch->path, cgroup, room) >= room)
		return -EINVAL;
	for (len = strlen(watch->path); len && watch->path[len - 1] == '/'; len--)
		watch->path[len - 1] = '\0';
	return 0;
}

/**
 * lc_cgroup_watch_open() - follow a cgroup of the unified hierarchy
 * @root: path of what the user sees as the root of the hierarchy, empty if it is that
 * @cgroup: path of the cgroup below @root; or the name of any that is there
 * @uid: the user who follows it
 * @privileged: the bits that are reserved for root may be used, and any number of them
 *
 * It need not exist yet.
 *
 * Context: Process context. Pair with lc_cgroup_watch_close().
 * Return: the number of its bit, -EBUSY if there is none left, -EINVAL if a path is too long.
 */
int lc_cgroup_watch_open(const char *root, const char *cgroup, kuid_t uid, bool privileged)
{
	int watch, ret;

	mutex_lock(&lock);
	watch = find_free(uid, privileged);
	if (watch >= 0) {
		ret = set(&all[watch], root, cgroup);
		all[watch].uid = uid;
		if (ret)
			watch = ret;
		else
			/* Pairs with lc_cgroup_watched(): the names are there. */
			smp_store_release(&lc_cgroup_watches, lc_cgroup_watches | BIT(watch));
	}
	mutex_unlock(&lock);
	return watch;
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
	/* After this nobody reads its names. */
	synchronize_rcu();
	mutex_unlock(&lock);
}
