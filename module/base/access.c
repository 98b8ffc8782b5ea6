// SPDX-License-Identifier: GPL-2.0
/* Decides what a reader of the files may see. The rules are in access.h. */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/nsproxy.h>
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/time_namespace.h>
#include <linux/user_namespace.h>

#include "base/access.h"
#include "base/path.h"

/* Its members see all tasks. It can be changed at any time: see lc_access_open(). */
static u32 group = (gid_t)-1;

static int set_gid(const char *text, const struct kernel_param *param)
{
	s64 value;
	int ret = kstrtos64(text, 10, &value);

	if (ret || value < -1 || value >= U32_MAX) {
		pr_err("gid=%s: must be a group ID, or -1 for none\n", text);
		return ret ?: -EINVAL;
	}
	WRITE_ONCE(group, value);
	return 0;
}

static int get_gid(char *text, const struct kernel_param *param)
{
	return group == (gid_t)-1 ? sysfs_emit(text, "-1\n") : sysfs_emit(text, "%u\n", group);
}

static const struct kernel_param_ops gid_ops = { .set = set_gid, .get = get_gid };
module_param_cb(gid, &gid_ops, NULL, 0644);
__MODULE_PARM_TYPE(gid, "int");
MODULE_PARM_DESC(gid, "group whose members see all tasks, or -1 for none, -1 to 4294967294 (default -1)");

static bool is_member(void)
{
	kgid_t kgid = KGIDT_INIT(READ_ONCE(group));

	return gid_valid(kgid) && in_egroup_p(kgid);
}

/*
 * The init is the first task of a namespace. While current is in it, it is not released.
 * If an exec makes another of its threads the leader, that takes over the start_time.
 */
static u64 init_born_ns(const struct pid_namespace *ns)
{
	const struct task_struct *init;
	u64 born_ns;

	rcu_read_lock();
	init = READ_ONCE(ns->child_reaper);
	born_ns = READ_ONCE(init->group_leader)->start_time;
	rcu_read_unlock();
	return born_ns;
}

static s64 clock_offset(void)
{
	struct timespec64 offset = { 0 };

	timens_add_monotonic(&offset);
	/* The timespec64_to_ns() of 5.10 clamps all that is negative. */
	return offset.tv_sec * NSEC_PER_SEC + offset.tv_nsec;
}

/**
 * lc_access_open() - set up the viewer of a file
 * @viewer: viewer to initialize
 * @file: file that current is opening
 *
 * Takes references to the PID and cgroup namespaces of current.
 *
 * Context: Process context. Pair with lc_access_close().
 */
void lc_access_open(struct lc_viewer *viewer, const struct file *file)
{
	viewer->file = file;
	viewer->ns = get_pid_ns(task_active_pid_ns(current));
	viewer->ns_born_ns = init_born_ns(viewer->ns);
	viewer->clock_offset_ns = clock_offset();
	viewer->member = is_member();
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
 * lc_access_close() - release a viewer
 * @viewer: viewer set up by lc_access_open()
 *
 * Context: Process context.
 */
void lc_access_close(struct lc_viewer *viewer)
{
	put_cgroup_ns(viewer->cgroup_ns);
	put_pid_ns(viewer->ns);
}

/**
 * lc_access_pause() - let other tasks run in the middle of a read
 * @viewer: the reader
 *
 * Context: RCU read side, which it leaves and enters again.
 */
void lc_access_pause(struct lc_viewer *viewer)
{
	rcu_read_unlock();
	cond_resched();
	rcu_read_lock();
	/* It may have been freed. */
	viewer->capable_ns = NULL;
}

/*
 * The result is cached for the next row, which usually has the same user
 * namespace. A denial is therefore audited once, not once per row. Each read(2)
 * checks anew, see lc_access_may_see().
 */
static bool capable_in(struct lc_viewer *viewer, struct user_namespace *user_ns)
{
	if (viewer->capable_ns != user_ns) {
		viewer->capable_ns = user_ns;
		viewer->capable = file_ns_capable(viewer->file, user_ns,
						  CAP_SYS_PTRACE);
	}
	return viewer->capable;
}

/* As cap_capable() decides: the owner of a namespace has all capabilities over it. */
static bool capable_over(struct lc_viewer *viewer, const struct lc_subject *subject)
{
	const struct cred *cred = viewer->file->f_cred;

	if (subject->ns_gone && subject->user_ns == cred->user_ns &&
	    uid_eq(subject->ns_owner, cred->euid))
		return true;
	return capable_in(viewer, subject->user_ns);
}

/* As in ptrace(2): an equal UID in a namespace enclosing the viewer's is another user. */
static bool is_within(const struct user_namespace *user_ns,
		      const struct user_namespace *around)
{
	while (user_ns->level > around->level)
		user_ns = user_ns->parent;
	return user_ns == around;
}

/* Not by the group: its members see more than what is theirs. */
static bool has_right_over(struct lc_viewer *viewer, const struct lc_subject *subject)
{
	const struct cred *cred = viewer->file->f_cred;

	if (uid_eq(cred->fsuid, subject->uid) && uid_eq(cred->fsuid, subject->euid) &&
	    uid_eq(cred->fsuid, subject->suid) &&
	    is_within(subject->user_ns, cred->user_ns))
		return true;
	return capable_over(viewer, subject);
}

/**
 * lc_access_pid() - get the PID that a task, which may be dead, has or had for a viewer
 * @viewer: reader
 * @id: the task
 *
 * When the task was born, its PID namespaces were there. If the viewer's is older, and has
 * the inode number of one of them, it is that one.
 *
 * Context: Any context, while @viewer is open.
 * Return: the PID; 0 if it had none in the viewer's PID namespace, or that is nested too deep.
 */
pid_t lc_access_pid(const struct lc_viewer *viewer, const struct lc_identity *id)
{
	unsigned int level = viewer->ns->level;

	if (!level)
		return id->pid.nr[0];
	if (level >= LC_NSPID_LEVELS || id->ns[level] != viewer->ns->ns.inum ||
	    id->born_ns < viewer->ns_born_ns)
		return 0;
	return id->pid.nr[level];
}

/**
 * lc_access_may_see() - decide whether a viewer may see a task
 * @viewer: reader; the caller clears @viewer->capable_ns at the start of each read,
 *	    because the namespace it points to may be freed before the next one
 * @subject: task to check
 *
 * Context: RCU read-side critical section.
 * Return: true if @subject is visible to @viewer.
 */
bool lc_access_may_see(struct lc_viewer *viewer, const struct lc_subject *subject)
{
	return subject->nr && (viewer->member || has_right_over(viewer, subject));
}

/**
 * lc_access_may_trace() - decide whether a viewer may look into a task
 * @viewer: reader
 * @subject: task that is visible to @viewer
 * @guard: who may look into it
 *
 * Context: RCU read-side critical section.
 * Return: true if @viewer is one of those.
 */
bool lc_access_may_trace(struct lc_viewer *viewer, const struct lc_subject *subject,
			 enum lc_guard guard)
{
	switch (guard) {
	case LC_GUARD_USER:
		return has_right_over(viewer, subject);
	case LC_GUARD_USERNS:
		return capable_over(viewer, subject);
	default:
		return capable_in(viewer, &init_user_ns);
	}
}

/**
 * lc_access_sees_all() - decide whether a viewer may see every task
 * @viewer: reader
 *
 * Context: RCU read-side critical section.
 * Return: true if no task is hidden from @viewer.
 */
bool lc_access_sees_all(struct lc_viewer *viewer)
{
	return lc_access_is_outside(viewer) &&
	       (viewer->member || capable_in(viewer, &init_user_ns));
}

/**
 * lc_access_is_outside() - decide whether a viewer is outside of containers
 * @viewer: reader
 *
 * Context: Any context, while @viewer is open.
 * Return: true if the viewer is in the initial PID namespace.
 */
bool lc_access_is_outside(const struct lc_viewer *viewer)
{
	return viewer->ns == &init_pid_ns;
}

/**
 * lc_access_cgroup_root() - get the cgroup at which a viewer's paths begin
 * @viewer: reader
 *
 * Context: Any context, while @viewer is open.
 * Return: the root of the viewer's cgroup namespace in the unified hierarchy.
 */
const struct cgroup *lc_access_cgroup_root(const struct lc_viewer *viewer)
{
	return viewer->cgroup_ns->root_cset->dfl_cgrp;
}

/**
 * lc_access_sees_all_cgroups() - decide whether a viewer's paths begin at the machine's root
 * @viewer: reader
 *
 * The root of a cgroup namespace is known in the unified hierarchy only.
 *
 * Context: Any context, while @viewer is open.
 * Return: true if @viewer is in the initial cgroup namespace.
 */
bool lc_access_sees_all_cgroups(const struct lc_viewer *viewer)
{
	return viewer->cgroup_ns == init_task.nsproxy->cgroup_ns;
}

/**
 * lc_access_cgroup() - translate the path of a cgroup for a viewer
 * @viewer: reader
 * @path: path in the unified hierarchy, possibly truncated, or NULL
 *
 * Context: Any context.
 * Return: the path below the viewer's root, a suffix of @path or "/"; NULL if @path is
 * not known to be below that root.
 */
const char *lc_access_cgroup(const struct lc_viewer *viewer, const char *path)
{
	size_t len = strlen(viewer->cgroup_root);

	if (!path || !len)
		return path;
	if (strncmp(path, viewer->cgroup_root, len))
		return NULL;
	if (!path[len])
		return "/";
	return path[len] == '/' ? path + len : NULL;
}

/**
 * lc_access_uid() - translate a UID into the viewer's user namespace
 * @viewer: reader
 * @uid: UID to translate
 *
 * Context: Any context, while @viewer is open.
 * Return: the UID, or the overflow UID if @uid is not mapped there.
 */
uid_t lc_access_uid(const struct lc_viewer *viewer, kuid_t uid)
{
	return from_kuid_munged(viewer->file->f_cred->user_ns, uid);
}
