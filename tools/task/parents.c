// SPDX-License-Identifier: GPL-2.0
/* Living tasks and their current parents: zombie children, and their age. */
#include "task/parents.h"

/**
 * lct_parents_find() - find the living process with a PID
 * @tasks:	tasks, sorted by pid
 * @pid:	the PID
 *
 * Return: its leader, or NULL.
 */
const struct lct_task *lct_parents_find(const struct lct_tasks *tasks, int64_t pid)
{
	const struct lct_task *task;
	size_t low = 0, high = tasks->nr;

	/* The last with that PID: the living one is the newest. */
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (tasks->task[mid].pid <= pid)
			low = mid + 1;
		else
			high = mid;
	}
	task = low ? &tasks->task[low - 1] : NULL;
	return task && pid > 0 && task->pid == pid && !task->dead && lct_task_is_leader(task) ?
	       task : NULL;
}

static struct lct_task *find(struct lct_tasks *tasks, int64_t pid)
{
	return (struct lct_task *)lct_parents_find(tasks, pid);
}

static void mark_survivors(struct lct_tasks *tasks)
{
	struct lct_task *leader;
	size_t i;

	for (i = 0; i < tasks->nr; i++) {
		const struct lct_task *task = &tasks->task[i];

		if (task->dead || lct_task_is_leader(task) || lct_task_is_zombie(task))
			continue;
		leader = find(tasks, task->tgid);
		if (leader)
			leader->survived = true;
	}
}

/**
 * lct_parents_neglect() - check whether the parent of a process should reap it
 * @task:	a task, among tasks that have been linked
 *
 * A leader that ended before other threads cannot be reaped yet, and a thread is
 * reaped by its tracer.
 */
bool lct_parents_neglect(const struct lct_task *task)
{
	return lct_task_is_zombie(task) && lct_task_is_leader(task) && !task->survived;
}

/**
 * lct_parents_link() - find the parents of living tasks, and count zombie children
 * @tasks: tasks, among them all the living; sorted by PID afterwards
 *
 * The tasks point to each other afterwards and must not be moved.
 */
void lct_parents_link(struct lct_tasks *tasks)
{
	size_t i;

	lct_tasks_sort_pid(tasks);
	mark_survivors(tasks);
	for (i = 0; i < tasks->nr; i++) {
		struct lct_task *task = &tasks->task[i], *parent;
		int64_t age = INT64_MAX;

		parent = task->dead ? NULL : find(tasks, task->ppid);
		task->parent = parent;
		if (!parent || !lct_parents_neglect(task))
			continue;
		lct_task_unreaped(task, &age);
		parent->unreaped++;
		if (age > parent->unreaped_max_ns)
			parent->unreaped_max_ns = age;
	}
}
