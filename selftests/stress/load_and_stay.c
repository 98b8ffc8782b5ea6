// SPDX-License-Identifier: GPL-2.0
/* The module stays loaded under all kinds of stress: afterwards the totals balance. */
#include <stdlib.h>
#include <unistd.h>

#include "ktap.h"
#include "leaks.h"
#include "module.h"
#include "row.h"
#include "stress.h"
#include "table.h"
#include "time.h"
#include "totals.h"

#define SHARE 15

/* Tasks that are in /proc and not in 'tasks' are lost ones. */
static void expect_lists(uint64_t lost)
{
	struct id *proc, *tasks;

	if (!lost) {
		expect_equal_lists();
		return;
	}
	expect(list_proc(&proc) <= list_tasks(&tasks) + (int)lost,
	       "more tasks are missing than lost");
}

static void stay(void)
{
	uint64_t began = clock_ns(), end, births, lead, lost;
	struct leaks before;
	struct stress stress;
	int looks = 0;

	leaks_measure(&before);
	module_load("history=8192");
	lead = birth_lead(&births);
	stress_begin(&stress);
	for (end = began + stress_budget_ns(SHARE); clock_ns() < end && !ktap_failed(); looks++)
		expect_whole_rows();
	stress_end(&stress);
	expect(looks > 1, "all rows were checked only %d times", looks);
	expect_u64("the kernel's lead in births", birth_lead(&births), lead);
	lost = stats_get("lost");
	expect_lists(lost);
	expect_balance();
	expect_whole_rows();
	stress_report(began, lost, "%llu births", (unsigned long long)births);
	module_unload();
	expect_nothing_left();
	expect_no_growth(&before);
}

static const struct ktap_case cases[] = {
	{ "births, deaths and living tasks balance after stress, and equal the kernel's counts",
	  stay,
	  stress_cleanup },
};

KTAP_MAIN(cases)
