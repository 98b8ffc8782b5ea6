// SPDX-License-Identifier: GPL-2.0
/*
 * Each switch of a tree that is followed is an event, as the kernel counts them; of other tasks
 * the ends of long waits for a CPU are.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"
#include "load.h"
#include "schedule.h"
#include "time.h"

#define MS_NS 1000000ULL
#define ROUNDS 20

static struct events events;

static uint64_t switches_of(pid_t pid)
{
	return status_value(pid, pid, "voluntary_ctxt_switches") +
	       status_value(pid, pid, "nonvoluntary_ctxt_switches");
}

static void follow_tree(pid_t pid)
{
	char filter[40];

	snprintf(filter, sizeof(filter), "tree=%d", pid);
	events_open_switches(&events, filter);
}

/* Getting a CPU and leaving it take turns, and the last is leaving it. Returns the pairs. */
static int expect_turns(pid_t pid)
{
	const struct table *table = events_table(&events);
	int on = 0, off = 0;

	for (int row = 0; row < table->rows; row++) {
		expect_u64("PID", table_u64(table, row, "pid"), pid);
		if (!strcmp(table_text(table, row, "event"), "on-cpu"))
			on++;
		else
			off++;
		expect(on - off == 0 || on - off == 1, "row %d: %d times on, %d off", row, on, off);
	}
	expect_u64("times off", off, on);
	return on;
}

static void sleeper(void)
{
	struct schedstat before, after;
	struct burner burner;
	uint64_t switches;
	int on;

	burner_start(&burner, 0);
	wait_blocked(burner.pid);
	before = schedstat_get(burner.pid, burner.pid);
	switches = switches_of(burner.pid);
	follow_tree(burner.pid);
	for (int i = 0; i < ROUNDS; i++) {
		burner_order(&burner, 0);
		burner_wait(&burner);
		wait_blocked(burner.pid);
	}
	after = schedstat_get(burner.pid, burner.pid);
	events_read(&events);
	on = expect_turns(burner.pid);
	if (preemptible_kernel())
		expect((uint64_t)on >= after.slices - before.slices, "%d times on a CPU", on);
	else
		expect_u64("times on a CPU", on, after.slices - before.slices);
	expect_u64("times off it", events_count(&events, "off-cpu", burner.pid),
		   switches_of(burner.pid) - switches);
	expect_text("the last state", events_text(&events, events_table(&events)->rows - 1, "state"),
		    "sleeping");
	expect_u64("the CPU", events_u64(&events, 0, "cpu"), 0);
	end_child(burner.pid);
	events_close(&events);
}

static bool rivals(void)
{
	struct schedstat before, after;
	struct burner burners[2];
	uint64_t wait_ns = 0;
	int by_rival = 0;
	bool good;

	pin(0);
	for (int i = 0; i < 2; i++) {
		burner_start(&burners[i], cpus() - 1);
		wait_blocked(burners[i].pid);
	}
	before = schedstat_get(burners[0].pid, burners[0].pid);
	follow_tree(burners[0].pid);
	for (int i = 0; i < 2; i++)
		burner_order(&burners[i], 250 * MS_NS);
	for (int i = 0; i < 2; i++)
		burner_wait(&burners[i]);
	wait_blocked(burners[0].pid);
	after = schedstat_get(burners[0].pid, burners[0].pid);
	events_read(&events);
	expect_turns(burners[0].pid);
	for (int row = 0; row < events_table(&events)->rows; row++) {
		if (!strcmp(events_text(&events, row, "event"), "on-cpu"))
			wait_ns += events_u64(&events, row, "runnable_ns");
		else if (!strcmp(events_text(&events, row, "state"), "runnable"))
			by_rival += !strcmp(events_text(&events, row, "by_comm"),
					    events_text(&events, row, "comm"));
	}
	expect(by_rival, "it was never preempted by its rival");
	/* Two clocks are read for each wait, and a little apart. */
	good = is_near("waits", wait_ns, after.wait_ns - before.wait_ns,
		       (after.wait_ns - before.wait_ns) / 50 +
		       (after.slices - before.slices) * 100000);
	for (int i = 0; i < 2; i++)
		end_child(burners[i].pid);
	events_close(&events);
	return good;
}

static void preempted(void)
{
	expect_in_attempts("two hogs on one CPU", rivals);
}

/* The burner waits behind two hogs on its CPU. */
static void long_waits(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS, wait_ns = 0;
	struct events short_ones;
	struct burner burner;
	pid_t hogs[2];

	events_open_switches(&events, NULL);
	events_open_switches(&short_ones, "slow=1000000 comm=switches_are_fo");
	pin(0);
	burner_start(&burner, cpus() - 1);
	hogs[0] = spawn_hog(cpus() - 1);
	hogs[1] = spawn_hog(cpus() - 1);
	burner_order(&burner, 100 * MS_NS);
	while (wait_ns < 10 * MS_NS && clock_ns() < deadline) {
		events_read(&events);
		for (int row = 0; row < events_table(&events)->rows; row++)
			if (events_u64(&events, row, "pid") == (uint64_t)burner.pid)
				wait_ns = events_u64(&events, row, "runnable_ns");
	}
	expect(wait_ns >= 10 * MS_NS, "no long wait");
	events_read(&short_ones);
	for (int row = 0; row < events_table(&events)->rows; row++) {
		expect_text("event", events_text(&events, row, "event"), "on-cpu");
		expect(events_u64(&events, row, "runnable_ns") >= 10 * MS_NS, "it was %s",
		       events_text(&events, row, "runnable_ns"));
	}
	expect(events_count(&short_ones, "on-cpu", burner.pid) >=
	       events_count(&events, "on-cpu", burner.pid), "fewer short waits");
	for (int row = 0; row < events_table(&short_ones)->rows; row++)
		expect(events_u64(&short_ones, row, "runnable_ns") >= MS_NS, "it was %s",
		       events_text(&short_ones, row, "runnable_ns"));
	end_child(burner.pid);
	end_child(hogs[0]);
	end_child(hogs[1]);
}

/* A user follows what is its own as closely as it likes. */
static void be_user(void *unused)
{
	struct events own;
	char filter[40];
	int row;

	become(1005);
	events_open_switches(&own, NULL);
	expect(events_filter(own.fd, "slow=999999") == -EPERM, "all waits are shown to a user");
	expect(!events_filter(own.fd, "slow=1000000"), "a millisecond: %s", strerror(errno));
	snprintf(filter, sizeof(filter), "slow=1 tree=%d", getpid());
	expect(!events_filter(own.fd, filter), "its own: %s", strerror(errno));
	snprintf(filter, sizeof(filter), "tree=%d", getpid());
	expect(!events_filter(own.fd, filter), "its own: %s", strerror(errno));
	usleep(1000);
	row = events_table(&own)->rows;
	expect(row > 0, "no event");
	while (row--)
		expect_text("who had the CPU", events_text(&own, row, "by_pid"), "-");
}

static void users(void)
{
	expect_u64("status", reap(spawn(be_user, NULL)), 0);
}

static void bad_filters(void)
{
	static const char * const bad[] = {
		"slow=", "slow=0", "slow=x", "slow=-1", "slow=1 slow=1", "kind=birth", "kind=lost",
	};

	events_open_switches(&events, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		expect(events_filter(events.fd, bad[i]) == -EINVAL, "'%s' is accepted", bad[i]);
	events_close(&events);
	events_open(&events, NULL);
	expect(events_filter(events.fd, "slow=10000000") == -EINVAL, "lives have waits");
	expect(events_filter(events.fd, "kind=on-cpu") == -EINVAL, "lives have switches");
	events_close(&events);
}

static const struct ktap_case cases[] = {
	{ "each switch of a sleeper is an event", sleeper },
	{ "waits are as long as the kernel says, and the rival is named", preempted },
	{ "of other tasks there are long waits, as long as the reader likes", long_waits },
	{ "users follow their own closely, and learn of no others", users },
	{ "bad filters are refused", bad_filters },
};

KTAP_MAIN(cases)
