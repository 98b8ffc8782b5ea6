// SPDX-License-Identifier: GPL-2.0
/*
 * The state of each task in the system, kernel threads included, agrees with the letter in
 * /proc/PID/stat, read before and after.
 */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "time.h"

static const struct { const char *word, *letters; } words[] = {
	{ "running", "R" }, { "runnable", "R" }, { "sleeping", "S" }, { "disk", "D" },
	/* A marked I/O wait may be of either kind, and so may a frozen task. */
	{ "iowait", "DS" }, { "frozen", "DS" }, { "stopped", "T" }, { "traced", "t" },
	{ "parked", "P" }, { "idle", "I" }, { "zombie", "ZX" },
};

static bool goes_with(const char *word, char letter)
{
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (!strcmp(words[i].word, word))
			return strchr(words[i].letters, letter);
	return false;
}

/* The letter changes before the switch: several readings may be needed. */
static void expect_same(pid_t tgid, pid_t tid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS / 5;
	char before, after, word[20] = "";

	do {
		struct table *task;

		before = stat_state(tgid, tid);
		task = task_ask(tid);
		after = stat_state(tgid, tid);
		if (!before || !task || !after)
			return;
		snprintf(word, sizeof(word), "%s", table_text(task, 0, "state"));
		table_free(task);
		if (before == after && goes_with(word, after))
			return;
		sched_yield();
	} while (clock_ns() < deadline);
	expect(false, "%d is %s, %c in /proc", tid, word, after);
}

static void all_tasks(void)
{
	struct id *tasks;
	int count = list_proc(&tasks), seen = 0;
	struct table *table;

	for (int i = 0; i < count; i++)
		expect_same(tasks[i].tgid, tasks[i].tid);
	/* Not only sleepers: a guest without idle workers would prove little. */
	table = table_read(LC_PROC "tasks");
	for (int row = 0; row < table->rows; row++)
		seen += !strcmp(table_text(table, row, "state"), "idle");
	expect(seen >= 1, "no task is idle");
}

static void under_load(void)
{
	struct burner burners[4];
	pid_t pids[ARRAY_SIZE(burners) + 1];

	pids[0] = spawn_hog(-1);
	for (size_t i = 0; i < ARRAY_SIZE(burners); i++) {
		burner_start(&burners[i], -1);
		pids[i + 1] = burners[i].pid;
	}
	for (int i = 0; i < 50; i++) {
		for (size_t j = 0; j < ARRAY_SIZE(burners); j++)
			burner_order(&burners[j], (i + j) % 3 * MS_NS);
		for (size_t j = 0; j < ARRAY_SIZE(pids); j++)
			expect_same(pids[j], pids[j]);
		for (size_t j = 0; j < ARRAY_SIZE(burners); j++)
			gate_wait(&burners[j].done);
	}
}

static const struct ktap_case cases[] = {
	{ "each task's state agrees with /proc", all_tasks },
	{ "states of tasks that come and go agree with /proc", under_load },
};

KTAP_MAIN(cases)
