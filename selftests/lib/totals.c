// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <stdlib.h>

#include "ktap.h"
#include "row.h"
#include "table.h"
#include "time.h"
#include "totals.h"

uint64_t processes(void)
{
	char *text = path_text("/proc/stat"), *at;
	uint64_t value;

	require(text, "/proc/stat: %s", strerror(errno));
	at = strstr(text, "\nprocesses ");
	require(at, "/proc/stat has no processes");
	value = strtoull(at + strlen("\nprocesses "), NULL, 10);
	free(text);
	return value;
}

uint64_t birth_lead(uint64_t *births)
{
	for (;;) {
		uint64_t before = processes();

		*births = stats_get("births");
		if (processes() == before)
			return before - *births;
	}
}

void wait_births(uint64_t count)
{
	while (stats_get("births") < count)
		sched_yield();
}

uint64_t debug_value(const char *name)
{
	struct table *table = values_read(LC_DEBUG "table");
	uint64_t value = table_u64(table, 0, name);

	table_free(table);
	return value;
}

/* A birth or a death may fall between two numbers of one reading: try again. */
void expect_balance(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	for (;;) {
		struct table *stats = values_read(LC_PROC "stats");
		uint64_t living = table_u64(stats, 0, "living");
		uint64_t left = table_u64(stats, 0, "enrolled") +
				table_u64(stats, 0, "enrolled_late") +
				table_u64(stats, 0, "births") -
				table_u64(stats, 0, "lost") - table_u64(stats, 0, "deaths");

		table_free(stats);
		if (living == left)
			return;
		if (clock_ns() > deadline) {
			expect_u64("living", living, left);
			return;
		}
		sched_yield();
	}
}

/*
 * A kernel thread may be born or end at any time: a reading of 'tasks' proves something
 * only between two equal readings of /proc.
 */
void expect_equal_lists(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	struct id *before, *tasks, *after;

	for (;;) {
		int proc_count = list_proc(&before);
		int tasks_count = list_tasks(&tasks);
		int after_count = list_proc(&after);
		bool quiet = same_ids(before, proc_count, after, after_count);
		bool equal = same_ids(before, proc_count, tasks, tasks_count);

		if (quiet && !equal) {
			explain_ids(before, proc_count, tasks, tasks_count);
			require(false, "/proc has %d tasks, the table %d", proc_count, tasks_count);
		}
		free(before);
		free(tasks);
		free(after);
		if (quiet)
			return;
		require(clock_ns() < deadline, "/proc never stays the same");
	}
}

static void expect_whole(const char *path)
{
	struct table *table = table_read(path);

	for (int row = 0; row < table->rows; row++) {
		expect_conserved(table, row);
		expect_ordered(table, row);
	}
	table_free(table);
}

void expect_whole_rows(void)
{
	expect_whole(LC_PROC "tasks");
	expect_whole(LC_PROC "dead");
}
