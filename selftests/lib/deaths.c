// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "deaths.h"
#include "ktap.h"
#include "row.h"

struct mass {
	unsigned int uid;
	enum end end;
	int count;
};

static void *return_at_once(void *unused)
{
	return NULL;
}

static void end_threads(int count)
{
	pthread_t thread;

	for (int i = 0; i < count; i++) {
		require(!pthread_create(&thread, NULL, return_at_once, NULL), "no thread");
		pthread_join(thread, NULL);
	}
}

static pid_t bear(enum end end)
{
	pid_t pid = vfork();

	if (pid == 0) {
		if (end == ENDS_KILLED)
			kill(getpid(), SIGKILL);
		_exit(end == ENDS_FAILED);
	}
	require(pid > 0, "fork: %s", strerror(errno));
	return pid;
}

static void end_processes(enum end end, int count)
{
	for (int i = 0; i < count; i++)
		reap(bear(end));
}

static void run_mass(void *data)
{
	const struct mass *mass = data;

	become(mass->uid);
	if (mass->end == ENDS_THREAD)
		end_threads(mass->count);
	else
		end_processes(mass->end, mass->count);
}

void die(unsigned int uid, enum end end, int count)
{
	struct mass mass = { .uid = uid, .end = end, .count = count };

	reap(spawn(run_mass, &mass));
}

int rows_of_user(const struct table *dead, unsigned int uid, const char *cause)
{
	int count = 0;

	for (int row = 0; row < dead->rows; row++)
		count += table_u64(dead, row, "uid") == uid &&
			 (!cause || !strcmp(table_text(dead, row, "cause"), cause));
	return count;
}

void expect_in_order(const struct table *dead)
{
	for (int row = 1; row < dead->rows; row++)
		expect(table_u64(dead, row - 1, "death_seq") < table_u64(dead, row, "death_seq"),
		       "row %d of %d is not newer than the one before", row, dead->rows);
}

static const char *kind_of(const struct table *dead, int row)
{
	const char *cause = table_text(dead, row, "cause");

	if (table_u64(dead, row, "pid") != table_u64(dead, row, "tgid"))
		return "thread";
	return !strcmp(cause, "exited") || !strcmp(cause, "failed") ? "ordinary" : "notable";
}

/* Nothing has died between the two if the newest row is that of the last death. */
static struct table *read_both(struct table **stats)
{
	for (;;) {
		struct table *dead = table_read(LC_PROC "dead");

		*stats = values_read(LC_PROC "stats");
		if (!dead->rows || table_u64(dead, dead->rows - 1, "death_seq") ==
				   table_u64(*stats, 0, "deaths"))
			return dead;
		table_free(dead);
		table_free(*stats);
	}
}

void expect_kept_counts(void)
{
	const char *const kinds[] = { "notable", "ordinary", "thread" };
	struct table *stats, *dead = read_both(&stats);

	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		uint64_t count = 0, oldest_ns = 0;

		for (int row = 0; row < dead->rows; row++) {
			if (strcmp(kind_of(dead, row), kinds[i]))
				continue;
			if (!count++)
				oldest_ns = table_u64(dead, row, "reaped_ns");
		}
		expect_cells(stats, "dead_%s=%llu dead_%s_oldest_ns=%llu", kinds[i],
			     (unsigned long long)count, kinds[i], (unsigned long long)oldest_ns);
	}
	expect_cells(stats, "dead=%d dead_evicted=%llu", dead->rows,
		     (unsigned long long)(table_u64(stats, 0, "deaths") - dead->rows));
	table_free(dead);
	table_free(stats);
}

int resize_history(const char *sizes)
{
	int fd = open("/sys/module/lifecycle/parameters/history", O_WRONLY), ret = 0;

	require(fd >= 0, "history: %s", strerror(errno));
	if (write(fd, sizes, strlen(sizes)) < 0)
		ret = errno;
	close(fd);
	return ret;
}
