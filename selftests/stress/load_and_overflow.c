// SPDX-License-Identifier: GPL-2.0
/*
 * Three times as many living tasks as max_tasks, 30,000 if there is time for them: memory
 * is bounded, and each lost birth is counted.
 */
#include <stdio.h>
#include <unistd.h>

#include "child.h"
#include "crowd.h"
#include "ktap.h"
#include "leaks.h"
#include "module.h"
#include "reader.h"
#include "stress.h"
#include "table.h"
#include "time.h"
#include "totals.h"

#define MOST 30000
#define PER_SECOND 100

/* The reserve, see module/record/task.c; the slab cache also keeps some free on each CPU. */
#define STOCK_OF_CPU 512
#define STOCK_LEAST 1024
#define ROOM_OF_CACHE 4096

static int size(void)
{
	uint64_t affordable = stress_budget_ns(100) / 1000000000 * PER_SECOND;

	return affordable < MOST ? affordable : MOST;
}

static int bound(void)
{
	return size() / 3;
}

static int stock(void)
{
	int all = STOCK_OF_CPU * sysconf(_SC_NPROCESSORS_CONF);

	return all > STOCK_LEAST ? all : STOCK_LEAST;
}

static void load_bound(void)
{
	char parameters[40];

	/* The history has a bound of its own. A small one leaves the table's to be seen. */
	snprintf(parameters, sizeof(parameters), "max_tasks=%d history=64", bound());
	module_load(parameters);
}

/* No lost task has died yet: those that are still lost are those without a row. */
static uint64_t expect_missing_are_lost(void)
{
	struct table *tasks;
	uint64_t lost, late;
	int all;

	for (;;) {
		all = count_tasks();
		late = stats_get("enrolled_late");
		lost = stats_get("lost");
		tasks = table_read(LC_PROC "tasks");
		if (stats_get("lost") == lost && stats_get("enrolled_late") == late &&
		    count_tasks() == all)
			break;
		table_free(tasks);
	}
	expect(tasks->rows <= bound(), "%d rows", tasks->rows);
	expect_u64("lost", lost - late, all - tasks->rows);
	table_free(tasks);
	return lost;
}

static void expect_bounded_memory(void)
{
	uint64_t records = bound() + stock(), bytes = debug_value("record_bytes") + 64;
	uint64_t peak = debug_value("living_peak"), room = slab_room("lc_task");
	uint64_t memory = debug_value("memory_bytes");

	expect(peak <= (uint64_t)bound(), "%llu were recorded", (unsigned long long)peak);
	if (!stats_get("lost_memory"))
		expect_u64("the most records at once", peak, bound());
	expect(room <= records + ROOM_OF_CACHE, "the slab cache has room for %llu records",
	       (unsigned long long)room);
	expect(memory < records * bytes + (1 << 20), "memory_bytes is %llu",
	       (unsigned long long)memory);
}

static void overflow(void)
{
	static struct crowd crowd;
	uint64_t began = clock_ns(), births, lead, lost;
	struct reader reader;

	load_bound();
	lead = birth_lead(&births);
	reader_begin(&reader);
	crowd_begin(&crowd, size());
	expect_u64("the kernel's lead in births", birth_lead(&births), lead);
	lost = expect_missing_are_lost();
	expect(lost >= (uint64_t)crowd_size(&crowd) - bound(), "%llu lost",
	       (unsigned long long)lost);
	expect_bounded_memory();
	expect_balance();
	expect_whole_rows();
	crowd_end(&crowd);
	expect(reader_end(&reader) > 0, "no file was read");
	expect_u64("the kernel's lead in births", birth_lead(&births), lead);
	expect_u64("lost after the fork bomb", stats_get("lost"), lost);
	expect_bounded_memory();
	expect_balance();
	expect_whole_rows();
	stress_report(began, lost, "%d living tasks, max_tasks=%d", crowd_size(&crowd), bound());
}

static void room_again(void)
{
	pid_t pid;

	load_bound();
	pid = spawn_helper("@exit", 44);
	reap(pid);
	expect_u64("exit_code", table_u64(dead_get(pid), 0, "exit_code"), 44);
	expect_equal_lists();
	expect_u64("lost", stats_get("lost"), 0);
	module_unload();
	expect_nothing_left();
}

static const struct ktap_case cases[] = {
	{ "memory is bounded with three times max_tasks living tasks", overflow, module_cleanup },
	{ "records are available again afterwards", room_again, module_cleanup },
};

KTAP_MAIN(cases)
