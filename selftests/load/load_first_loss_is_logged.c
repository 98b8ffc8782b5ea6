// SPDX-License-Identifier: GPL-2.0
/* The first task that gets no record is in the kernel's log, with the bound; no other is. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "flood.h"
#include "kmsg.h"
#include "ktap.h"
#include "load.h"
#include "module.h"
#include "time.h"
#include "table.h"
#include "totals.h"

#define FLOODER 1000
#define WORDS "lifecycle: no record for pid "

static int lines_with(const char *text, const char *words)
{
	int count = 0;

	for (; (text = strstr(text, words)); text++)
		count++;
	return count;
}

/* Unloading waits for what is still to be logged. */
static void expect_one_line(int log, const char *bound)
{
	char *text;

	module_unload();
	text = kmsg_text(log);
	expect_u64("lines about losses", lines_with(text, WORDS), 1);
	expect(strstr(text, bound), "the line does not say '%s': %s", bound, text);
	free(text);
}

static void share(void)
{
	for (int load = 0; load < 2; load++) {
		int max_tasks = flood_load(), log = kmsg_open();
		char bound[80];

		end_child(flood(FLOODER, flood_size(max_tasks)));
		end_child(flood(FLOODER, flood_size(max_tasks)));
		expect(stats_get("lost_share") > 1, "nothing is lost");
		snprintf(bound, sizeof(bound), "of uid %d: the user has %llu of max_tasks=%d\n",
			 FLOODER, (unsigned long long)debug_value("max_tasks_of_user"), max_tasks);
		expect_one_line(log, bound);
		close(log);
	}
}

static void all_places(void)
{
	int max_tasks = flood_load(), log = kmsg_open();
	char bound[80];

	end_child(flood(0, max_tasks));
	expect(stats_get("lost_full") > 1, "nothing is lost");
	snprintf(bound, sizeof(bound), "of uid 0: max_tasks=%d is reached\n", max_tasks);
	expect_one_line(log, bound);
}

/* It does not wait until the module is unloaded. */
static void at_once(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	int max_tasks = flood_load(), log = kmsg_open();

	flood(FLOODER, flood_size(max_tasks));
	for (bool found = false; !found;) {
		char *text = kmsg_text(log);

		found = strstr(text, WORDS);
		free(text);
		require(found || clock_ns() < deadline, "nothing is logged");
	}
}

/* A bound that a user can reach at will does not silence the others. */
static void each_bound(void)
{
	int max_tasks = flood_load(), log = kmsg_open();
	char *text;

	flood(FLOODER, flood_size(max_tasks));
	flood(FLOODER + 1, flood_size(max_tasks));
	flood(0, max_tasks);
	module_unload();
	text = kmsg_text(log);
	expect_u64("lines about losses", lines_with(text, WORDS), 3);
	expect_u64("about a share", lines_with(text, ": the user has "), 1);
	expect_u64("about what is reserved", lines_with(text, " are reserved for root\n"), 1);
	expect_u64("about all places", lines_with(text, " is reached\n"), 1);
	free(text);
}

static const struct ktap_case cases[] = {
	{ "a user's share, once for each load", share, module_cleanup },
	{ "max_tasks, once", all_places, module_cleanup },
	{ "it is logged at once", at_once, module_cleanup },
	{ "each bound is logged", each_bound, module_cleanup },
};

KTAP_MAIN(cases)
