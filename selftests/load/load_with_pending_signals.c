// SPDX-License-Identifier: GPL-2.0
/*
 * The module is loaded while signals are pending. It has not seen the senders, and does not
 * trust the siginfo about them: it was a signal that killed, from nobody it could name. Later
 * signals are recorded as usual.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "module.h"
#include "program.h"
#include "sender.h"
#include "victim.h"

static void sent_before(void)
{
	struct victim victim;
	struct table *dead;

	victim_start(&victim);
	send_signal(victim.pid, SIGTERM);
	module_load("");
	/* Blocked, so it has not killed yet. */
	wait_blocked(victim.pid);
	victim_unblock(&victim);
	dead = expect_death(victim.pid, "killed");
	expect_no_killer(dead);
	expect_cells(dead, "exit_signal=%d signal_origin=- signal_code=%d signal_sent_ns=- "
		     "signal_state=- signals_received=0 exe=%s", SIGTERM, SI_USER, program_self());
	none_unknown();
	module_unload();
}

static void killed_after(void)
{
	pid_t pid = spawn(block_forever, NULL), stopped = spawn(block_forever, NULL);
	siginfo_t info;

	send_signal(stopped, SIGSTOP);
	require(!waitid(P_PID, stopped, &info, WSTOPPED), "wait: %s", strerror(errno));
	module_load("");
	expect_cells(task_get(stopped), "stop_signal=- stop_sender_pid=-");
	send_signal(stopped, SIGKILL);
	send_signal(pid, SIGTERM);
	expect_cells(expect_death(pid, "killed"), "signal_origin=user killer_pid=%d killer_comm=%s "
		     "killer_parent_pid=%d", getpid(), own_comm(), getppid());
	expect_cells(expect_death(stopped, "killed"), "signal_origin=user killer_pid=%d", getpid());
	/* Born before the load, reaped after it. */
	expect_cells(values_read(LC_PROC "self"), "children=0 children_reaped=2");
	none_unknown();
	module_unload();
}

static const struct ktap_case cases[] = {
	{ "a signal sent before the load has an unknown sender", sent_before, module_cleanup },
	{ "a kill of a task from before the load is recorded", killed_after, module_cleanup },
};

KTAP_MAIN(cases)
