// SPDX-License-Identifier: GPL-2.0
/*
 * The module comes when signals are on their way already. It has seen nobody send
 * them, and does not believe what they say of their senders: the cause is unknown.
 * What comes later it sees like any other.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "module.h"
#include "sender.h"
#include "victim.h"

static void sent_before(void)
{
	struct victim victim;
	struct table *dead;

	victim_start(&victim);
	send_signal(victim.pid, SIGTERM);
	module_load("");
	/* It is held back, and has not killed yet. */
	wait_blocked(victim.pid);
	victim_unblock(&victim);
	dead = expect_death(victim.pid, "unknown");
	expect_no_signal(dead);
	expect_cells(dead, "exit_signal=%d signals_received=0 exe=-", SIGTERM);
	expect_u64("deaths_unknown", stats_get("deaths_unknown"), 1);
	module_unload();
}

static void killed_after(void)
{
	pid_t pid = spawn(block_forever, NULL), stopped = spawn(block_forever, NULL);
	siginfo_t info;

	send_signal(stopped, SIGSTOP);
	require(!waitid(P_PID, stopped, &info, WSTOPPED), "wait: %s", strerror(errno));
	module_load("");
	expect_cells(task_get(stopped), "stop_signal=- stopper_pid=-");
	send_signal(stopped, SIGKILL);
	send_signal(pid, SIGTERM);
	expect_cells(expect_death(pid, "killed"), "signal_origin=user killer_pid=%d killer_comm=%s "
		     "killer_parent_pid=%d", getpid(), own_comm(), getppid());
	expect_cells(expect_death(stopped, "killed"), "signal_origin=user killer_pid=%d", getpid());
	/* Born before it, and reaped since. */
	expect_cells(values_read(LC_PROC "self"), "children=0 children_reaped=2");
	none_unknown();
	module_unload();
}

static const struct ktap_case cases[] = {
	{ "a signal that was sent before", sent_before, module_cleanup },
	{ "a kill of those who were there before", killed_after, module_cleanup },
};

KTAP_MAIN(cases)
