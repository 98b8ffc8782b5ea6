// SPDX-License-Identifier: GPL-2.0
/* The living and their parents of now: whose children lie unreaped, and since when. */
#include "task/parents.h"

/**
 * lc_parents_find() - the living process of a number
 * @tasks:	tasks, sorted by pid
 * @pid:	the number
 *
 * Return: its leader, or NULL.
 */
const struct lc_task *lc_parents_find(const struct lc_tasks *tasks, int64_t pid)
{
	const struct lc_task *task;
	size_t low = 0, high = tasks->nr;

	/* The last of that number: the one that lives was born last. */
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (tasks->task[mid].pid <= pid)
			low = mid + 1;
		else
			high = mid;
	}
	task = low ? &tasks->task[low - 1] : NULL;
	return task && pid > 0 && task->pid == pid && !task->dead && lc_task_is_leader(task) ?
	       task : NULL;
}

static struct lc_task *find(struct lc_tasks *tasks, int64_t pid)
{
	return (struct lc_task *)lc_parents_find(tasks, pid);
}

static void mark_survivors(struct lc_tasks *tasks)
{
	struct lc_task *leader;
	size_t i;

	for (i = 0; i < tasks->nr; i++) {
		const struct lc_task *task = &tasks->task[i];

		if (task->dead || lc_task_is_leader(task) || lc_task_is_zombie(task))
			continue;
		leader = find(tasks, task->tgid);
		if (leader)
			leader->survived = true;
	}
}

/**
 * lc_parents_neglect() - is this a process that its parent should have reaped
 * @task:	a task, among tasks that have been linked
 *
 * A leader that has ended before other threads cannot be reaped yet, and a thread
 * is its tracer's business.
 */
bool lc_parents_neglect(const struct lc_task *task)
{
	return lc_task_is_zombie(task) && lc_task_is_leader(task) && !task->survived;
}

/**
 * lc_parents_link() - find the parents of the living, and count who lies unreaped
 * @tasks: tasks, the living among them complete; sorted by pid, as they will be after
 *
 * The tasks point to each other afterwards and must not be moved.
 */
void lc_parents_link(struct lc_tasks *tasks)
{
	size_t i;

	lc_tasks_sort_pid(tasks);
	mark_survivors(tasks);
	for (i = 0; i < tasks->nr; i++) {
		struct lc_task *task = &tasks->task[i], *parent;
		int64_t age = INT64_MAX;

		parent = task->dead ? NULL : find(tasks, task->ppid);
		task->parent = parent;
		if (!parent || !lc_parents_neglect(task))
			continue;
		lc_task_unreaped(task, &age);
		parent->unreaped++;
		if (age > parent->unreaped_max_ns)
			parent->unreaped_max_ns = age;
	}
}
