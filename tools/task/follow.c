// SPDX-License-Identifier: GPL-2.0
/*
 * Following a family through the history of dead tasks. The history is bounded:
 * it must be read again while the family lives, and deaths evicted before they
 * were read must be reported.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "task/follow.h"
#include "task/source.h"
#include "text/warn.h"

/* Number of dead tasks at which those outside the family are first dropped. */
#define PRUNE_FIRST	4096

static const char *const kinds[] = { LC_KEPTS(LC_WORD) };

/* Some values of `stats`. */
struct totals {
	int64_t deaths[LC_KEPT_NR], dead[LC_KEPT_NR], evicted, lost;
};

static int64_t total(const struct lct_table *t, const char *name)
{
	int64_t value = 0;

	lct_cell_number(lct_table_cell(t, 0, lct_table_column(t, name)), &value);
	return value;
}

static int read_totals(struct totals *totals)
{
	struct lct_table t;
	char name[40];
	int status, i;

	memset(totals, 0, sizeof(*totals));
	status = lct_source_values(NULL, "stats", &t);
	totals->lost = total(&t, "lost");
	totals->evicted = total(&t, "dead_evicted");
	for (i = 0; i < LC_KEPT_NR; i++) {
		snprintf(name, sizeof(name), "dead_%s", kinds[i]);
		totals->dead[i] = total(&t, name);
		snprintf(name, sizeof(name), "dead_%s_evicted", kinds[i]);
		totals->deaths[i] = totals->dead[i] + total(&t, name);
	}
	lct_table_free(&t);
	return status;
}

/*
 * How many deaths since the previous call may not be in the history any more. For one who
 * sees all deaths it is as many as have been evicted. For others a gap may also be a death
 * that they may not see: at least these cannot all be in the history.
 */
static int64_t count_evicted(const struct lct_follow *w, const struct totals *now)
{
	int64_t over, evicted = 0;
	int i;

	if (geteuid() == 0)
		return now->evicted - w->evicted;
	for (i = 0; i < LC_KEPT_NR; i++) {
		over = now->deaths[i] - w->deaths[i] - now->dead[i];
		evicted += over > 0 ? over : 0;
	}
	return evicted;
}

/* Count the deaths missing between the newest known row and the rows from @from on. */
static int64_t count_gaps(struct lct_follow *w, size_t from)
{
	const int col = lct_table_column(&w->dead, "death_seq");
	int64_t seq, gaps = 0;
	size_t i;

	for (i = from; i < w->dead.nrows; i++) {
		if (!lct_cell_number(lct_table_cell(&w->dead, i, col), &seq))
			continue;
		if (seq > w->seq + 1)
			gaps += seq - w->seq - 1;
		w->seq = seq;
	}
	return gaps;
}

/* Rows of tasks born before the family cannot be its members. */
static void drop_older(struct lct_follow *w, size_t from)
{
	const int col = lct_table_column(&w->dead, "born_ns");
	size_t i, n = from;
	int64_t born;

	for (i = from; i < w->dead.nrows; i++) {
		if (lct_cell_number(lct_table_cell(&w->dead, i, col), &born) && born < w->born_ns)
			free(w->dead.rows[i]);
		else
			w->dead.rows[n++] = w->dead.rows[i];
	}
	w->dead.nrows = n;
}

/**
 * lct_follow_open() - start to follow
 * @w: what is followed; lct_follow_close() in any case
 *
 * Return: an exit status.
 */
int lct_follow_open(struct lct_follow *w)
{
	struct totals totals;
	int ret, status;

	memset(w, 0, sizeof(*w));
	w->prune_at = PRUNE_FIRST;
	lct_table_init(&w->dead);
	w->fd = lct_source_open(NULL, LCT_DIR_PROC, "dead", O_RDONLY, &status);
	if (w->fd < 0)
		return status;
	status = read_totals(&totals);
	if (status)
		return status;
	memcpy(w->deaths, totals.deaths, sizeof(w->deaths));
	w->evicted = totals.evicted;
	w->births_lost = totals.lost;
	ret = lct_table_read(&w->dead, w->fd);
	if (ret)
		return lct_source_failed("dead", &w->dead, ret);
	/* Earlier deaths are not needed, only their newest sequence number. */
	count_gaps(w, 0);
	lct_table_clear_rows(&w->dead);
	return 0;
}

/**
 * lct_follow_identify() - set the task to follow
 * @w:		what is followed
 * @pid:	a living child, which is blocked until this returns
 *
 * A PID alone is not enough, because it may be reused.
 *
 * Return: an exit status.
 */
int lct_follow_identify(struct lct_follow *w, pid_t pid)
{
	struct lct_table t;
	char text[16];
	int fd, ret, status;

	lct_table_init(&t);
	fd = lct_source_open(NULL, LCT_DIR_PROC, "task", O_RDWR, &status);
	if (fd < 0)
		return status;
	snprintf(text, sizeof(text), "%d\n", (int)pid);
	w->pid = pid;
	if (write(fd, text, strlen(text)) < 0) {
		/* A missing record is reported at the end, with possible reasons. */
		if (errno != ESRCH)
			lct_warn("no record of the command's process %d: %s", (int)pid,
				 strerror(errno));
		status = EXIT_FAILURE;
	} else {
		ret = lct_table_read_values(&t, fd);
		status = ret ? lct_source_failed("task", &t, ret) : 0;
	}
	lct_cell_number(lct_table_cell(&t, 0, lct_table_column(&t, "born_ns")), &w->born_ns);
	lct_table_free(&t);
	close(fd);
	return status;
}

/**
 * lct_follow_read() - read the deaths since the previous call
 * @w: what is followed
 *
 * A gap in the sequence numbers may be a death that this user may not see, or one that has
 * been evicted.
 *
 * Return: an exit status.
 */
int lct_follow_read(struct lct_follow *w)
{
	const size_t from = w->dead.nrows;
	struct totals before, after;
	int64_t gaps, evicted;
	int ret, status;

	status = read_totals(&before);
	if (status)
		return status;
	ret = lct_table_read(&w->dead, w->fd);
	if (ret)
		return lct_source_failed("dead", &w->dead, ret);
	status = read_totals(&after);
	gaps = count_gaps(w, from);
	evicted = count_evicted(w, &after);
	w->lost += gaps < evicted ? gaps : evicted;
	memcpy(w->deaths, before.deaths, sizeof(w->deaths));
	w->evicted = before.evicted;
	w->unrecorded = after.lost - w->births_lost;
	drop_older(w, from);
	return status;
}

/**
 * lct_follow_look() - take a snapshot of all possible members of the family
 * @w:		what is followed; must not be read again while @now is in use
 * @now:	the tasks, freed by the caller, also on failure
 *
 * The living are read first, so that no task is missed between the two reads.
 *
 * Return: an exit status.
 */
int lct_follow_look(struct lct_follow *w, struct lct_followed *now)
{
	int status;

	memset(now, 0, sizeof(*now));
	status = lct_source_table(NULL, "tasks", &now->living);
	if (!status)
		status = lct_follow_read(w);
	if (status)
		return status;
	if (lct_tasks_add(&now->tasks, &now->living) || lct_tasks_add(&now->tasks, &w->dead))
		return lct_warn_no_memory();
	lct_tasks_merge(&now->tasks);
	return 0;
}

/**
 * lct_followed_free() - free what lct_follow_look() has read
 * @now: the tasks
 */
void lct_followed_free(struct lct_followed *now)
{
	lct_tasks_free(&now->tasks);
	lct_table_free(&now->living);
}

/* Drop the dead outside the family: all their ancestors are known by now. */
static void drop_strangers(struct lct_follow *w, const struct lct_tasks *tasks,
			   const bool *member)
{
	size_t i, n = 0;

	for (i = 0; i < tasks->nr; i++) {
		const struct lct_task *task = &tasks->task[i];

		if (task->table != &w->dead || member[i])
			continue;
		free(w->dead.rows[task->row]);
		w->dead.rows[task->row] = NULL;
	}
	for (i = 0; i < w->dead.nrows; i++)
		if (w->dead.rows[i])
			w->dead.rows[n++] = w->dead.rows[i];
	w->dead.nrows = n;
}

/**
 * lct_follow_prune() - drop the dead outside the family, count living members
 * @w:		what is followed
 * @alive:	living members, zombies included
 *
 * Return: an exit status.
 */
int lct_follow_prune(struct lct_follow *w, size_t *alive)
{
	struct lct_family f = { 0 };
	struct lct_followed now;
	bool *member = NULL;
	size_t i;
	int status;

	*alive = 0;
	status = lct_follow_look(w, &now);
	if (!status) {
		member = calloc(now.tasks.nr + 1, sizeof(*member));
		if (!member || lct_family_link(&f, &now.tasks) ||
		    lct_family_members(&f, lct_family_find(&f, w->pid, w->born_ns), member))
			status = lct_warn_no_memory();
	}
	if (!status && member) {
		for (i = 0; i < now.tasks.nr; i++)
			*alive += member[i] && !now.tasks.task[i].dead;
		drop_strangers(w, &now.tasks, member);
	}
	w->prune_at = w->dead.nrows < PRUNE_FIRST / 2 ? PRUNE_FIRST : 2 * w->dead.nrows;
	free(member);
	lct_family_free(&f);
	lct_followed_free(&now);
	return status;
}

/**
 * lct_follow_close() - stop following
 * @w: what was followed
 */
void lct_follow_close(struct lct_follow *w)
{
	if (w->fd >= 0)
		close(w->fd);
	lct_table_free(&w->dead);
}
