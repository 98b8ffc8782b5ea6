/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TASK_H
#define LCT_TASK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "column/column.h"
#include "table/table.h"
#include "text/clock.h"

/**
 * struct lct_task - one task, living or dead
 * @cell:	the module's columns, escaped; NULL where unknown
 * @pid:	thread id; with @born_ns the identity of a task, because a PID
 *		may be reused
 * @tgid:	process id
 * @ppid:	current or last parent process, 0 if outside or unknown
 * @birth_ppid:	parent process at birth, -1 if unknown
 * @born_ns:	birth
 * @end_ns:	reaping, or the start of its exit if that is unknown; INT64_MAX while it lives
 * @dead:	true if it has been reaped
 * @threads:	living threads of its process, 0 if not counted
 * @parent:	its parent process, set by lct_parents_link(); NULL if not found
 * @survived:	a leader that has ended while other threads of its process are alive
 * @held:	for a process that has ended, the task whose tracer keeps its parent from
 *		reaping it: its leader or a dead thread; else NULL
 * @reaper:	the process that can reap it: that tracer, else its parent; NULL if not found
 * @unreaped:	zombies that it can reap and has not, if counted
 * @unreaped_max_ns: age of the oldest of them, INT64_MAX if unknown
 * @replaces:	the process in its unit whose place it has taken, set by lct_unit_link(); or NULL
 * @table, @row: where it comes from
 */
struct lct_task {
	const char *cell[LCT_COLUMN_KERNEL_NR];
	int64_t pid;
	int64_t tgid;
	int64_t ppid;
	int64_t birth_ppid;
	int64_t born_ns;
	int64_t end_ns;
	bool dead;
	size_t threads;
	const struct lct_task *parent;
	bool survived;
	const struct lct_task *held;
	const struct lct_task *reaper;
	size_t unreaped;
	int64_t unreaped_max_ns;
	const struct lct_task *replaces;
	const struct lct_table *table;
	size_t row;
};

/**
 * struct lct_view - what values are computed relative to
 * @clock:	relation of CLOCK_MONOTONIC to the time of day
 * @base_ns:	origin of start_ns
 * @has_totals:	the threads of every process have been counted
 * @has_unreaped: the zombie children have been counted
 */
struct lct_view {
	struct lct_clock clock;
	int64_t base_ns;
	bool has_totals;
	bool has_unreaped;
};

/**
 * struct lct_tasks - a list of tasks
 * @nr:		how many
 * @room:	allocated size
 * @task:	the tasks, which point into the tables they were read from
 */
struct lct_tasks {
	size_t nr, room;
	struct lct_task *task;
};

int lct_tasks_add(struct lct_tasks *tasks, const struct lct_table *t);
void lct_tasks_merge(struct lct_tasks *tasks);
void lct_tasks_sort_pid(struct lct_tasks *tasks);
void lct_tasks_free(struct lct_tasks *tasks);

bool lct_task_number(const struct lct_task *task, enum lct_column_id id, int64_t *value);
int64_t lct_task_number_or(const struct lct_task *task, enum lct_column_id id, int64_t otherwise);
bool lct_task_text(const struct lct_task *task, enum lct_column_id id, char *out, size_t room);

bool lct_task_is_clean(const struct lct_task *task);
bool lct_task_is_word(const struct lct_task *task, enum lct_column_id id, const char *word);
int lct_task_word(const struct lct_task *task, enum lct_column_id id, const char * const *words,
		  int nr);
bool lct_task_is_kernel_thread(const struct lct_task *task);
bool lct_task_is_zombie(const struct lct_task *task);
bool lct_task_ended_unseen(const struct lct_task *task);
bool lct_task_unseen(const struct lct_task *task);
bool lct_task_state_age(const struct lct_task *task, int64_t *ns);
bool lct_task_unreaped(const struct lct_task *task, int64_t *ns);
bool lct_task_reap_delay(const struct lct_task *task, int64_t *ns);

static inline bool lct_task_is_leader(const struct lct_task *task)
{
	return task->pid == task->tgid;
}

#endif
