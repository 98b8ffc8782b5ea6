// SPDX-License-Identifier: GPL-2.0
/* A reader that does not read holds nobody up, and learns how much it has lost. */
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"

/* Several events each, which is more than the ring keeps. */
#define CHILDREN 8000

static struct events slow, slower;

/* No other task is born meanwhile. Tries again if one is. */
static uint64_t open_quietly(void)
{
	uint64_t before;

	for (;;) {
		before = events_births_of_kernel();
		events_open(&slow, "kind=birth");
		events_open(&slower, "kind=birth");
		if (events_births_of_kernel() == before)
			return before;
		events_close(&slow);
		events_close(&slower);
	}
}

/* Until nothing is born while the rest is read. */
static uint64_t read_quietly(struct events *events)
{
	uint64_t before;

	do {
		before = events_births_of_kernel();
		events_read(events);
	} while (events_births_of_kernel() != before);
	return before;
}

static uint64_t seen_and_lost(struct events *events)
{
	const struct table *table = events_table(events);
	uint64_t births = events_count(events, "birth", 0);

	for (int row = 0; row < table->rows; row++)
		births += table_u64_or(table, row, "lost", 0);
	return births;
}

static void bear(int count)
{
	pid_t pid;

	while (count--) {
		pid = vfork();
		if (!pid)
			_exit(0);
		reap(pid);
	}
}

static void sleeping(void)
{
	uint64_t first = open_quietly(), last;

	bear(CHILDREN / 2);
	read_quietly(&slow);
	bear(CHILDREN / 2);
	last = read_quietly(&slow);
	expect_u64("seen and lost", seen_and_lost(&slow), last - first);
	last = read_quietly(&slower);
	expect_u64("seen and lost by the other", seen_and_lost(&slower), last - first);
	expect(events_count(&slower, "lost", 0) == 1, "%d rows of losses",
	       events_count(&slower, "lost", 0));
	expect(!strcmp(events_text(&slower, 0, "event"), "lost"), "the loss is not in its place");
}

static const struct ktap_case cases[] = {
	{ "what a reader sees and loses is all that happened, exactly", sleeping },
};

KTAP_MAIN(cases)
