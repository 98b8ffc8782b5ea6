// SPDX-License-Identifier: GPL-2.0
/*
 * The module's files, on this machine or in a recording, and the messages if they
 * cannot be read. Functions return an exit status; if it is not 0, they have
 * printed the reason.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "archive/recorded.h"
#include "task/scope.h"
#include "task/source.h"
#include "text/warn.h"

#define MODULE			"/sys/module/lifecycle"
#define NSEC_PER_SEC		1000000000LL

static int say_unavailable(const char *root, const char *path)
{
	if (root)
		lct_warn("%s: not a recording of the lifecycle module", path);
	else if (!access(MODULE, F_OK))
		lct_warn("the lifecycle kernel module is loaded, but this /proc does not have its files (no %s)",
			 path);
	else
		lct_warn("the lifecycle kernel module is not loaded (no %s).\n"
			 "Load it as root: 'insmod lifecycle.ko' from its build directory,\n"
			 "or 'modprobe lifecycle' if it is installed.", path);
	return LCT_EXIT_UNAVAILABLE;
}

/**
 * lct_source_open() - open one of the module's files
 * @root:	root folder of a recording, or NULL
 * @dir:	LCT_DIR_PROC or LCT_DIR_DEBUG
 * @file:	its name
 * @flags:	for open(2)
 * @status:	exit status if it cannot be opened
 *
 * Return: a descriptor, or -1 after printing the reason.
 */
int lct_source_open(const char *root, const char *dir, const char *file, int flags, int *status)
{
	char *path;
	int fd;

	*status = EXIT_FAILURE;
	if (asprintf(&path, "%s%s%s", root ? root : "", dir, file) < 0) {
		lct_warn("out of memory");
		return -1;
	}
	fd = open(path, flags | O_CLOEXEC);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		*status = say_unavailable(root, path);
	else if (fd < 0)
		lct_warn("%s: %s", path, strerror(errno));
	free(path);
	return fd;
}

/**
 * lct_source_failed() - report why a file could not be read
 * @file:	its name
 * @t:		the table that was to be read
 * @ret:	negative errno of lct_table_read()
 *
 * Return: the exit status for it.
 */
int lct_source_failed(const char *file, const struct lct_table *t, int ret)
{
	lct_warn("%s: %s", file, t->error);
	return ret == -EPROTO || ret == -EPROTONOSUPPORT ? LCT_EXIT_DATA : EXIT_FAILURE;
}

static int load(const char *root, const char *file, struct lct_table *t,
		int (*reader)(struct lct_table *t, int fd))
{
	int fd, ret, status;

	lct_table_init(t);
	fd = lct_source_open(root, LCT_DIR_PROC, file, O_RDONLY, &status);
	if (fd < 0)
		return status;
	ret = reader(t, fd);
	close(fd);
	return ret ? lct_source_failed(file, t, ret) : 0;
}

static int load_recorded(const char *root, const char *file, time_t since, struct lct_table *t)
{
	int ret;

	lct_table_init(t);
	ret = lct_recorded_read(root, file, since, t);
	if (ret == -ENOENT || ret == -ENOTDIR)
		return load(root, file, t, lct_table_read);
	return ret ? lct_source_failed(file, t, ret) : 0;
}

/**
 * lct_source_table() - read a table in /proc/lifecycle
 * @root:	root folder of a recording, or NULL
 * @file:	its name
 * @t:		the table, freed by the caller, also on failure
 *
 * Return: an exit status.
 */
int lct_source_table(const char *root, const char *file, struct lct_table *t)
{
	return root ? load_recorded(root, file, 0, t) : load(root, file, t, lct_table_read);
}

/**
 * lct_source_values() - read a file of `name: value` lines in /proc/lifecycle
 * @root:	root folder of a recording, or NULL
 * @file:	its name
 * @t:		the table, freed by the caller, also on failure
 *
 * Return: an exit status.
 */
int lct_source_values(const char *root, const char *file, struct lct_table *t)
{
	return load(root, file, t, lct_table_read_values);
}

static int64_t read_clock(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return ts.tv_sec * NSEC_PER_SEC + ts.tv_nsec;
}

static bool has_value(const struct lct_table *t, const char *name, int64_t *value)
{
	return lct_cell_number(lct_table_cell(t, 0, lct_table_column(t, name)), value);
}

static int64_t value_of(const struct lct_table *t, const char *name)
{
	int64_t value = 0;

	has_value(t, name, &value);
	return value;
}

/* Read `stats` without a message on failure: only details depend on it. */
static bool read_stats(const char *root, struct lct_table *t)
{
	bool good = false;
	char *path;
	int fd;

	lct_table_init(t);
	if (asprintf(&path, "%s" LCT_DIR_PROC "stats", root ? root : "") < 0)
		return false;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	if (fd >= 0) {
		good = !lct_table_read_values(t, fd);
		close(fd);
	}
	return good;
}

/* Number of deaths so far, of all users; -1 if it is not known, as in a container. */
static int64_t count_deaths(const char *root)
{
	int64_t deaths = -1;
	struct lct_table t;

	if (read_stats(root, &t))
		has_value(&t, "deaths", &deaths);
	lct_table_free(&t);
	return deaths;
}

/**
 * lct_source_clock() - read the relation of the module's times to the time of day
 * @root:	root folder of a recording, or NULL
 * @clock:	the clock; unknown for a recording without `stats`
 */
void lct_source_clock(const char *root, struct lct_clock *clock)
{
	struct lct_table t;

	memset(clock, 0, sizeof(*clock));
	if (read_stats(root, &t))
		clock->known = has_value(&t, "now_ns", &clock->now_ns) &&
			       has_value(&t, "realtime_ns", &clock->realtime_ns);
	lct_table_free(&t);
	if (!clock->known && !root) {
		clock->now_ns = read_clock(CLOCK_MONOTONIC);
		clock->realtime_ns = read_clock(CLOCK_REALTIME);
		clock->known = true;
	}
}

/**
 * lct_source_warn_evicted() - warn if dead tasks have been evicted from the history
 * @root: root folder of a recording, or NULL
 *
 * Return: an exit status.
 */
int lct_source_warn_evicted(const char *root)
{
	struct lct_table t;
	int64_t evicted;
	int status;

	status = lct_source_values(root, "stats", &t);
	evicted = value_of(&t, "dead_evicted");
	lct_table_free(&t);
	if (evicted > 0)
		lct_warn("%lld dead tasks have been evicted from the history and are not included",
			 (long long)evicted);
	return status;
}

/**
 * lct_source_unknown() - report that no visible task has a PID, with possible reasons
 * @root: root folder of a recording, or NULL
 * @what: what was looked for
 * @pid: the pid
 */
void lct_source_unknown(const char *root, const char *what, int64_t pid)
{
	int64_t evicted = 0, lost = 0;
	struct lct_table t;

	if (read_stats(root, &t)) {
		evicted = value_of(&t, "dead_evicted");
		lost = value_of(&t, "lost");
	}
	lct_table_free(&t);
	lct_warn("no %s with PID %lld, living or dead, that you may see", what, (long long)pid);
	if (evicted > 0)
		lct_warn("it may be one of %lld dead tasks evicted from the history",
			 (long long)evicted);
	if (lost > 0)
		lct_warn("it may be one of %lld tasks without a record",
			 (long long)lost);
}

/**
 * lct_source_has() - check whether the module has a file
 * @root:	root folder of a recording, or NULL
 * @file:	its name in /proc/lifecycle
 *
 * An older module, or its recording, has fewer files.
 */
bool lct_source_has(const char *root, const char *file)
{
	bool has;
	char *path;

	if (asprintf(&path, "%s" LCT_DIR_PROC "%s", root ? root : "", file) < 0)
		return false;
	has = !access(path, F_OK);
	free(path);
	return has;
}

/**
 * lct_source_load_since() - read the living, the dead and the clock
 * @s:		the result, freed by the caller, also on failure
 * @root:	root folder of a recording, or NULL
 * @since:	seconds since the epoch: deaths before may be left out, if there are many
 * @what:	LCT_READ_...
 *
 * The living are read first: a task that dies meanwhile is then in both tables and
 * never in neither.
 *
 * Return: an exit status.
 */
int lct_source_load_since(struct lct_source *s, const char *root, time_t since, int what)
{
	int64_t deaths = -1;
	int status = 0;

	memset(s, 0, sizeof(*s));
	if (what & LCT_READ_RACING_DEATHS)
		deaths = count_deaths(root);
	if (what & LCT_READ_LIVING)
		status = lct_source_table(root, "tasks", &s->living);
	if (what & LCT_READ_RACING_DEATHS && !status &&
	    ((deaths < 0 && !root) || count_deaths(root) != deaths))
		what |= LCT_READ_DEAD;
	if (!status && what & LCT_READ_DEAD)
		status = root ? load_recorded(root, "dead", since, &s->dead) :
				lct_source_table(root, "dead", &s->dead);
	if (status)
		return status;
	if (lct_tasks_add(&s->tasks, &s->living) || lct_tasks_add(&s->tasks, &s->dead)) {
		lct_warn("out of memory");
		return EXIT_FAILURE;
	}
	if (what & LCT_READ_LIVING && what & LCT_READ_DEAD)
		lct_tasks_merge(&s->tasks);
	lct_source_clock(root, &s->view.clock);
	if (!(what & LCT_READ_QUIETLY))
		lct_scope_warn(root);
	return 0;
}

/**
 * lct_source_load() - read the living, all the dead, and the clock
 * @s:		as for lct_source_load_since()
 * @root:	likewise
 * @what:	likewise
 *
 * Return: an exit status.
 */
int lct_source_load(struct lct_source *s, const char *root, int what)
{
	return lct_source_load_since(s, root, 0, what);
}

/**
 * lct_source_free() - free what lct_source_load() has read
 * @s: the source
 */
void lct_source_free(struct lct_source *s)
{
	lct_tasks_free(&s->tasks);
	lct_table_free(&s->living);
	lct_table_free(&s->dead);
}
