// SPDX-License-Identifier: GPL-2.0
/* The module is loaded and unloaded 200 times under all kinds of stress. */
#include <stdlib.h>
#include <unistd.h>

#include "ktap.h"
#include "leaks.h"
#include "module.h"
#include "stress.h"
#include "table.h"
#include "time.h"
#include "totals.h"

#define CYCLES 200
#define SHARE 75

/* Small and large, so that each bound is reached and each table is freed. */
static const char * const parameters[] = {
	"", "history=64", "max_tasks=64 history=1", "max_tasks=300000 history=20000",
	"panic_lines=0",
};

static uint64_t cycle(int number)
{
	uint64_t lost;

	module_load(parameters[number % ARRAY_SIZE(parameters)]);
	if (number % 4)
		wait_births(number % 4 * 10);
	expect_whole_rows();
	lost = stats_get("lost");
	unload_when_free();
	expect_nothing_left();
	return lost;
}

static void cycles(void)
{
	uint64_t began = clock_ns(), end = began + stress_budget_ns(SHARE), lost = 0;
	struct stress stress;
	int number = 0;

	stress_begin(&stress);
	while (number < CYCLES && clock_ns() < end && !ktap_failed())
		lost += cycle(number++);
	stress_end(&stress);
	expect(number > 1, "only %d cycles", number);
	stress_report(began, lost, "%d of %d loads and unloads", number, CYCLES);
}

static void once_more(void)
{
	module_load("");
	expect_equal_lists();
	expect_balance();
	expect_whole_rows();
	expect_u64("lost", stats_get("lost"), 0);
	module_unload();
	expect_nothing_left();
}

/* The first load fills caches that the kernel keeps. */
static void leaves_nothing(void)
{
	struct leaks before;

	cycle(0);
	leaks_measure(&before);
	cycles();
	expect_no_growth(&before);
}

static const struct ktap_case cases[] = {
	{ "loads and unloads under stress, hotplug and readers leave nothing behind",
	  leaves_nothing, stress_cleanup },
	{ "the module works after 200 loads and unloads", once_more, module_cleanup },
};

KTAP_MAIN(cases)
