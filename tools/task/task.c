// SPDX-License-Identifier: GPL-2.0
/* Tasks, read from rows of the module's tables. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "task/task.h"

static void fill(struct lct_task *task, const struct lct_table *t, size_t row, const int *col)
{
	int i;

	memset(task, 0, sizeof(*task));
	for (i = 0; i < LCT_COLUMN_KERNEL_NR; i++)
		task->cell[i] = lct_table_cell(t, row, col[i]);
	task->table = t;
	task->row = row;
	task->pid = lct_task_number_or(task, LCT_COLUMN_pid, 0);
	task->tgid = lct_task_number_or(task, LCT_COLUMN_tgid, task->pid);
	task->ppid = lct_task_number_or(task, LCT_COLUMN_ppid, 0);
	task->birth_ppid = lct_task_number_or(task, LCT_COLUMN_birth_ppid, -1);
	task->born_ns = lct_task_number_or(task, LCT_COLUMN_born_ns, 0);
	task->end_ns = lct_task_number_or(task, LCT_COLUMN_reaped_ns, INT64_MAX);
	task->dead = task->end_ns != INT64_MAX || lct_task_is_word(task, LCT_COLUMN_state, "dead");
	/* The module has not seen when it was reaped. */
	if (task->dead && task->end_ns == INT64_MAX)
		task->end_ns = lct_task_number_or(task, LCT_COLUMN_died_ns, task->born_ns);
}

/**
 * lct_tasks_add() - append the rows of a table
 * @tasks:	the list
 * @t:		the table, which must outlive the list and keep its rows
 *
 * Return: 0 or -ENOMEM.
 */
int lct_tasks_add(struct lct_tasks *tasks, const struct lct_table *t)
{
	int col[LCT_COLUMN_KERNEL_NR];
	struct lct_task *task;
	size_t row;
	int i;

	if (!t->nrows)
		return 0;
	for (i = 0; i < LCT_COLUMN_KERNEL_NR; i++)
		col[i] = lct_table_column(t, lct_columns[i].name);
	if (tasks->nr + t->nrows > tasks->room) {
		tasks->room = tasks->nr + t->nrows;
		task = reallocarray(tasks->task, tasks->room, sizeof(*task));
		if (!task)
			return -ENOMEM;
		tasks->task = task;
	}
	for (row = 0; row < t->nrows; row++)
		fill(&tasks->task[tasks->nr++], t, row, col);
	return 0;
}

static int by_pid(const void *a, const void *b)
{
	const struct lct_task *x = a, *y = b;

	if (x->pid != y->pid)
		return x->pid < y->pid ? -1 : 1;
	if (x->born_ns != y->born_ns)
		return x->born_ns < y->born_ns ? -1 : 1;
	return x->dead - y->dead;
}

/**
 * lct_tasks_sort_pid() - sort by PID; tasks with the same PID by birth
 * @tasks:	the list
 */
void lct_tasks_sort_pid(struct lct_tasks *tasks)
{
	if (tasks->nr)
		qsort(tasks->task, tasks->nr, sizeof(*tasks->task), by_pid);
}

/**
 * lct_tasks_merge() - drop tasks that are both in `tasks` and in `dead`
 * @tasks:	tasks of `tasks`, then of `dead`, read in that order
 *
 * A task that dies between the two reads is in both; its row of `dead` is kept.
 * The list is sorted by PID afterwards.
 */
void lct_tasks_merge(struct lct_tasks *tasks)
{
	size_t i, n = 0;

	lct_tasks_sort_pid(tasks);
	for (i = 0; i < tasks->nr; i++) {
		const struct lct_task *task = &tasks->task[i], *next = task + 1;

		if (!task->dead && i + 1 < tasks->nr && next->dead && task->pid &&
		    next->pid == task->pid && next->born_ns == task->born_ns)
			continue;
		if (n != i)
			tasks->task[n] = *task;
		n++;
	}
	tasks->nr = n;
}

/**
 * lct_tasks_free() - free the list, but not its tables
 * @tasks:	the list, empty and usable afterwards
 */
void lct_tasks_free(struct lct_tasks *tasks)
{
	free(tasks->task);
	memset(tasks, 0, sizeof(*tasks));
}

/**
 * lct_task_number() - get a number from a column of the module
 * @task:	the task
 * @id:		the column
 * @value:	the number, unchanged if there is none
 *
 * Return: false if it is unknown.
 */
bool lct_task_number(const struct lct_task *task, enum lct_column_id id, int64_t *value)
{
	return lct_cell_number(task->cell[id], value);
}

/**
 * lct_task_number_or() - get a number from a column of the module, or a default
 * @task:	the task
 * @id:		the column
 * @otherwise:	the default, if it is unknown
 */
int64_t lct_task_number_or(const struct lct_task *task, enum lct_column_id id, int64_t otherwise)
{
	int64_t value;

	return lct_task_number(task, id, &value) ? value : otherwise;
}

/**
 * lct_task_text() - get a text from a column of the module, unescaped
 * @task:	the task
 * @id:		the column
 * @out:	the text
 * @room:	size of @out
 *
 * Return: false where it is unknown; @out is then empty.
 */
bool lct_task_text(const struct lct_task *task, enum lct_column_id id, char *out, size_t room)
{
	out[0] = '\0';
	if (!task->cell[id])
		return false;
	lct_cell_unescape(task->cell[id], out, room);
	return true;
}

/**
 * lct_task_is_clean() - check whether a task exited with status 0
 * @task: the task
 */
bool lct_task_is_clean(const struct lct_task *task)
{
	const char *code = task->cell[LCT_COLUMN_exit_code];

	return code && !strcmp(code, "0");
}

/**
 * lct_task_is_word() - check the word in a column of the module
 * @task:	the task
 * @id:		the column
 * @word:	the word, not `-`
 */
bool lct_task_is_word(const struct lct_task *task, enum lct_column_id id, const char *word)
{
	return task->cell[id] && !strcmp(task->cell[id], word);
}

/**
 * lct_task_word() - find the word of a column of the module in a list
 * @task:	the task
 * @id:		the column
 * @words:	the list, whose first is `-`
 * @nr:		how many
 *
 * Return: its index, 0 if it is not in the list.
 */
int lct_task_word(const struct lct_task *task, enum lct_column_id id, const char * const *words,
		  int nr)
{
	int i;

	for (i = nr - 1; i > 0; i--)
		if (lct_task_is_word(task, id, words[i]))
			break;
	return i;
}

/**
 * lct_task_is_kernel_thread() - check whether a task is a thread of the kernel
 * @task: the task
 *
 * Of one that is older than the module, no birth is known. Then it is kthreadd, PID 2, or its
 * child, and has no program, process group and session. Old recordings lack the last two.
 */
bool lct_task_is_kernel_thread(const struct lct_task *task)
{
	/* A program that the kernel runs is forked from one. */
	if (task->cell[LCT_COLUMN_exe])
		return false;
	if (lct_task_is_word(task, LCT_COLUMN_birth, "kthread"))
		return true;
	return !task->cell[LCT_COLUMN_birth] && (task->pid == 2 || task->ppid == 2) &&
	       !lct_task_number_or(task, LCT_COLUMN_pgid, 0) &&
	       !lct_task_number_or(task, LCT_COLUMN_sid, 0);
}

/**
 * lct_task_ended_unseen() - check whether it was a zombie before the module was loaded
 * @task: the task
 *
 * The length of its life and of its time as a zombie are unknown.
 */
bool lct_task_ended_unseen(const struct lct_task *task)
{
	return (task->dead || lct_task_is_zombie(task)) && !task->cell[LCT_COLUMN_died_ns] &&
	       lct_task_number_or(task, LCT_COLUMN_unknown_ns, 0) &&
	       !lct_task_number_or(task, LCT_COLUMN_zombie_ns, 0);
}

/**
 * lct_task_unseen() - check for a task without any event since the module was loaded
 * @task: the task
 */
bool lct_task_unseen(const struct lct_task *task)
{
	int64_t unknown, born, now;

	return lct_task_number(task, LCT_COLUMN_unknown_ns, &unknown) &&
	       lct_task_number(task, LCT_COLUMN_born_ns, &born) &&
	       lct_task_number(task, LCT_COLUMN_now_ns, &now) && unknown == now - born;
}

/**
 * lct_task_state_age() - get the time in the current state
 * @task:	the task
 * @ns:		the time, unchanged if it is unknown
 *
 * Return: false if it is unknown.
 */
bool lct_task_state_age(const struct lct_task *task, int64_t *ns)
{
	int64_t since, now;

	if (lct_task_number(task, LCT_COLUMN_state_since_ns, &since) &&
	    lct_task_number(task, LCT_COLUMN_now_ns, &now)) {
		*ns = now - since;
		return true;
	}
	/* An older module records only the time as a zombie. */
	return lct_task_is_zombie(task) && !lct_task_ended_unseen(task) &&
	       lct_task_number(task, LCT_COLUMN_zombie_ns, ns);
}

/**
 * lct_task_unreaped() - get the time from when all of it had ended
 * @task:	the task
 * @ns:		the time, unchanged if it is unknown
 *
 * Less than the time as a zombie for a leader that ended before other threads: it
 * cannot be reaped before all of them have been.
 *
 * Return: false if it is unknown or the task is alive.
 */
bool lct_task_unreaped(const struct lct_task *task, int64_t *ns)
{
	int64_t zombie, last, end;

	if ((!task->dead && !lct_task_is_zombie(task)) || lct_task_ended_unseen(task) ||
	    !lct_task_number(task, LCT_COLUMN_zombie_ns, &zombie))
		return false;
	*ns = zombie;
	if (lct_task_number(task, LCT_COLUMN_dead_threads_last_ns, &last) &&
	    (lct_task_number(task, LCT_COLUMN_reaped_ns, &end) ||
	     lct_task_number(task, LCT_COLUMN_now_ns, &end)) && end - last < zombie)
		*ns = end > last ? end - last : 0;
	return true;
}

/**
 * lct_task_reap_delay() - get for how long it could have been reaped
 * @task:	the task, linked to a thread that holds it, if it lives
 * @ns:		the time, unchanged if it is unknown
 *
 * Counts from when the process that can reap it now, or has reaped it, was able to: its
 * tracer, or its parent once the tracer has let it go. An older module does not record
 * this; it is then the time from its end.
 *
 * Return: false if it is unknown or the task is alive.
 */
bool lct_task_reap_delay(const struct lct_task *task, int64_t *ns)
{
	int64_t since, end, held;

	if (!task->dead && !lct_task_is_zombie(task))
		return false;
	if (lct_task_number(task, LCT_COLUMN_reapable_ns, &since) &&
	    (lct_task_number(task, LCT_COLUMN_reaped_ns, &end) ||
	     lct_task_number(task, LCT_COLUMN_now_ns, &end))) {
		*ns = end - since;
		return true;
	}
	if (!lct_task_unreaped(task, ns))
		return false;
	if (task->held && task->held != task && lct_task_reap_delay(task->held, &held) &&
	    held < *ns)
		*ns = held;
	return true;
}

/**
 * lct_task_is_zombie() - check whether it has ended but is not reaped
 * @task: the task
 */
bool lct_task_is_zombie(const struct lct_task *task)
{
	return !task->dead && lct_task_is_word(task, LCT_COLUMN_state, "zombie");
}
