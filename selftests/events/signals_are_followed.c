// SPDX-License-Identifier: GPL-2.0
/* Signals, and what becomes of them, as the siginfo of the receiver and waitid(2) say. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "ktap.h"

static struct events events;

static void handle(int sig)
{
}

/* Reports what it receives. */
static void receive(void *data)
{
	struct gate *gates = data;
	sigset_t set;
	siginfo_t info;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGUSR2, SIG_IGN);
	signal(SIGHUP, handle);
	gate_open(&gates[0]);
	gate_wait(&gates[1]);
	require(sigwaitinfo(&set, &info) == SIGUSR1, "sigwaitinfo: %s", strerror(errno));
	gate_send(&gates[0], &info, sizeof(info));
	gate_wait(&gates[1]);
}

/* The row of the only event with this signal. */
static int row_of(const char *event, pid_t pid, int sig)
{
	const struct table *table = events_table(&events);
	int found = -1;

	for (int row = 0; row < table->rows; row++) {
		if (strcmp(table_text(table, row, "event"), event) ||
		    table_u64_or(table, row, "signal", 0) != (uint64_t)sig ||
		    table_u64_or(table, row, "pid", 0) != (uint64_t)pid)
			continue;
		require(found < 0, "%s of signal %d twice", event, sig);
		found = row;
	}
	require(found >= 0, "no %s of signal %d", event, sig);
	return found;
}

static void expect_outcome(const char *event, pid_t pid, int sig, const char *outcome)
{
	int row = row_of(event, pid, sig);

	expect_text("outcome", events_text(&events, row, "outcome"), outcome);
	expect_u64("sender", events_u64(&events, row, "by_pid"), getpid());
	expect_text("origin", events_text(&events, row, "signal_origin"), "user");
}

static void outcomes(void)
{
	struct gate gates[2];
	siginfo_t info;
	pid_t pid;
	int row;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	events_open(&events, "kind=signal,delivery,exit");
	pid = spawn(receive, gates);
	gate_wait(&gates[0]);
	kill(pid, SIGUSR1);
	kill(pid, SIGUSR2);
	kill(pid, SIGHUP);
	gate_open(&gates[1]);
	gate_receive(&gates[0], &info, sizeof(info));
	kill(pid, SIGTERM);
	reap(pid);
	events_get(&events, "exit", pid);
	expect_outcome("signal", pid, SIGUSR1, "blocked");
	row = row_of("signal", pid, SIGUSR1);
	expect_u64("si_pid", events_u64(&events, row, "by_pid"), info.si_pid);
	expect_u64("si_uid", events_u64(&events, row, "by_uid"), info.si_uid);
	expect_u64("si_code", events_u64(&events, row, "signal_code"), info.si_code);
	expect_outcome("signal", pid, SIGUSR2, "ignored");
	expect_outcome("signal", pid, SIGHUP, "pending");
	expect_outcome("delivery", pid, SIGHUP, "handled");
	expect_outcome("signal", pid, SIGTERM, "fatal");
	expect(row_of("signal", pid, SIGHUP) < row_of("delivery", pid, SIGHUP),
	       "delivered before it is sent");
}

static void merged(void)
{
	struct gate gates[2];
	siginfo_t info;
	pid_t pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	events_open(&events, "kind=signal");
	pid = spawn(receive, gates);
	gate_wait(&gates[0]);
	kill(pid, SIGUSR1);
	events_read(&events);
	expect_outcome("signal", pid, SIGUSR1, "blocked");
	events_close(&events);
	events_open(&events, "kind=signal");
	kill(pid, SIGUSR1);
	events_read(&events);
	expect_outcome("signal", pid, SIGUSR1, "merged");
	gate_open(&gates[1]);
	gate_receive(&gates[0], &info, sizeof(info));
	gate_open(&gates[1]);
	reap(pid);
}

static void block(void *unused)
{
	for (;;)
		pause();
}

static void wait_for(pid_t pid, int options, int code)
{
	siginfo_t info;

	require(!waitid(P_PID, pid, &info, options), "waitid: %s", strerror(errno));
	expect_u64("code", info.si_code, code);
}

static void stop_and_continue(void)
{
	pid_t pid;
	int row;

	events_open(&events, "kind=stop,continue,exit");
	pid = spawn(block, NULL);
	kill(pid, SIGSTOP);
	wait_for(pid, WSTOPPED, CLD_STOPPED);
	row = events_get(&events, "stop", pid);
	expect_u64("signal", events_u64(&events, row, "signal"), SIGSTOP);
	kill(pid, SIGCONT);
	wait_for(pid, WCONTINUED, CLD_CONTINUED);
	row = events_get(&events, "continue", pid);
	expect_u64("sender", events_u64(&events, row, "by_pid"), getpid());
	/* Nothing is stopped. */
	kill(pid, SIGCONT);
	kill(pid, SIGKILL);
	reap(pid);
	events_get(&events, "exit", pid);
	expect_u64("continues", events_count(&events, "continue", pid), 1);
}

static const struct ktap_case cases[] = {
	{ "a signal has its sender, and what became of it", outcomes },
	{ "a signal that is pending already is merged", merged },
	{ "a stop and its end are events, a needless SIGCONT is not", stop_and_continue },
};

KTAP_MAIN(cases)
