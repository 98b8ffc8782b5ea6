// SPDX-License-Identifier: GPL-2.0
/* Of 128 blocked fatal signals the senders are known; those beyond are counted as lost. */
#include <signal.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "sender.h"
#include "victim.h"

#define ROOM 128
/* Real-time signals: each ends a process, and can wait beside all others. */
#define SIGNALS 30
#define VICTIMS 5
/* So many are sent before the lowest, and more than the last victim finds room for. */
#define FIRST 10
#define BEYOND (VICTIMS * SIGNALS - ROOM)

/*
 * The lowest is the one that is taken. It is sent in between: of the last one that was
 * sent the sender is known in any case.
 */
static void send_all(pid_t pid)
{
	for (int i = 0; i < SIGNALS; i++)
		send_signal(pid, SIGRTMIN + (i + SIGNALS - FIRST) % SIGNALS);
}

static void beyond(void)
{
	struct victim victims[VICTIMS];
	uint64_t lost = stats_get("lost_signals");

	for (int i = 0; i < VICTIMS; i++) {
		victim_start(&victims[i]);
		send_all(victims[i].pid);
	}
	expect_u64("lost_signals", stats_get("lost_signals") - lost, BEYOND);
	for (int i = 0; i < VICTIMS; i++) {
		pid_t pid = victims[i].pid;
		struct table *dead;

		victim_let_in(&victims[i]);
		dead = bury(pid, i < VICTIMS - 1 ? "killed" : "unknown");
		expect_cells(dead, "exit_signal=%d signals_received=%d signals_blocked=%d",
			     SIGRTMIN, SIGNALS, SIGNALS);
		if (i < VICTIMS - 1)
			expect_cells(dead, "signal_origin=user killer_pid=%d", getpid());
		else
			expect_cells(dead, "signal_origin=- killer_pid=-");
	}
	expect_u64("lost_signals", stats_get("lost_signals") - lost, BEYOND);
}

/* Who has died keeps no place. */
static void room_again(void)
{
	uint64_t lost = stats_get("lost_signals");
	struct victim victim;

	victim_start(&victim);
	send_all(victim.pid);
	victim_let_in(&victim);
	expect_cells(bury(victim.pid, "killed"), "exit_signal=%d signal_origin=user killer_pid=%d",
		     SIGRTMIN, getpid());
	expect_u64("lost_signals", stats_get("lost_signals") - lost, 0);
}

static const struct ktap_case cases[] = {
	{ "those beyond are counted, the others told", beyond },
	{ "after that there is room again", room_again },
};

KTAP_MAIN(cases)
