// SPDX-License-Identifier: GPL-2.0
#include <linux/cgroup.h>
#include <linux/kernfs.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "base/within.h"

/* Whether a directory has a path. Compares as many names as the path has. */
static bool has_path(const struct kernfs_node *node, const char *path)
{
	const char *end = path + strlen(path);

	for (; lc_compat_kernfs_parent(node); node = lc_compat_kernfs_parent(node)) {
		const char *name = READ_ONCE(node->name);
		const size_t len = strnlen(name, NAME_MAX);

		if ((size_t)(end - path) <= len || end[-len - 1] != '/' ||
		    memcmp(end - len, name, len))
			return false;
		end -= len + 1;
	}
	return end == path;
}

static struct cgroup *cgroup_of(struct task_struct *task)
{
	return task_css_set(task)->dfl_cgrp;
}

/**
 * lc_within_cgroup() - check whether a task is in a cgroup of the unified hierarchy, or below
 * @task: task, living or dead
 * @path: path of the cgroup from the root of the hierarchy, without a slash at its end
 * @level: how many names it has
 *
 * Context: RCU read-side critical section; takes no lock.
 * Return: true if it is.
 */
bool lc_within_cgroup(struct task_struct *task, const char *path, int level)
{
	struct cgroup *cgroup = cgroup_of(task);

	return cgroup->level >= level &&
	       has_path(cgroup_ancestor(cgroup, level)->kn, path);
}

static bool begins_with(const char *name, const char *start)
{
	return !strncmp(name, start, strlen(start));
}

static bool ends_with(const char *name, const char *end)
{
	const size_t len = strnlen(name, NAME_MAX), len_end = strlen(end);

	return len >= len_end && !memcmp(name + len - len_end, end, len_end);
}

/* Slices contain units, and so do the managers of users. */
static bool contains_units(const char *name)
{
	return ends_with(name, ".slice") ||
	       (begins_with(name, "user@") && ends_with(name, ".service"));
}

/* Slices are nested: systemd's own are at most three deep, a user's begin after four more. */
#define UNIT_LEVELS 16

/**
 * lc_within_unit() - check whether a task is in a unit of systemd
 * @task: task, living or dead
 * @unit: name of the unit, or of a slice or a manager that contains it
 * @path: path below which the names are looked at, without a slash at its end
 * @level: how many names @path has
 *
 * What a unit has below itself, such as the services of a container, is not a unit.
 *
 * Context: RCU read-side critical section; takes no lock.
 * Return: true if it is.
 */
bool lc_within_unit(struct task_struct *task, const char *unit, const char *path, int level)
{
	struct cgroup *cgroup = cgroup_of(task);
	const int depth = min(cgroup->level - level, UNIT_LEVELS);
	const struct kernfs_node *node;
	const char *names[UNIT_LEVELS];
	int i;

	if (!lc_within_cgroup(task, path, level))
		return false;
	/* Once: before 6.1 an ancestor is found by walking up to it. */
	node = cgroup_ancestor(cgroup, level + depth)->kn;
	for (i = depth - 1; i >= 0; i--) {
		names[i] = READ_ONCE(node->name);
		node = lc_compat_kernfs_parent(node);
	}
	for (i = 0; i < depth; i++) {
		if (!strcmp(names[i], unit))
			return true;
		if (!contains_units(names[i]))
			return false;
	}
	return false;
}
