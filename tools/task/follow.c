// SPDX-License-Identifier: GPL-2.0
/*
 * Following the history of dead tasks. The history is bounded: deaths evicted before
 * they were read must be reported.
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

static const char *const kinds[] = { LC_KEPTS(LC_WORD) };

/* Some values of `stats`. */
struct totals {
	int64_t deaths[LC_KEPT_NR], dead[LC_KEPT_NR], evicted;
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
	lct_table_init(&w->dead);
	w->fd = lct_source_open(NULL, LCT_DIR_PROC, "dead", O_RDONLY, &status);
	if (w->fd < 0)
		return status;
	status = read_totals(&totals);
	if (status)
		return status;
	memcpy(w->deaths, totals.deaths, sizeof(w->deaths));
	w->evicted = totals.evicted;
	ret = lct_table_read(&w->dead, w->fd);
	if (ret)
		return lct_source_failed("dead", &w->dead, ret);
	/* Earlier deaths are not needed, only their newest sequence number. */
	count_gaps(w, 0);
	lct_table_clear_rows(&w->dead);
	return 0;
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
	return status;
}

/**
 * lct_follow_look() - take a snapshot of all tasks
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
