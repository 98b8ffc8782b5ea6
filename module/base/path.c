// SPDX-License-Identifier: GPL-2.0
/* Copies paths of programs and cgroups into fixed-size buffers. */
#include <linux/cgroup.h>
#include <linux/dcache.h>
#include <linux/fs_struct.h>
#include <linux/kernfs.h>
#include <linux/limits.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/string.h>

#include "base/path.h"

static const char cut[] = "...";

/**
 * struct tail - a path that is made from its end backwards
 * @start: start of the buffer
 * @at: start of what is there so far
 * @cut: the beginning did not fit
 * @torn: a part of the path was changed while it was read
 */
struct tail {
	char *start;
	char *at;
	bool cut;
	bool torn;
};

static __always_inline void prepend(struct tail *tail, const char *text, size_t len)
{
	size_t room = tail->at - tail->start;

	if (len > room) {
		text += len - room;
		len = room;
		tail->cut = true;
	}
	tail->at -= len;
	memcpy(tail->at, text, len);
}

/* A name, after a slash. */
static __always_inline bool prepend_name(struct tail *tail, const char *name, size_t len)
{
	const size_t room = tail->at - tail->start;

	if (unlikely(len >= room)) {
		prepend(tail, name, len);
		tail->cut = true;
		return false;
	}
	tail->at -= len + 1;
	*tail->at = '/';
	memcpy(tail->at + 1, name, len);
	return true;
}

static __always_inline void begin(struct tail *tail, char *to, size_t room)
{
	*tail = (struct tail) { .start = to, .at = to + room - 1 };
	*tail->at = '\0';
}

static __always_inline void mark_cut(struct tail *tail)
{
	if (unlikely(tail->cut)) {
		tail->at -= min_t(size_t, tail->at - tail->start, sizeof(cut) - 1);
		memcpy(tail->at, cut, sizeof(cut) - 1);
	}
}

/*
 * kernfs_path() takes a lock that sleeps on PREEMPT_RT. This walk needs only the
 * names of the parents, from the end backwards. It is safe: a directory holds its
 * parent, and a cgroup of the unified hierarchy keeps its name.
 */
static void fill(char *to, size_t room, const struct kernfs_node *node,
		 const struct kernfs_node *root)
{
	const struct kernfs_node *at = node;
	struct tail tail;

	begin(&tail, to, room);
	for (; at && at != root && lc_compat_kernfs_parent(at); at = lc_compat_kernfs_parent(at)) {
		const char *name = READ_ONCE(at->name);

		if (!prepend_name(&tail, name, strnlen(name, NAME_MAX)))
			break;
	}
	if (!*tail.at)
		prepend(&tail, "/", 1);
	mark_cut(&tail);
	memmove(to, tail.at, to + room - tail.at);
}

/**
 * lc_path_cgroup() - copy the path of a cgroup in its hierarchy
 * @to: destination
 * @room: size of @to
 * @cgroup: cgroup
 *
 * Context: RCU read-side critical section; takes no lock.
 */
void lc_path_cgroup(char *to, size_t room, const struct cgroup *cgroup)
{
	fill(to, room, cgroup->kn, NULL);
}

static bool is_below(const struct kernfs_node *node, const struct kernfs_node *root)
{
	while (node && node != root)
		node = lc_compat_kernfs_parent(node);
	return node;
}

/**
 * lc_path_task_cgroup() - copy the path of a task's cgroup in the unified hierarchy
 * @to: destination
 * @room: size of @to
 * @task: task, living or dead
 * @root: cgroup at which paths begin; NULL for the root of the hierarchy
 *
 * Context: RCU read-side critical section; takes no lock.
 * Return: true if the cgroup is @root or below it; otherwise @to is not written.
 */
bool lc_path_task_cgroup(char *to, size_t room, struct task_struct *task,
			 const struct cgroup *root)
{
	const struct kernfs_node *node = task_css_set(task)->dfl_cgrp->kn;

	if (root && !is_below(node, root->kn))
		return false;
	fill(to, room, node, root ? root->kn : NULL);
	return true;
}

/*
 * The first members of struct mount, which is private to fs/. They are the same in all
 * supported kernels; lc_path_init() checks them.
 */
struct mount {
	struct hlist_node mnt_hash;
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct vfsmount mnt;
};

static bool mounts_are_known __ro_after_init;

static const struct mount *mount_of(const struct vfsmount *mnt)
{
	return container_of(mnt, struct mount, mnt);
}

/* Compares with follow_up(), which goes one mount up. */
static bool __init mounts_are_as_expected(struct path *path)
{
	const struct mount *mount, *parent;
	const struct dentry *mountpoint;
	bool expected;
	int up;

	do {
		mount = mount_of(path->mnt);
		parent = mount->mnt_parent;
		mountpoint = mount->mnt_mountpoint;
		up = follow_up(path);
		expected = up ? &parent->mnt == path->mnt && mountpoint == path->dentry :
				parent == mount && mountpoint == path->mnt->mnt_root;
	} while (up && expected);
	return expected;
}

/**
 * lc_path_init() - check that the kernel's mounts are as this file expects them
 *
 * If they are not, e.g. because the kernel randomizes its structs, or if no mount can be
 * looked at, no program has a path, and a warning is printed.
 *
 * Context: Process context, may sleep.
 */
void __init lc_path_init(void)
{
	struct path path;

	/* A mount that lies on another, unless there is only one. */
	if (!kern_path("/proc", LOOKUP_FOLLOW, &path) || !kern_path("/", 0, &path)) {
		mounts_are_known = mounts_are_as_expected(&path);
		path_put(&path);
	}
	if (!mounts_are_known)
		pr_warn("unknown layout of struct mount: exe is not recorded\n");
}

/* Mounts to cross on the way up: many can lie on top of each other. */
#define MAX_MOUNTS 64

/* Walks of a path that is being renamed. The last one ends where it is. */
#define MAX_WALKS 4

/* A reader of a seqcount_spinlock_t waits for the writer on PREEMPT_RT; this does not. */
static unsigned int sequence_of(const struct dentry *dentry)
{
	return READ_ONCE(dentry->d_seq.seqcount.sequence);
}

static bool is_inline(const struct dentry *dentry, const char *name)
{
	return (unsigned long)name - (unsigned long)dentry < sizeof(*dentry);
}

/*
 * A rename changes name and parent under d_seq. It overwrites a short name, which lies in the
 * dentry; a long one never changes, and ends in a NUL, but may have another's length.
 * Returns the parent, or NULL if the walk ends here.
 */
static __always_inline const struct dentry *prepend_dentry(struct tail *tail,
							   const struct dentry *dentry)
{
	const unsigned int seq = sequence_of(dentry);
	const struct dentry *parent;
	char *before = tail->at;
	const char *name;
	size_t len;

	smp_rmb(); /* as in read_seqcount_begin() */
	parent = READ_ONCE(dentry->d_parent);
	name = READ_ONCE(dentry->d_name.name);
	if (likely(is_inline(dentry, name)))
		len = min_t(size_t, READ_ONCE(dentry->d_name.len), DNAME_INLINE_LEN - 1);
	else
		len = strnlen(name, NAME_MAX);
	data_race(prepend_name(tail, name, len));
	smp_rmb(); /* as in read_seqcount_retry() */
	if (unlikely(seq & 1 || sequence_of(dentry) != seq)) {
		tail->at = before;
		tail->torn = true;
	}
	return unlikely(tail->cut || tail->torn) ? NULL : parent;
}

/* Returns what @mount is mounted on, or NULL if the walk ends here. */
static __always_inline const struct mount *leave_mount(struct tail *tail,
						       const struct mount *mount,
						       const struct dentry **dentry)
{
	const struct mount *up = READ_ONCE(mount->mnt_parent);

	if (up == mount)
		return NULL;
	smp_rmb(); /* An unmount changes the parent first, a mount last. */
	*dentry = READ_ONCE(mount->mnt_mountpoint);
	smp_rmb(); /* likewise */
	tail->torn = READ_ONCE(mount->mnt_parent) != up;
	return unlikely(tail->torn) ? NULL : up;
}

/*
 * d_path() takes locks that sleep on PREEMPT_RT. This walk takes none. It is safe: dentries,
 * their long names and mounts are freed a grace period after their last use.
 */
static __always_inline void walk_up(struct tail *tail, const struct path *path,
				    const struct path *root)
{
	const struct mount *mount = mount_of(path->mnt);
	const struct dentry *dentry = path->dentry;
	char *end = tail->at;
	int mounts = 0;

	while (mount && dentry && (dentry != root->dentry || &mount->mnt != root->mnt)) {
		if (dentry == mount->mnt.mnt_root) {
			tail->cut = ++mounts > MAX_MOUNTS;
			mount = tail->cut ? NULL : leave_mount(tail, mount, &dentry);
		} else if (likely(READ_ONCE(dentry->d_parent) != dentry)) {
			dentry = prepend_dentry(tail, dentry);
		} else {
			/* It was moved out of the tree that is mounted. */
			tail->at = end;
			return;
		}
	}
}

static __always_inline void prepend_path(struct tail *tail, const struct path *path,
					 const struct fs_struct *fs)
{
	char *end = tail->at;
	struct path root;
	int walks = 0;

	do {
		tail->at = end;
		tail->cut = false;
		tail->torn = false;
		/* Another task that shares it may change it: both are only compared. */
		root = data_race(fs->root);
		walk_up(tail, path, &root);
	} while (unlikely(tail->torn) && ++walks < MAX_WALKS);
	tail->cut |= tail->torn;
	if (tail->at == end && !tail->cut)
		prepend(tail, "/", 1);
}

/* A file without a place in a tree, such as one of memfd_create(2): its name is not a path. */
static bool has_no_place(const struct path *path)
{
	const struct dentry *dentry = path->dentry;

	return dentry->d_op && dentry->d_op->d_dname &&
	       (!IS_ROOT(dentry) || dentry != path->mnt->mnt_root);
}

/**
 * lc_path_program() - copy the path of the file that a task executes
 * @to: destination, which may be read meanwhile
 * @path: path of the file, with references held
 * @task: current, or a task that is locked by task_lock() and has not left its memory
 *
 * The path is what d_path() returns, which a link in /proc shows: absolute, without symbolic
 * links, relative to the root of the task; " (deleted)" follows if the file has no name any
 * more. Of a file that is renamed over and over, the beginning may be cut. The path is empty
 * if the mounts of this kernel are not known.
 *
 * Context: RCU read side, in task context; takes no lock.
 */
void lc_path_program(char to[LC_PATH_LEN], const struct path *path, struct task_struct *task)
{
	static const char deleted[] = " (deleted)";
	bool placeless = has_no_place(path);
	char text[LC_PATH_LEN];
	struct tail tail;

	if (!mounts_are_known) {
		*to = '\0';
		return;
	}
	begin(&tail, text, sizeof(text));
	if (placeless || data_race(d_unlinked(path->dentry)))
		prepend(&tail, deleted, sizeof(deleted) - 1);
	if (placeless)
		prepend_name(&tail, path->dentry->d_name.name, path->dentry->d_name.len);
	else
		prepend_path(&tail, path, task->fs);
	mark_cut(&tail);
	memcpy(to, tail.at, text + sizeof(text) - tail.at);
}
