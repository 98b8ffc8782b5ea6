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

struct gates {
	struct gate ready, go;
};

static void hold_back(void *data)
{
	struct gates *gates = data;
	sigset_t all, none;

	sigfillset(&all);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &all, NULL);
	gate_open(&gates->ready);
	gate_wait(&gates->go);
	sigprocmask(SIG_SETMASK, &none, NULL);
	_exit(1);
}

static void sent_before(void)
{
	struct gates gates;
	struct table *dead;
	pid_t pid;

	gate_init(&gates.ready);
	gate_init(&gates.go);
	pid = spawn(hold_back, &gates);
	gate_wait(&gates.ready);
	send_signal(pid, SIGTERM);
	module_load("");
	gate_open(&gates.go);
	dead = bury(pid, "unknown");
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
	expect_cells(bury(pid, "killed"), "signal_origin=user killer_pid=%d killer_comm=%s "
		     "killer_parent_pid=%d", getpid(), own_comm(), getppid());
	expect_cells(bury(stopped, "killed"), "signal_origin=user killer_pid=%d", getpid());
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
