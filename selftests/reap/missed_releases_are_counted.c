// SPDX-License-Identifier: GPL-2.0
/*
 * Kprobes are disarmed while the module is loaded: releases are missed, but dead tasks do
 * not stay in the table, and are counted.
 */
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "table.h"
#include "time.h"
#include "totals.h"

#define SWITCH "/sys/kernel/debug/kprobes/enabled"

static void turn_on(void)
{
	write_file(SWITCH, "1");
}

/* It takes a grace period. */
static void wait_counted(uint64_t before)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (stats_get("deaths_unknown") == before) {
		require(clock_ns() < deadline, "no missed death was counted");
		sched_yield();
	}
}

static void unseen(void)
{
	uint64_t before = stats_get("deaths_unknown");
	struct table *dead;
	pid_t pid;

	if (access(SWITCH, W_OK))
		ktap_skip(SWITCH ": %s", strerror(errno));
	pid = spawn(block_forever, NULL);
	require(write_file(SWITCH, "0"), SWITCH ": %s", strerror(errno));
	send_signal(pid, SIGKILL);
	reap(pid);
	wait_counted(before);
	turn_on();
	expect_balance();
	/* Its record is gone by then. */
	dead = table_read(LC_PROC "dead");
	expect(table_find(dead, "pid", pid) < 0, "%d is in dead", pid);
	table_free(dead);
}

/* Afterwards releases are recorded again. */
static void seen_again(void)
{
	pid_t pid = spawn(block_forever, NULL);

	send_signal(pid, SIGKILL);
	expect_cells(expect_death(pid, "killed"), "signal_origin=user killer_pid=%d reap=waited "
		     "reaper_pid=%d", getpid(), getpid());
}

static const struct ktap_case cases[] = {
	{ "a release with kprobes disarmed is counted", unseen, turn_on },
	{ "releases are recorded when kprobes are armed again", seen_again },
};

KTAP_MAIN(cases)
