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
	events_open_file(&events, LC_SWITCHES, filter);
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
	expect_text("the last state",
		    events_text(&events, events_table(&events)->rows - 1, "state"), "sleeping");
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

#define HOGS 4

/* The burner waits behind hogs on its CPU. */
static void long_waits(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	struct events short_ones;
	struct burner burner;
	pid_t hogs[HOGS];

	events_open_file(&events, LC_WAITS, NULL);
	events_open_file(&short_ones, LC_WAITS, "slow=1000000 comm=switches_are_fo");
	pin(0);
	burner_start(&burner, cpus() - 1);
	for (int i = 0; i < HOGS; i++)
		hogs[i] = spawn_hog(cpus() - 1);
	do {
		burner_order(&burner, 20 * MS_NS);
		burner_wait(&burner);
		events_read(&events);
	} while (!events_count(&events, "on-cpu", burner.pid) && clock_ns() < deadline);
	events_read(&short_ones);
	for (int i = 0; i < HOGS; i++)
		end_child(hogs[i]);
	expect(events_count(&events, "on-cpu", burner.pid), "no long wait");
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
}

/**
 * struct watched - a user, and root, who look at the same switches
 * @ready: the user has become one
 * @go: it is followed
 */
struct watched {
	struct gate ready, go;
};

static void be_user(void *data)
{
	struct watched *watched = data;
	struct events own, waits;
	char filter[40];

	become(1005);
	pin(0);
	events_open_file(&waits, LC_WAITS, NULL);
	expect(events_filter(waits.fd, "slow=999999") == -EPERM, "short waits are shown");
	expect(!events_filter(waits.fd, "slow=1000000"), "a millisecond: %s", strerror(errno));
	events_open_file(&own, LC_SWITCHES, NULL);
	snprintf(filter, sizeof(filter), "tree=%d", getppid());
	expect(events_filter(own.fd, filter) == -ESRCH, "root is followed");
	snprintf(filter, sizeof(filter), "tree=%d", getpid());
	expect(!events_filter(own.fd, filter), "its own: %s", strerror(errno));
	gate_open(&watched->ready);
	gate_wait(&watched->go);
	burn(50 * MS_NS);
	expect(events_table(&own)->rows > 0, "no event");
	for (int row = events_table(&own)->rows; row--;)
		expect_text("who had the CPU", events_text(&own, row, "by_pid"), "-");
}

static void users(void)
{
	struct watched watched;
	int by_hog = 0;
	pid_t hog, user;

	gate_init(&watched.ready);
	gate_init(&watched.go);
	pin(cpus() - 1);
	user = spawn(be_user, &watched);
	gate_wait(&watched.ready);
	hog = spawn_hog(0);
	follow_tree(user);
	gate_open(&watched.go);
	expect_u64("status", reap(user), 0);
	events_read(&events);
	for (int row = events_table(&events)->rows; row--;)
		by_hog += table_u64_or(events_table(&events), row, "by_pid", 0) == (uint64_t)hog;
	expect(by_hog, "root does not see the hog");
	end_child(hog);
}

static void bad_filters(void)
{
	static const char * const bad[] = {
		"slow=", "slow=0", "slow=x", "slow=-1", "slow=1 slow=1", "kind=birth", "kind=lost",
		"kind=off-cpu",
	};

	events_open_file(&events, LC_WAITS, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		expect(events_filter(events.fd, bad[i]) == -EINVAL, "'%s' is accepted", bad[i]);
	events_close(&events);
	events_open_file(&events, LC_SWITCHES, NULL);
	expect(events_filter(events.fd, "slow=10000000") == -EINVAL, "switches have waits");
	expect(events_filter(events.fd, "kind=exit") == -EINVAL, "switches have exits");
	events_close(&events);
	events_open(&events, NULL);
	expect(events_filter(events.fd, "slow=10000000") == -EINVAL, "lives have waits");
	expect(events_filter(events.fd, "kind=on-cpu") == -EINVAL, "lives have switches");
	events_close(&events);
}

static const struct ktap_case cases[] = {
	{ "each switch of a sleeper is an event", sleeper },
	{ "waits are as long as the kernel says, and the rival is named", preempted },
	{ "long waits of all tasks are events, as long as the reader likes", long_waits },
	{ "users follow their own, and learn of no others", users },
	{ "bad filters are refused", bad_filters },
};

KTAP_MAIN(cases)
