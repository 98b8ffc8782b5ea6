// SPDX-License-Identifier: GPL-2.0
/*
 * Which tasks an argument means: a PID; PID#DEATH_SEQ for one of several dead ones that had
 * it; or the name of a command, a program or a unit, which any number may have had.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/filter.h"
#include "cmd/named.h"
#include "task/lookup.h"
#include "text/warn.h"
#include "why/asked.h"

/* PID#DEATH_SEQ; either number is 0 if it is not there. */
struct id {
	int64_t pid, death_seq;
};

static bool read_id(const char *word, struct id *id)
{
	const size_t digits = strcspn(word, "#");

	id->death_seq = 0;
	return lct_options_pid(word, digits, &id->pid) &&
	       (!word[digits] || (lct_cell_number(word + digits + 1, &id->death_seq) &&
				  id->death_seq > 0));
}

/* When it ended: it may be a zombie still; 0 if it has not ended. */
static int64_t ended_ns(const struct lct_task *task)
{
	return lct_task_number_or(task, LCT_COLUMN_died_ns,
				  lct_task_number_or(task, LCT_COLUMN_reaped_ns, 0));
}

static int by_end(const void *a, const void *b)
{
	const struct lct_task *x = *(const struct lct_task *const *)a;
	const struct lct_task *y = *(const struct lct_task *const *)b;
	const int64_t p = ended_ns(x), q = ended_ns(y);

	if (p != q)
		return p < q ? 1 : -1;
	return x->born_ns < y->born_ns ? 1 : x->born_ns > y->born_ns ? -1 : 0;
}

/* Helpers come and go; what failed, was killed or asked to end is what people want to know. */
static bool is_notable(const struct lct_task *task)
{
	return ended_ns(task) && (!lct_task_is_clean(task) || lct_asked_to_end(task));
}

/* The others stay in their order. */
static void put_first(struct lct_named *named, size_t i)
{
	const struct lct_task *first = named->found[i];

	memmove(named->found + 1, named->found, i * sizeof(*named->found));
	named->found[0] = first;
}

/* The newest notable end. */
static void put_notable_first(struct lct_named *named)
{
	size_t i = 0;

	while (i < named->nr && !is_notable(named->found[i]))
		i++;
	if (i < named->nr)
		put_first(named, i);
}

/* Did process 1 kill what this parent had left behind when it failed or was killed? */
static bool is_left_by(const struct lct_task *task, const struct lct_task *parent)
{
	return lct_task_number_or(task, LCT_COLUMN_killer_pid, 0) == 1 &&
	       lct_task_number_or(task, LCT_COLUMN_orphaned_by_pid, 0) == parent->pid &&
	       lct_task_number_or(task, LCT_COLUMN_signal_sent_ns, 0) >= ended_ns(parent) &&
	       parent->dead && parent->born_ns < task->born_ns && !lct_task_is_clean(parent);
}

/* When its main process has died, systemd kills the rest of a unit: the cause comes first. */
static void put_cause_first(struct lct_named *named)
{
	size_t i = 1;

	while (i < named->nr)
		if (is_left_by(named->found[0], named->found[i])) {
			put_first(named, i);
			i = 1;
		} else {
			i++;
		}
}

typedef bool fits_fn(const struct lct_task *task, const void *what);

/* All tasks that fit, among those that have been loaded. */
static void choose(struct lct_named *named, fits_fn *fits, const void *what)
{
	const struct lct_tasks *tasks = &named->source.tasks;
	size_t i;

	for (i = 0; i < tasks->nr; i++)
		if (fits(&tasks->task[i], what))
			named->found[named->nr++] = &tasks->task[i];
	qsort(named->found, named->nr, sizeof(*named->found), by_end);
	put_notable_first(named);
}

static int load(struct lct_named *named, const struct lct_options *opt, int where)
{
	int status = lct_source_load(&named->source, opt->root, where | LCT_READ_QUIETLY);

	if (status)
		return status;
	named->found = calloc(named->source.tasks.nr + 1, sizeof(*named->found));
	return named->found ? 0 : lct_warn_no_memory();
}

static bool has_id(const struct lct_task *task, const void *what)
{
	const struct id *id = what;

	return task->pid == id->pid &&
	       lct_task_number_or(task, LCT_COLUMN_death_seq, 0) == id->death_seq;
}

static bool has_name(const struct lct_task *task, const void *name)
{
	return lct_task_is_leader(task) && lct_filter_has_name(task, name);
}

static bool has_unit(const struct lct_task *task, const void *unit)
{
	return lct_task_is_leader(task) && lct_filter_has_unit(task, unit);
}

static bool has_failed(const struct lct_task *task, const void *unused)
{
	(void)unused;
	return task->dead && lct_task_is_leader(task) && !lct_task_is_clean(task);
}

static int find_pid(struct lct_named *named, const struct lct_options *opt, int64_t pid)
{
	int status = lct_lookup_pid(opt->root, pid, &named->table, &named->tasks);

	if (status)
		return status;
	if (!named->tasks.nr) {
		lct_source_unknown(opt->root, "task", pid);
		return EXIT_FAILURE;
	}
	named->found = malloc(sizeof(*named->found));
	if (!named->found)
		return lct_warn_no_memory();
	*named->found = &named->tasks.task[0];
	named->nr = 1;
	return 0;
}

/* A unit may have processes of other names: it is meant only if no process has the name. */
static int find_name(struct lct_named *named, const struct lct_options *opt, const char *name)
{
	int status = load(named, opt, LCT_READ_LIVING | LCT_READ_DEAD);

	if (status)
		return status;
	choose(named, has_name, name);
	if (!named->nr)
		choose(named, has_unit, name);
	put_cause_first(named);
	if (named->nr)
		return 0;
	lct_warn("no process, living or dead, with the name or unit '%s' that you may see", name);
	return EXIT_FAILURE;
}

static int find_death(struct lct_named *named, const struct lct_options *opt,
		      const struct id *id)
{
	int status = load(named, opt, LCT_READ_DEAD);

	if (status)
		return status;
	choose(named, has_id, id);
	if (named->nr)
		return 0;
	lct_warn("no dead task %lld#%lld in the history that you may see", (long long)id->pid,
		 (long long)id->death_seq);
	return EXIT_FAILURE;
}

/**
 * lct_named_find() - find the tasks that a word means
 * @named:	all zeros; receives them, at least one on success; freed by the caller, also
 *		on failure
 * @opt:	options
 * @word:	a PID, PID#DEATH_SEQ, or a name or shell pattern
 *
 * Return: an exit status.
 */
int lct_named_find(struct lct_named *named, const struct lct_options *opt, const char *word)
{
	struct id id;

	if (!*word)
		return lct_options_misuse(opt, "a name is empty");
	if (word[strspn(word, "0123456789#")])
		return find_name(named, opt, word);
	if (!read_id(word, &id))
		return lct_options_misuse(opt, "'%s' is not a PID", word);
	return id.death_seq ? find_death(named, opt, &id) : find_pid(named, opt, id.pid);
}

/**
 * lct_named_last() - find the processes that failed, crashed or were killed
 * @named:	as for lct_named_find()
 * @opt:	options
 *
 * Return: an exit status.
 */
int lct_named_last(struct lct_named *named, const struct lct_options *opt)
{
	int status = load(named, opt, LCT_READ_DEAD);

	if (status)
		return status;
	choose(named, has_failed, NULL);
	if (named->nr)
		return 0;
	lct_warn("no process in the history that you may see has failed or been killed");
	return EXIT_FAILURE;
}

/**
 * lct_named_free() - free what has been found
 * @named:	the tasks
 */
void lct_named_free(struct lct_named *named)
{
	free(named->found);
	lct_tasks_free(&named->tasks);
	lct_table_free(&named->table);
	lct_source_free(&named->source);
}
