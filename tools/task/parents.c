// SPDX-License-Identifier: GPL-2.0
/* The living and their parents of now: whose children lie unreaped, and since when. */
#include "task/parents.h"

/**
 * lct_parents_find() - the living process of a number
 * @tasks:	tasks, sorted by pid
 * @pid:	the number
 *
 * Return: its leader, or NULL.
 */
const struct lct_task *lct_parents_find(const struct lct_tasks *tasks, int64_t pid)
{
	const struct lct_task *task;
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
 * lct_parents_neglect() - is this a process that its parent should have reaped
 * @task:	a task, among tasks that have been linked
 *
 * A leader that has ended before other threads cannot be reaped yet, and a thread
 * is its tracer's business.
 */
bool lct_parents_neglect(const struct lct_task *task)
{
	return lct_task_is_zombie(task) && lct_task_is_leader(task) && !task->survived;
}

/**
 * lct_parents_link() - find the parents of the living, and count who lies unreaped
 * @tasks: tasks, the living among them complete; sorted by pid, as they will be after
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
