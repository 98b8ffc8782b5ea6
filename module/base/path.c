// SPDX-License-Identifier: GPL-2.0
/* Copies paths of programs and cgroups into fixed-size buffers. */
#include <linux/cgroup.h>
#include <linux/kernfs.h>
#include <linux/limits.h>
#include <linux/string.h>

#include "base/path.h"

static const char cut[] = "...";

/**
 * lc_path_tail() - copy a path, or the end of a long one
 * @to: destination
 * @room: size of @to, more than 3 characters and a NUL
 * @path: path to copy
 *
 * Context: Any context.
 */
void lc_path_tail(char *to, size_t room, const char *path)
{
	size_t len = strlen(path);

	if (len < room) {
		memcpy(to, path, len + 1);
		return;
	}
	memcpy(to, cut, sizeof(cut) - 1);
	to += sizeof(cut) - 1;
	room -= sizeof(cut) - 1;
	memcpy(to, path + len + 1 - room, room);
}

/*
 * kernfs_path() takes a lock that sleeps on PREEMPT_RT. This walk needs only the
 * names of the parents, from the end backwards. It is safe: a directory holds its
 * parent, and a cgroup of the unified hierarchy keeps its name.
 *
 * Return: start of the path below @root; the path fills the end of @to.
 */
static char *fill_backwards(char *to, size_t room, const struct kernfs_node *node,
			    const struct kernfs_node *root, bool *complete)
{
	char *at = to + room - 1;

	*at = '\0';
	for (; node && node != root && lc_compat_kernfs_parent(node);
	     node = lc_compat_kernfs_parent(node)) {
		const char *name = READ_ONCE(node->name);
		size_t len = strnlen(name, NAME_MAX);

		*complete = len < (size_t)(at - to);
		if (!*complete) {
			memcpy(to, name + len - (at - to), at - to);
			return to;
		}
		at -= len;
		memcpy(at, name, len);
		*--at = '/';
	}
	*complete = true;
	return at;
}

static void fill(char *to, size_t room, const struct kernfs_node *node,
		 const struct kernfs_node *root)
{
	bool complete;
	char *at = fill_backwards(to, room, node, root, &complete);

	if (!complete)
		memcpy(to, cut, sizeof(cut) - 1);
	else if (*at)
		memmove(to, at, to + room - at);
	else
		strscpy(to, "/", room);
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
