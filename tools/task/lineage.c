// SPDX-License-Identifier: GPL-2.0
/*
 * Following a family: its births and reapings come as events, which say which tasks are its
 * members; their rows come from the history of dead tasks, which is read at the same time and
 * so needs to hold only what dies meanwhile. If events are lost, a look at all tasks finds the
 * members again.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "task/family.h"
#include "task/lineage.h"
#include "task/source.h"
#include "task/stream.h"
#include "text/warn.h"

/* Births without a record, of any user. */
static int64_t read_unrecorded(void)
{
	struct lct_table t;
	int64_t value = 0;

	if (!lct_source_values(NULL, "stats", &t))
		lct_cell_number(lct_table_cell(&t, 0, lct_table_column(&t, "lost")), &value);
	lct_table_free(&t);
	return value;
}

static int read_dead(struct lct_lineage *w)
{
	const int ret = lct_table_read(&w->dead, w->fd);

	return ret ? lct_source_failed("dead", &w->dead, ret) : 0;
}

/**
 * lct_lineage_open() - start to follow
 * @w:		what is followed, with @on_event and @data; lct_lineage_close() in any case
 *
 * Return: an exit status.
 */
int lct_lineage_open(struct lct_lineage *w)
{
	int status;

	w->fd = -1;
	lct_table_init(&w->dead);
	lct_table_init(&w->news);
	w->events = lct_stream_open(NULL, "events", &status);
	if (w->events < 0)
		return status;
	w->fd = lct_source_open(NULL, LCT_DIR_PROC, "dead", O_RDONLY, &status);
	if (w->fd < 0)
		return status;
	w->births_lost = read_unrecorded();
	status = read_dead(w);
	/* Earlier deaths are not needed. */
	lct_table_clear_rows(&w->dead);
	return status;
}

/**
 * lct_lineage_begin() - set the task to follow
 * @w:		what is followed
 * @pid:	a living child, which is blocked until this returns
 *
 * A PID alone is not enough, because it may be reused.
 *
 * Return: an exit status.
 */
int lct_lineage_begin(struct lct_lineage *w, pid_t pid)
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
	if (!lct_members_add(&w->members, pid, w->born_ns))
		return lct_warn_no_memory();
	return lct_stream_follow(w->events, w->on_event ? NULL : "birth,reap", pid);
}

static int take_event(struct lct_lineage *w, const struct lct_event *event)
{
	int64_t lost = 0, tgid = 0, born_ns = 0;
	struct lct_member *member;

	if (w->on_event)
		w->on_event(w->data, event);
	lct_event_number(event, LCT_EVENT_COLUMN_tgid, &tgid);
	lct_event_number(event, LCT_EVENT_COLUMN_born_ns, &born_ns);
	if (lct_event_is(event, "birth"))
		return lct_members_add(&w->members, tgid, born_ns) ? 0 : lct_warn_no_memory();
	if (lct_event_is(event, "reap")) {
		member = lct_members_find(&w->members, tgid, born_ns);
		if (member)
			lct_members_reap(&w->members, member);
	} else if (lct_event_number(event, LCT_EVENT_COLUMN_lost, &lost)) {
		w->lost += lost;
		w->must_look = true;
	}
	return 0;
}

static int read_events(struct lct_lineage *w)
{
	struct lct_event event;
	int status = lct_stream_read(w->events, &w->news);
	size_t row;

	for (row = 0; row < w->news.nrows && !status; row++) {
		lct_event_read(&event, &w->news, row);
		status = take_event(w, &event);
	}
	lct_table_clear_rows(&w->news);
	return status;
}

/* Keep the rows of members, of those that have been read since. */
static void judge(struct lct_lineage *w)
{
	const int tgid_column = lct_table_column(&w->dead, "tgid");
	const int born_column = lct_table_column(&w->dead, "born_ns");
	size_t i, n = w->judged;

	for (i = w->judged; i < w->dead.nrows; i++) {
		struct lct_member *member;
		int64_t tgid = 0, born_ns = 0;

		lct_cell_number(lct_table_cell(&w->dead, i, tgid_column), &tgid);
		lct_cell_number(lct_table_cell(&w->dead, i, born_column), &born_ns);
		member = lct_members_find(&w->members, tgid, born_ns);
		if (!member) {
			free(w->dead.rows[i]);
			continue;
		}
		lct_members_row(&w->members, member);
		w->dead.rows[n++] = w->dead.rows[i];
	}
	w->dead.nrows = n;
	w->judged = n;
}

static int load(struct lct_lineage *w, struct lct_followed *now)
{
	if (lct_tasks_add(&now->tasks, &now->living) || lct_tasks_add(&now->tasks, &w->dead))
		return lct_warn_no_memory();
	lct_tasks_merge(&now->tasks);
	return 0;
}

/* All that descend from the first member are members; those that are not found have been reaped. */
static int mark_members(struct lct_lineage *w, const struct lct_tasks *tasks)
{
	bool *is_member = calloc(tasks->nr + 1, sizeof(*is_member));
	struct lct_family f = { 0 };
	struct lct_member *member;
	int status = EXIT_FAILURE;
	size_t i;

	if (!is_member || lct_family_link(&f, tasks) ||
	    lct_family_members(&f, lct_family_find(&f, w->pid, w->born_ns), is_member))
		goto out;
	for (i = 0; i < tasks->nr; i++) {
		if (!is_member[i])
			continue;
		member = lct_members_add(&w->members, tasks->task[i].tgid, tasks->task[i].born_ns);
		if (!member)
			goto out;
		member->seen = true;
	}
	lct_members_reap_unseen(&w->members);
	status = 0;
out:
	if (status)
		lct_warn_no_memory();
	lct_family_free(&f);
	free(is_member);
	return status;
}

/* After a loss: find the members among all tasks. */
static int look_for_members(struct lct_lineage *w)
{
	struct lct_followed now = { 0 };
	int status = lct_source_table(NULL, "tasks", &now.living);

	if (!status)
		status = read_dead(w);
	if (!status)
		status = load(w, &now);
	if (!status)
		status = mark_members(w, &now.tasks);
	lct_followed_free(&now);
	w->must_look = false;
	return status;
}

/**
 * lct_lineage_read() - read what has happened since the previous call
 * @w: what is followed
 *
 * The deaths are read before the events: the births of those that died are among these.
 *
 * Return: an exit status.
 */
int lct_lineage_read(struct lct_lineage *w)
{
	int status = read_dead(w);

	if (!status)
		status = read_events(w);
	if (!status && w->must_look)
		status = look_for_members(w);
	judge(w);
	return status;
}

/**
 * lct_lineage_look() - take a snapshot of the family, and of all living tasks
 * @w:		what is followed; must not be read again while @now is in use
 * @now:	the tasks, freed by the caller, also on failure
 *
 * The living are read first, so that no task is missed between the reads; and the dead once more
 * after the events: a row is in the history before its reaping is an event.
 *
 * Return: an exit status.
 */
int lct_lineage_look(struct lct_lineage *w, struct lct_followed *now)
{
	int status;

	memset(now, 0, sizeof(*now));
	status = lct_source_table(NULL, "tasks", &now->living);
	if (!status)
		status = lct_lineage_read(w);
	if (!status)
		status = read_dead(w);
	judge(w);
	w->unrecorded = read_unrecorded() - w->births_lost;
	return status ? status : load(w, now);
}

/**
 * lct_lineage_close() - stop following
 * @w: what was followed
 */
void lct_lineage_close(struct lct_lineage *w)
{
	if (w->fd >= 0)
		close(w->fd);
	if (w->events >= 0)
		close(w->events);
	lct_table_free(&w->dead);
	lct_table_free(&w->news);
	lct_members_free(&w->members);
}
