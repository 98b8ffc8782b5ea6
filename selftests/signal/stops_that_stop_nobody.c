// SPDX-License-Identifier: GPL-2.0
/*
 * A stop signal that stops nobody is no stop, and a SIGCONT that continues nobody no
 * continue. The witness is the state in /proc/PID/stat.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

static void expect_no_stop(pid_t pid)
{
	expect(stat_state(pid, pid) == 'S', "it is in state %c", stat_state(pid, pid));
	expect_cells(task_get(pid), "state=sleeping stopped_entries=0 stop_signal=- "
		     "stop_sent_ns=- stop_sender_pid=- stop_sender_comm=- continue_sent_ns=- "
		     "continue_sender_pid=-");
}

static void block_stop(void *gates)
{
	struct gate *gate = gates;
	sigset_t set;

	setpgid(0, 0);
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	gate_open(&gate[0]);
	gate_wait(&gate[1]);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	gate_open(&gate[0]);
	gate_wait(&gate[1]);
}

static pid_t start(void (*run)(void *), struct gate gates[2])
{
	pid_t pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pid = spawn(run, gates);
	gate_wait(&gates[0]);
	wait_blocked(pid);
	return pid;
}

/* SIGCONT takes a pending stop signal out of the queue. */
static void cancelled(void)
{
	struct gate gates[2];
	pid_t pid = start(block_stop, gates);

	sent_by(pid, SIGTSTP, "stopper", 0);
	expect_no_stop(pid);
	sent_by(pid, SIGCONT, "continuer", 0);
	gate_open(&gates[1]);
	gate_wait(&gates[0]);
	wait_blocked(pid);
	expect_no_stop(pid);
	send_signal(pid, SIGKILL);
	expect_cells(expect_death(pid, "killed"), "stop_signal=- continue_sender_pid=-");
}

static void be_orphaned_group(void *gates)
{
	struct gate *gate = gates;

	setsid();
	gate_open(&gate[0]);
	gate_wait(&gate[1]);
}

/* The signals of a terminal do not stop a group without a parent in its session, ever. */
static void orphaned(void)
{
	const int signals[] = { SIGTSTP, SIGTTIN, SIGTTOU };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct gate gates[2];
		pid_t pid = start(be_orphaned_group, gates);

		for (int times = 0; times < 2; times++) {
			sent_by(pid, signals[i], "stopper", 0);
			wait_blocked(pid);
			expect_no_stop(pid);
		}
		gate_open(&gates[1]);
		expect_cells(expect_death(pid, "exited"), "stop_signal=- stop_sender_pid=-");
	}
}

static void expect_stopped(pid_t pid)
{
	siginfo_t info;

	require(!waitid(P_PID, pid, &info, WSTOPPED), "wait: %s", strerror(errno));
	wait_state(pid, "stopped");
}

/* systemd sends SIGCONT after SIGTERM, whether the process is stopped or not. */
static void never_stopped(void)
{
	struct gate gates[2];
	pid_t pid = start(be_orphaned_group, gates);

	sent_by(pid, SIGCONT, "continuer", 0);
	expect_no_stop(pid);
	gate_open(&gates[1]);
	table_free(expect_death(pid, "exited"));
}

/* The second SIGCONT comes before the process has run, and after it. */
static void continued_twice(void)
{
	struct gate gates[2];
	pid_t pid = start(be_orphaned_group, gates), stopper, continuer;

	stopper = sent_by(pid, SIGSTOP, "stopper", 0);
	expect_stopped(pid);
	continuer = sent_by(pid, SIGCONT, "continuer", 0);
	sent_by(pid, SIGCONT, "late", 0);
	wait_blocked(pid);
	sent_by(pid, SIGCONT, "later", 0);
	gate_open(&gates[1]);
	expect_cells(expect_death(pid, "exited"), "stop_signal=%d stop_sender_pid=%d "
		     "continue_sender_pid=%d continue_sender_comm=continuer", SIGSTOP, stopper,
		     continuer);
}

/* It is stopped already. */
static void stopped_twice(void)
{
	struct gate gates[2];
	pid_t pid = start(be_orphaned_group, gates), stopper;

	stopper = sent_by(pid, SIGSTOP, "stopper", 0);
	expect_stopped(pid);
	sent_by(pid, SIGSTOP, "late", 0);
	expect_cells(task_get(pid), "stop_sender_pid=%d stop_sender_comm=stopper "
		     "stopped_entries=1", stopper);
	send_signal(pid, SIGKILL);
	expect_cells(expect_death(pid, "killed"), "stop_sender_comm=stopper");
}

static const struct ktap_case cases[] = {
	{ "a blocked stop signal that SIGCONT cancels is no stop", cancelled },
	{ "a terminal's stop signal to an orphaned process group is no stop", orphaned },
	{ "a SIGCONT to a process that is not stopped is no continue", never_stopped },
	{ "of two SIGCONT the first continues", continued_twice },
	{ "of two SIGSTOP the first stops", stopped_twice },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
