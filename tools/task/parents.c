// SPDX-License-Identifier: GPL-2.0
/*
 * Living tasks, their current parents, and the processes that have not reaped zombies: a
 * parent, or a tracer that keeps the parent from it.
 */
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

/* A dead thread that its tracer holds also holds its leader. */
static void mark_threads(struct lct_tasks *tasks)
{
	struct lct_task *leader;
	size_t i;

	for (i = 0; i < tasks->nr; i++) {
		const struct lct_task *task = &tasks->task[i];

		leader = task->dead || lct_task_is_leader(task) ? NULL : find(tasks, task->tgid);
		if (!leader)
			continue;
		if (lct_task_is_zombie(task))
			leader->held = task;
		else
			leader->survived = true;
	}
}

/* A tracer outside the PID namespace may be the parent, which is outside, too. */
static bool is_held(const struct lct_task *task)
{
	int64_t tracer;

	return !task->cell[LCT_COLUMN_tracer_left_ns] &&
	       lct_task_number(task, LCT_COLUMN_tracer_pid, &tracer) &&
	       (!tracer || tracer != task->ppid);
}

static void link_zombie(struct lct_tasks *tasks, struct lct_task *task)
{
	struct lct_task *reaper;
	int64_t age = INT64_MAX;

	if (!task->held && is_held(task))
		task->held = task;
	reaper = find(tasks, task->held ?
		      lct_task_number_or(task->held, LCT_COLUMN_tracer_pid, 0) : task->ppid);
	task->reaper = reaper;
	if (!reaper)
		return;
	lct_task_reap_delay(task, &age);
	reaper->unreaped++;
	if (age > reaper->unreaped_max_ns)
		reaper->unreaped_max_ns = age;
}

/**
 * lct_parents_is_reapable() - check whether a process can be reaped: by its parent, or
 *			       first by a tracer
 * @task:	a task, among tasks that have been linked
 *
 * A leader that ended before other threads cannot be reaped yet, and a thread is
 * no process.
 *
 * Return: true for a zombie process whose threads have all ended.
 */
bool lct_parents_is_reapable(const struct lct_task *task)
{
	return lct_task_is_zombie(task) && lct_task_is_leader(task) && !task->survived;
}

/**
 * lct_parents_link() - find the parents of living tasks, and count zombies by who can reap them
 * @tasks: tasks, among them all the living; sorted by PID afterwards
 *
 * The tasks point to each other afterwards and must not be moved.
 */
void lct_parents_link(struct lct_tasks *tasks)
{
	size_t i;

	lct_tasks_sort_pid(tasks);
	mark_threads(tasks);
	for (i = 0; i < tasks->nr; i++) {
		struct lct_task *task = &tasks->task[i];

		task->parent = task->dead ? NULL : find(tasks, task->ppid);
		if (lct_parents_is_reapable(task))
			link_zombie(tasks, task);
	}
}
