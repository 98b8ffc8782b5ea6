// SPDX-License-Identifier: GPL-2.0
/* The processes of a unit of systemd, and which of them has taken the place of which. */
#include <stdlib.h>
#include <string.h>

#include "task/unit.h"
#include "text/systemd.h"

/**
 * lct_unit_of() - get the unit of a task, or of another that its row describes
 * @task:	the task
 * @cgroup:	the column of the cgroup
 * @unit:	receives its name
 * @room:	its size
 *
 * Return: false if it is not known, or if it has none.
 */
bool lct_unit_of(const struct lct_task *task, enum lct_column_id cgroup, char *unit,
		 size_t room)
{
	char path[LCT_CELL_TEXT];

	return lct_task_text(task, cgroup, path, sizeof(path)) &&
	       lct_systemd_unit(path, unit, room);
}

static int64_t ended_ns(const struct lct_task *task)
{
	return lct_task_number_or(task, LCT_COLUMN_died_ns, task->end_ns);
}

/**
 * lct_unit_down() - get the time for which the place of a process was empty
 * @task:	a process that replaces another
 */
int64_t lct_unit_down(const struct lct_task *task)
{
	return task->born_ns - ended_ns(task->replaces);
}

static bool is_same(const struct lct_task *a, const struct lct_task *b, enum lct_column_id id)
{
	return a->cell[id] && b->cell[id] ? !strcmp(a->cell[id], b->cell[id]) :
					    a->cell[id] == b->cell[id];
}

/* The arguments tell a daemon from a check of its configuration. */
static bool is_same_program(const struct lct_task *a, const struct lct_task *b)
{
	return is_same(a, b, LCT_COLUMN_comm) && is_same(a, b, LCT_COLUMN_exe) &&
	       is_same(a, b, LCT_COLUMN_args);
}

/* Was @parent the process with this PID when the other task was born, or at its end? */
static bool had_pid(const struct lct_task *parent, int64_t pid, int64_t ns)
{
	return parent->pid == pid && parent->born_ns <= ns && parent->end_ns >= ns;
}

/**
 * struct place - what is known of a process of the unit
 * @of_systemd:	no process of the unit is its parent, or was at its end
 * @is_launcher: it has exited and left a process of the same program to systemd
 * @is_taken:	another process has replaced it
 */
struct place {
	bool of_systemd, is_launcher, is_taken;
};

static void find_places(struct place *places, struct lct_task **task, size_t nr)
{
	size_t i, j;

	for (i = 0; i < nr; i++) {
		places[i].of_systemd = true;
		for (j = 0; j < nr && places[i].of_systemd; j++)
			places[i].of_systemd = j == i ||
				!had_pid(task[j], task[i]->ppid, ended_ns(task[i]));
	}
	for (i = 0; i < nr; i++)
		for (j = 0; j < nr && places[i].of_systemd; j++)
			if (had_pid(task[j], task[i]->birth_ppid, task[i]->born_ns) &&
			    lct_task_is_clean(task[j]) && is_same_program(task[i], task[j]))
				places[j].is_launcher = true;
}

static bool may_replace(const struct lct_task *task, const struct lct_task *before)
{
	return is_same_program(task, before) && ended_ns(before) <= task->born_ns;
}

/* The only process whose place is empty; NULL if there are several, or none. */
static struct place *find_empty(struct place *places, struct lct_task **task, size_t i)
{
	struct place *empty = NULL;
	size_t j;

	for (j = 0; j < i; j++) {
		if (!places[j].of_systemd || places[j].is_launcher || places[j].is_taken ||
		    !may_replace(task[i], task[j]))
			continue;
		if (empty)
			return NULL;
		empty = &places[j];
	}
	return empty;
}

/**
 * lct_unit_link() - find out which processes of a unit have taken the place of others
 * @task:	all processes of the unit, in the order of their births
 * @nr:		how many
 *
 * A child of systemd replaces one of the same program that had ended by then, unless another
 * one has replaced that, or it could be one of several. A process that a daemon has left to
 * systemd, exiting, is in the place of that daemon.
 *
 * Return: 0, or -1 without memory.
 */
int lct_unit_link(struct lct_task **task, size_t nr)
{
	struct place *places = calloc(nr + 1, sizeof(*places)), *empty;
	size_t i;

	if (!places)
		return -1;
	find_places(places, task, nr);
	for (i = 0; i < nr; i++) {
		empty = places[i].of_systemd && !places[i].is_launcher ?
			find_empty(places, task, i) : NULL;
		task[i]->replaces = empty ? task[empty - places] : NULL;
		if (empty)
			empty->is_taken = true;
	}
	free(places);
	return 0;
}
