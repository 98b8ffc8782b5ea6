// SPDX-License-Identifier: GPL-2.0
/*
 * A tracer can suppress a signal, replace it by another, and add one of its own. What ends
 * the process then is the tracer's work, not that of who sent the signal it was stopped
 * for. The witness is the tracer, which is the test.
 */
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

static void be_tracee(void *ready)
{
	gate_open(ready);
	block_forever(NULL);
}

static pid_t traced(void)
{
	struct gate ready;
	pid_t pid;

	gate_init(&ready);
	pid = spawn(be_tracee, &ready);
	gate_wait(&ready);
	wait_blocked(pid);
	require(!ptrace(PTRACE_SEIZE, pid, 0, PTRACE_O_TRACESYSGOOD), "seize: %s",
		strerror(errno));
	return pid;
}

static void wait_stop(pid_t pid, int sig)
{
	int status;

	require(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status), "not stopped");
	expect_u64("the signal of the stop", WSTOPSIG(status), sig);
}

static void go_on(int request, pid_t pid, int sig)
{
	require(!ptrace(request, pid, 0, sig), "ptrace: %s", strerror(errno));
}

static void expect_tracer(pid_t pid, int sig)
{
	expect_cells(expect_death(pid, "killed"), "exit_signal=%d signal_origin=tracer "
		     "killer_pid=%d killer_comm=%s killer_uid=0", sig, getpid(), own_comm());
}

/* The tracer lets pass what was sent: the sender has killed it. */
static void passed_on(void)
{
	pid_t pid = traced(), killer = sent_by(pid, SIGTERM, "killer", 0);

	wait_stop(pid, SIGTERM);
	go_on(PTRACE_CONT, pid, SIGTERM);
	expect_cells(expect_death(pid, "killed"), "exit_signal=%d signal_origin=user "
		     "killer_pid=%d killer_comm=killer", SIGTERM, killer);
}

static void replaced(void)
{
	const int signals[] = { SIGTERM, SIGUSR1, SIGSEGV, SIGABRT, SIGPROF };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		pid_t pid = traced();

		sent_by(pid, SIGUSR2, "innocent", 0);
		wait_stop(pid, SIGUSR2);
		go_on(PTRACE_CONT, pid, signals[i]);
		expect_tracer(pid, signals[i]);
	}
}

/* The same number, sent by another and suppressed before. */
static void suppressed_and_replaced(void)
{
	pid_t pid = traced();

	sent_by(pid, SIGTERM, "innocent", 0);
	wait_stop(pid, SIGTERM);
	go_on(PTRACE_CONT, pid, 0);
	sent_by(pid, SIGUSR2, "innocent", 0);
	wait_stop(pid, SIGUSR2);
	go_on(PTRACE_CONT, pid, SIGTERM);
	expect_tracer(pid, SIGTERM);
}

/* At a stop for a system call the kernel sends the tracer's signal. */
static void at_a_system_call(void)
{
	const int signals[] = { SIGTERM, SIGINT, SIGALRM, SIGPIPE, SIGXCPU, SIGSEGV };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		pid_t pid = traced();

		send_signal(pid, SIGWINCH);
		wait_stop(pid, SIGWINCH);
		go_on(PTRACE_SYSCALL, pid, 0);
		wait_stop(pid, SIGTRAP | 0x80);
		go_on(PTRACE_CONT, pid, signals[i]);
		wait_stop(pid, signals[i]);
		go_on(PTRACE_CONT, pid, signals[i]);
		expect_tracer(pid, signals[i]);
	}
}

/*
 * A tracer that detaches with a signal is no tracer any more when it is delivered: nobody
 * is blamed, least of all the parent, whose number the kernel puts into the siginfo.
 */
static void detached(void)
{
	pid_t pid = traced();

	sent_by(pid, SIGUSR2, "innocent", 0);
	wait_stop(pid, SIGUSR2);
	go_on(PTRACE_DETACH, pid, SIGTERM);
	expect_cells(expect_death(pid, "killed"), "exit_signal=%d killer_pid=- killer_comm=-",
		     SIGTERM);
}

static void block_and_wait(void *data)
{
	struct gate *gates = data;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	gate_open(&gates[0]);
	gate_wait(&gates[1]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	gate_open(&gates[0]);
	gate_wait(&gates[1]);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* While it was blocked, the signal of another waited; being traced does not change that. */
static void blocked_meanwhile(void)
{
	struct gate gates[2];
	pid_t pid, killer;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pid = spawn(block_and_wait, gates);
	gate_wait(&gates[0]);
	require(!ptrace(PTRACE_SEIZE, pid, 0, 0), "seize: %s", strerror(errno));
	gate_open(&gates[1]);
	gate_wait(&gates[0]);
	killer = sent_by(pid, SIGTERM, "killer", 0);
	gate_open(&gates[1]);
	wait_stop(pid, SIGTERM);
	go_on(PTRACE_CONT, pid, SIGTERM);
	expect_cells(expect_death(pid, "killed"), "exit_signal=%d signal_origin=user "
		     "killer_pid=%d killer_comm=killer", SIGTERM, killer);
}

static void block_signals(pid_t pid, uint64_t mask)
{
	require(!ptrace(PTRACE_SETSIGMASK, pid, sizeof(mask), &mask), "mask: %s",
		strerror(errno));
}

/* Passed on while it is blocked, the signal is queued anew. It was sent once. */
static void blocked_at_the_stop(void)
{
	pid_t pid = traced(), killer = sent_by(pid, SIGTERM, "killer", 0);

	wait_stop(pid, SIGTERM);
	block_signals(pid, 1ULL << (SIGTERM - 1));
	go_on(PTRACE_CONT, pid, SIGTERM);
	go_on(PTRACE_INTERRUPT, pid, 0);
	wait_stop(pid, SIGTRAP);
	block_signals(pid, 0);
	go_on(PTRACE_CONT, pid, 0);
	wait_stop(pid, SIGTERM);
	go_on(PTRACE_CONT, pid, SIGTERM);
	expect_cells(expect_death(pid, "killed"), "exit_signal=%d signal_origin=user "
		     "killer_pid=%d killer_comm=killer signals_received=1 signals_blocked=0",
		     SIGTERM, killer);
}

static const struct ktap_case cases[] = {
	{ "a signal that the tracer passes on is its sender's", passed_on },
	{ "a signal that the tracer puts in place of another is the tracer's", replaced },
	{ "also if another had sent the same and it was suppressed", suppressed_and_replaced },
	{ "a signal that the tracer adds at a system call is the tracer's", at_a_system_call },
	{ "a tracer that detaches with a signal leaves nobody to blame", detached },
	{ "a signal that was blocked while traced is its sender's", blocked_meanwhile },
	{ "a signal that is blocked when it is passed on is its sender's, and one",
	  blocked_at_the_stop },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
