// SPDX-License-Identifier: GPL-2.0
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/nsproxy.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <linux/user_namespace.h>

#include "base/access.h"
#include "base/path.h"

/**
 * lc_access_open() - note who opens a file
 * @viewer: what to fill
 * @file: the file being opened by current
 *
 * Context: process. Pair with lc_access_close().
 */
void lc_access_open(struct lc_viewer *viewer, const struct file *file)
{
	viewer->file = file;
	viewer->ns = get_pid_ns(task_active_pid_ns(current));
	viewer->cgroup_ns = current->nsproxy->cgroup_ns;
	get_cgroup_ns(viewer->cgroup_ns);
	rcu_read_lock();
	lc_path_cgroup(viewer->cgroup_root, sizeof(viewer->cgroup_root),
		       lc_access_cgroup_root(viewer));
	rcu_read_unlock();
	if (!strcmp(viewer->cgroup_root, "/"))
		viewer->cgroup_root[0] = '\0';
	viewer->capable_ns = NULL;
}

/**
 * lc_access_close() - let go of a viewer
 * @viewer: from lc_access_open()
 *
 * Context: process.
 */
void lc_access_close(struct lc_viewer *viewer)
{
	put_cgroup_ns(viewer->cgroup_ns);
	put_pid_ns(viewer->ns);
}

/*
 * The answer is kept for the next row, which most often has the same user
 * namespace: a denial is then also audited once, not once a row. Asked anew
 * for each read(2), see lc_access_may_see().
 */
static bool capable_over(struct lc_viewer *viewer, struct user_namespace *user_ns)
{
	if (viewer->capable_ns != user_ns) {
		viewer->capable_ns = user_ns;
		viewer->capable = file_ns_capable(viewer->file, user_ns,
						  CAP_SYS_PTRACE);
	}
	return viewer->capable;
}

/* As in ptrace(2): the same uid in a namespace around the viewer's is somebody else. */
static bool is_within(const struct user_namespace *user_ns,
		      const struct user_namespace *around)
{
	while (user_ns->level > around->level)
		user_ns = user_ns->parent;
	return user_ns == around;
}

/**
 * lc_access_may_see() - decide whether a task is shown
 * @viewer: who reads; callers clear @viewer->capable_ns when a read begins,
 *	    since the namespace it points to may be gone by the next
 * @subject: who is looked at
 *
 * Context: RCU read side.
 */
bool lc_access_may_see(struct lc_viewer *viewer, const struct lc_subject *subject)
{
	const struct cred *cred = viewer->file->f_cred;

	if (!pid_nr_ns(subject->pid, viewer->ns))
		return false;
	if (uid_eq(cred->fsuid, subject->uid) && uid_eq(cred->fsuid, subject->euid) &&
	    uid_eq(cred->fsuid, subject->suid) &&
	    is_within(subject->user_ns, cred->user_ns))
		return true;
	return capable_over(viewer, subject->user_ns);
}

/**
 * lc_access_may_trace() - whether a viewer may see inside of every task like this one
 * @viewer: who reads
 * @subject: who is looked at, whom the viewer may see
 *
 * Context: RCU read side.
 */
bool lc_access_may_trace(struct lc_viewer *viewer, const struct lc_subject *subject)
{
	return capable_over(viewer, subject->user_ns);
}

/**
 * lc_access_sees_all() - whether there is nobody that a viewer may not see
 * @viewer: who reads
 *
 * Context: RCU read side.
 */
bool lc_access_sees_all(struct lc_viewer *viewer)
{
	return viewer->ns == &init_pid_ns && capable_over(viewer, &init_user_ns);
}

/**
 * lc_access_cgroup_root() - the cgroup that a viewer's paths begin at
 * @viewer: who reads
 */
const struct cgroup *lc_access_cgroup_root(const struct lc_viewer *viewer)
{
	return viewer->cgroup_ns->root_cset->dfl_cgrp;
}

/**
 * lc_access_sees_all_cgroups() - whether a viewer's paths begin where the machine's do
 * @viewer: who reads
 *
 * Where a namespace of cgroups begins is known in the unified hierarchy alone.
 */
bool lc_access_sees_all_cgroups(const struct lc_viewer *viewer)
{
	return viewer->cgroup_ns == init_task.nsproxy->cgroup_ns;
}

/**
 * lc_access_cgroup() - the path of a cgroup as a viewer knows it
 * @viewer: who reads
 * @path: the path in the unified hierarchy, perhaps shortened
 *
 * Return: the path, part of @path; NULL if it is none of the viewer's.
 */
const char *lc_access_cgroup(const struct lc_viewer *viewer, const char *path)
{
	size_t len = strlen(viewer->cgroup_root);

	if (!len)
		return path;
	if (strncmp(path, viewer->cgroup_root, len))
		return NULL;
	if (!path[len])
		return "/";
	return path[len] == '/' ? path + len : NULL;
}

/**
 * lc_access_uid() - a uid as the viewer's user namespace has it
 * @viewer: who reads
 * @uid: the uid; the overflow uid is returned where it has none there
 */
uid_t lc_access_uid(const struct lc_viewer *viewer, kuid_t uid)
{
	return from_kuid_munged(viewer->file->f_cred->user_ns, uid);
}
