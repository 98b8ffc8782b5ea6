// SPDX-License-Identifier: GPL-2.0
/* A storm of short-lived children: none is lost, and evicted ones are counted. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "module.h"
#include "row.h"

#define STORM 3000
#define PARENTS 4

struct child {
	pid_t pid, parent;
};

/* Children of each parent. */
struct share {
	struct child *children;
	int count;
};

/* Several live at a time, so that they die on all CPUs at once. */
static void bear(void *data)
{
	struct share *share = data;

	for (int i = 0; i < share->count; i++) {
		pid_t pid = i % 4 ? vfork() : fork();

		if (pid == 0)
			_exit(i % 200);
		require(pid > 0, "fork: %s", strerror(errno));
		share->children[i] = (struct child){ pid, getpid() };
		if (i >= 8)
			expect_u64("wait status", WEXITSTATUS(reap(share->children[i - 8].pid)),
				   (i - 8) % 200);
	}
	for (int i = share->count - 8; i < share->count; i++)
		reap(share->children[i].pid);
}

static struct child *storm(int count)
{
	struct child *children = mmap(NULL, sizeof(*children) * count, PROT_READ | PROT_WRITE,
				      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct share shares[PARENTS];
	pid_t parents[PARENTS];

	require(children != MAP_FAILED, "no memory");
	for (int i = 0; i < PARENTS; i++) {
		shares[i].count = count / PARENTS;
		shares[i].children = children + i * shares[i].count;
		parents[i] = spawn(bear, &shares[i]);
	}
	for (int i = 0; i < PARENTS; i++)
		require(reap(parents[i]) == 0, "a parent failed");
	return children;
}

/* Rows by pid; the storm is far smaller than pid_max, so no pid is reused. */
static int *index_rows(const struct table *dead)
{
	int *rows = malloc(4194304 * sizeof(*rows)), column = table_column(dead, "pid");

	require(rows, "no memory");
	memset(rows, 0xff, 4194304 * sizeof(*rows));
	for (int row = 0; row < dead->rows; row++) {
		int pid = atoi(dead->cells[row * dead->columns + column]);

		expect(rows[pid] < 0, "two rows for %d", pid);
		rows[pid] = row;
	}
	return rows;
}

static void none_lost(void)
{
	struct child *children;
	struct table *dead;
	int *rows;

	module_load("history=4096");
	children = storm(STORM);
	dead = table_read(LC_PROC "dead");
	rows = index_rows(dead);
	for (int i = 0; i < STORM; i++) {
		int row = rows[children[i].pid];

		if (!expect(row >= 0, "child %d (%d) is not in dead", i, children[i].pid))
			continue;
		expect_u64("exit_code", table_u64(dead, row, "exit_code"),
			   i % (STORM / PARENTS) % 200);
		expect_u64("birth_ppid", table_u64(dead, row, "birth_ppid"), children[i].parent);
		expect_conserved(dead, row);
	}
	expect_u64("dead_evicted", stats_get("dead_evicted"), 0);
	expect_u64("lost", stats_get("lost"), 0);
	expect_u64("deaths", stats_get("deaths"), dead->rows);
	expect_u64("dead", stats_get("dead"), dead->rows);
}

static void evicted_counted(void)
{
	uint64_t deaths, others;
	struct table *dead;

	module_load("history=256");
	storm(STORM);
	dead = table_read(LC_PROC "dead");
	deaths = stats_get("deaths");
	expect(deaths >= STORM, "only %llu deaths", (unsigned long long)deaths);
	expect_u64("dead", stats_get("dead"), dead->rows);
	expect_u64("dead_ordinary", stats_get("dead_ordinary"), 256);
	expect_u64("dead_evicted", stats_get("dead_evicted"), deaths - dead->rows);
	/* Those of threads and of killed tasks are in places of their own. */
	others = stats_get("dead_notable") + stats_get("dead_thread");
	expect_u64("rows", dead->rows, 256 + others);
	expect_u64("the last death_seq", table_u64(dead, dead->rows - 1, "death_seq"), deaths);
	expect(table_u64(dead, others, "death_seq") >= deaths - 255 - others,
	       "an older death is kept than the newest 256");
}

static uint64_t follow(int fd, struct table **header, uint64_t *last)
{
	char *text = file_text(fd);
	struct table *rows = *header ? table_parse_rows(*header, text) : table_parse(text);

	if (!*header)
		*header = rows;
	for (int row = 0; row < rows->rows; row++) {
		uint64_t seq = table_u64(rows, row, "death_seq");

		expect(seq > *last, "death_seq %llu after %llu", (unsigned long long)seq,
		       (unsigned long long)*last);
		*last = seq;
	}
	return rows->rows;
}

/* A reader of 'dead' sees from the gaps in death_seq exactly how many rows it missed. */
static void follower_sees_gaps(void)
{
	struct table *header = NULL;
	uint64_t last = 0, rows, first;
	int fd;

	module_load("history=256");
	fd = open(LC_PROC "dead", O_RDONLY);
	require(fd >= 0, "dead: %s", strerror(errno));
	rows = follow(fd, &header, &last);
	first = last;
	storm(1000);
	rows = follow(fd, &header, &last);
	expect(rows >= 256, "%llu rows after the storm", (unsigned long long)rows);
	expect_u64("the newest death_seq", last, stats_get("deaths"));
	expect(last - first >= 1000, "only %llu deaths", (unsigned long long)(last - first));
	expect_u64("rows with nothing new", follow(fd, &header, &last), 0);
}

static const struct ktap_case cases[] = {
	{ "a long history keeps all of 6,000 children", none_lost, module_cleanup },
	{ "a short history counts what it has evicted of 6,000 children", evicted_counted,
	  module_cleanup },
	{ "gaps in death_seq show how many rows a reader missed", follower_sees_gaps,
	  module_cleanup },
};

KTAP_MAIN(cases)
