// SPDX-License-Identifier: GPL-2.0
/*
 * A thousand kills by a thousand killers: each victim has its own killer, and what is kept of
 * a killer goes with its victim.
 */
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "time.h"
#include "totals.h"

#define KILLERS 1000

struct pair {
	pid_t victim, killer;
	int sig;
};

static struct pair pairs[KILLERS];

static void kill_as_number(void *data)
{
	struct pair *pair = data;
	char name[16];

	snprintf(name, sizeof(name), "killer-%d", (int)(pair - pairs));
	prctl(PR_SET_NAME, name);
	become(2000 + (pair - pairs) % 7);
	send_signal(pair->victim, pair->sig);
}

static void block_as_number(void *data)
{
	struct pair *pair = data;

	become(2000 + (pair - pairs) % 7);
	kill(getpid(), SIGSTOP);
	block_forever(NULL);
}

static void murder(struct pair *pair)
{
	siginfo_t info;

	pair->sig = (pair - pairs) % 2 ? SIGKILL : SIGRTMIN + (pair - pairs) % 30;
	pair->victim = spawn(block_as_number, pair);
	require(!waitid(P_PID, pair->victim, &info, WSTOPPED), "wait: %s", strerror(errno));
	/* Its parent is notified before it has left its CPU. */
	wait_state(pair->victim, "stopped");
	pair->killer = spawn(kill_as_number, pair);
	reap(pair->killer);
	kill(pair->victim, SIGCONT);
	reap(pair->victim);
}

/* RCU frees them some time later, which no event reports: poll. */
static void expect_killers_freed(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	expect(debug_value("actors") >= KILLERS, "only %llu actors are kept",
	       (unsigned long long)debug_value("actors"));
	require(write_file(LC_DEBUG "reset", "1"), "reset: %s", strerror(errno));
	while (debug_value("actors") >= KILLERS) {
		require(clock_ns() < deadline, "%llu actors are left",
			(unsigned long long)debug_value("actors"));
		sched_yield();
	}
}

static void one_after_the_other(void)
{
	struct table *dead;

	for (int i = 0; i < KILLERS; i++)
		murder(&pairs[i]);
	table_free(dead_get(pairs[KILLERS - 1].victim));
	dead = table_read(LC_PROC "dead");
	for (int i = 0; i < KILLERS; i++) {
		int row = table_find(dead, "pid", pairs[i].victim);

		require(row >= 0, "victim %d is not in dead", i);
		expect_row(dead, row, "cause=killed signal_origin=user exit_signal=%d "
			   "killer_pid=%d killer_comm=killer-%d killer_uid=%d "
			   "killer_parent_pid=%d killer_parent_comm=%s signal_state=stopped",
			   pairs[i].sig, pairs[i].killer, i, 2000 + i % 7, getpid(), own_comm());
	}
	expect_killers_freed();
}

static const struct ktap_case cases[] = {
	{ "each of a thousand kills has its own killer, while it is kept", one_after_the_other },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
