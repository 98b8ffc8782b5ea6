// SPDX-License-Identifier: GPL-2.0
/*
 * Where the deaths come from: `dead`, of which a reader at the end gets the rows that are
 * added, and poll(2) reports them. Nothing else of top knows this.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "task/source.h"
#include "text/warn.h"
#include "top/deaths.h"

/* More than any screen has lines. */
#define KEPT_MAX	512

/* The tasks point to the rows, which stay where they are when the table grows. */
static int renew(struct lct_top_deaths *deaths)
{
	const size_t nr = deaths->table.nrows;
	struct lct_top_times *times;

	deaths->tasks.nr = 0;
	times = reallocarray(deaths->times, nr + 1, sizeof(*times));
	if (!times || lct_tasks_add(&deaths->tasks, &deaths->table)) {
		deaths->times = times ? times : deaths->times;
		return lct_warn_no_memory();
	}
	deaths->times = times;
	return 0;
}

/**
 * lct_top_deaths_open() - read the newest deaths
 * @deaths:	all zeros; closed by the caller, also on failure
 * @root:	root folder of a recording, or NULL
 *
 * Return: an exit status.
 */
int lct_top_deaths_open(struct lct_top_deaths *deaths, const char *root)
{
	int status;

	deaths->fd = -1;
	lct_table_init(&deaths->table);
	if (root) {
		status = lct_source_table(root, "dead", &deaths->table);
		return status ? status : renew(deaths);
	}
	deaths->fd = lct_source_open(NULL, LCT_DIR_PROC, "dead", O_RDONLY, &status);
	return deaths->fd < 0 ? status : lct_top_deaths_read(deaths);
}

/**
 * lct_top_deaths_read() - read the deaths since the previous call
 * @deaths:	the deaths
 *
 * Return: an exit status.
 */
int lct_top_deaths_read(struct lct_top_deaths *deaths)
{
	int ret;

	if (deaths->fd < 0)
		return 0;
	ret = lct_table_read(&deaths->table, deaths->fd);
	return ret ? lct_source_failed("dead", &deaths->table, ret) : renew(deaths);
}

/**
 * lct_top_deaths_trim() - drop the oldest of those whose times are known
 * @deaths:	the deaths, whose tasks have moved afterwards
 */
void lct_top_deaths_trim(struct lct_top_deaths *deaths)
{
	struct lct_table *t = &deaths->table;
	size_t i, drop;

	drop = deaths->seen > KEPT_MAX ? deaths->seen - KEPT_MAX : 0;
	if (!drop)
		return;
	for (i = 0; i < drop; i++)
		free(t->rows[i]);
	t->nrows -= drop;
	memmove(t->rows, t->rows + drop, t->nrows * sizeof(*t->rows));
	deaths->seen -= drop;
	memmove(deaths->times, deaths->times + drop, deaths->seen * sizeof(*deaths->times));
	deaths->tasks.nr = 0;
	/* There was room for more. */
	lct_tasks_add(&deaths->tasks, t);
}

/**
 * lct_top_deaths_close() - free the deaths
 * @deaths: the deaths
 */
void lct_top_deaths_close(struct lct_top_deaths *deaths)
{
	if (deaths->fd >= 0)
		close(deaths->fd);
	lct_tasks_free(&deaths->tasks);
	lct_table_free(&deaths->table);
	free(deaths->times);
}
