// SPDX-License-Identifier: GPL-2.0
/* The module's clock agrees with CLOCK_MONOTONIC, also if its worker does not run for long. */
#include <sched.h>
#include <stdlib.h>
#include <sys/timex.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "load.h"
#include "table.h"
#include "time.h"

/* Microseconds a tick: CLOCK_MONOTONIC runs by a tenth faster than the TSC tells. */
#define TICK 10000
#define FAST_TICK 11000

/* The module's clock is valid for four seconds of the TSC without a trim. */
#define LATE_NS 4600000000ULL

/* A tenth of LATE_NS is four times as much. */
#define ROOM_NS 100000000ULL

static void set_tick(long tick)
{
	struct timex timex = { .modes = ADJ_TICK, .tick = tick };

	require(adjtimex(&timex) >= 0, "adjtimex: %s", strerror(errno));
}

static void reset(void)
{
	set_policy(getpid(), SCHED_OTHER, 0);
	realtime_leaves_share(true);
	set_tick(TICK);
}

static uint64_t steps(void)
{
	struct table *table = values_read(LC_DEBUG "table");
	uint64_t steps = table_u64(table, 0, "clock_steps");

	table_free(table);
	return steps;
}

static void expect_right(const char *when, uint64_t room)
{
	uint64_t from = clock_ns(), now = stats_get("now_ns");

	expect_between(when, from - room, now, clock_ns() + room);
}

static void trims_are_late(void)
{
	struct table *table = values_read(LC_DEBUG "table");
	uint64_t start, before, deadline;
	struct burner other;

	if (strcmp(table_text(table, 0, "clock"), "tsc"))
		ktap_skip("the clock is the kernel's");
	table_free(table);
	before = steps();
	realtime_leaves_share(false);
	if (cpus() > 1) {
		burner_start(&other, 1);
		set_policy(other.pid, SCHED_FIFO, 10);
	}
	pin(0);
	set_tick(FAST_TICK);
	start = clock_ns();
	if (cpus() > 1)
		burner_order(&other, LATE_NS);
	set_policy(getpid(), SCHED_FIFO, 10);
	while (clock_ns() - start < LATE_NS)
		;
	expect_right("the time without a trim", ROOM_NS);
	reset();
	if (cpus() > 1)
		burner_wait(&other);
	deadline = clock_ns() + PATIENCE_NS;
	while (steps() == before && clock_ns() < deadline)
		sched_yield();
	expect(steps() > before, "the error was not corrected");
	expect_right("the time after the trim", ROOM_NS);
}

static const struct ktap_case cases[] = {
	{ "a clock that was not trimmed for long is the kernel's, and right after the next trim",
	  trims_are_late, reset },
};

KTAP_MAIN(cases)
