// SPDX-License-Identifier: GPL-2.0
/*
 * What others asked of a process before its end: the signal that a handler took, the fault
 * that a handler took, the signal that was ignored. The witness of a sender is the siginfo
 * that the handler gets.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "namespace.h"
#include "sender.h"
#include "time.h"

static int report_to;

static void report(int sig, siginfo_t *info, void *context)
{
	write(report_to, info, sizeof(*info));
}

static void report_and_exit(int sig, siginfo_t *info, void *context)
{
	report(sig, info, context);
	_exit(0);
}

static void report_and_raise(int sig, siginfo_t *info, void *context)
{
	report(sig, info, context);
	signal(sig, SIG_DFL);
	raise(sig);
}

static struct gate end;

/* The program lives until the end of its standard input. */
static void report_and_exec(int sig, siginfo_t *info, void *context)
{
	report(sig, info, context);
	dup2(end.out, STDIN_FILENO);
	exec_helper("@block", 0);
}

/**
 * struct daemon - a process with a handler
 * @sig: the signal
 * @handler: its handler
 * @ready: opened when the handler is set
 * @report: receives the siginfo
 */
struct daemon {
	int sig;
	void (*handler)(int sig, siginfo_t *info, void *context);
	struct gate ready, report;
};

static void be_daemon(void *data)
{
	struct daemon *daemon = data;
	struct sigaction action = { .sa_flags = SA_SIGINFO, .sa_sigaction = daemon->handler };

	report_to = daemon->report.in;
	sigaction(daemon->sig, &action, NULL);
	gate_open(&daemon->ready);
	for (;;)
		pause();
}

static pid_t start(struct daemon *daemon, int sig,
		   void (*handler)(int sig, siginfo_t *info, void *context))
{
	pid_t pid;

	daemon->sig = sig;
	daemon->handler = handler;
	gate_init(&daemon->ready);
	gate_init(&daemon->report);
	pid = spawn(be_daemon, daemon);
	gate_wait(&daemon->ready);
	return pid;
}

static void expect_handled(const struct table *row, const siginfo_t *info, const char *comm)
{
	expect_cells(row, "handled_signal=%d handled_origin=user handled_sender_pid=%d "
		     "handled_sender_uid=%d handled_sender_comm=%s", info->si_signo,
		     info->si_pid, info->si_uid, comm);
}

/* As daemons do: exit 0 on SIGTERM. */
static void exits(void)
{
	const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGRTMIN };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct daemon daemon;
		pid_t pid = start(&daemon, signals[i], report_and_exit);
		uint64_t before = clock_ns();
		struct table *dead;
		siginfo_t info;

		sent_by(pid, signals[i], "asker", 0);
		gate_receive(&daemon.report, &info, sizeof(info));
		dead = expect_death(pid, "exited");
		expect_no_signal(dead);
		expect_handled(dead, &info, "asker");
		expect_between("handled_sent_ns", before,
			       table_u64(dead, 0, "handled_sent_ns"),
			       table_u64(dead, 0, "handled_ns"));
		expect(table_u64(dead, 0, "handled_ns") <= table_u64(dead, 0, "died_ns"),
		       "handled after its death");
	}
}

/* As shells do: reset the handler and raise the signal again. */
static void raises(void)
{
	struct daemon daemon;
	pid_t pid = start(&daemon, SIGHUP, report_and_raise);
	struct table *dead;
	siginfo_t info;

	sent_by(pid, SIGHUP, "asker", 0);
	gate_receive(&daemon.report, &info, sizeof(info));
	dead = expect_death(pid, "killed");
	expect_cells(dead, "signal_origin=self killer_pid=%d", pid);
	expect_handled(dead, &info, "asker");
}

/* Still alive: the newest is kept. */
static void goes_on(void)
{
	struct daemon daemon;
	pid_t pid = start(&daemon, SIGUSR1, report);
	siginfo_t info;

	sent_by(pid, SIGUSR1, "first", 0);
	gate_receive(&daemon.report, &info, sizeof(info));
	sent_by(pid, SIGUSR1, "second", 0);
	gate_receive(&daemon.report, &info, sizeof(info));
	expect_handled(task_get(pid), &info, "second");
	send_signal(pid, SIGKILL);
	expect_handled(expect_death(pid, "killed"), &info, "second");
}

/* Nobody has asked the new program for anything. */
static void executes(void)
{
	struct daemon daemon;
	siginfo_t info;
	pid_t pid;

	gate_init(&end);
	pid = start(&daemon, SIGHUP, report_and_exec);
	sent_by(pid, SIGHUP, "asker", 0);
	gate_receive(&daemon.report, &info, sizeof(info));
	table_free(task_wait(pid, "execs", "1"));
	expect_cells(task_get(pid), "handled_signal=- handled_sender_pid=-");
	send_signal(pid, SIGKILL);
	expect_cells(expect_death(pid, "killed"), "handled_signal=- handled_sender_pid=-");
}

static void be_own_asker(void *unused)
{
	signal(SIGUSR1, SIG_IGN);
	raise(SIGUSR1);
	signal(SIGALRM, (void (*)(int))_exit);
	ualarm(1000, 0);
	for (;;)
		pause();
}

/* Its own timer and its own raise(3) are no request of another. */
static void asks_itself(void)
{
	pid_t pid = spawn(be_own_asker, NULL);

	expect_cells(expect_death(pid, "failed"), "exit_code=%d handled_signal=- "
		     "handled_sender_pid=- ignored_signal=- signals_handled=1", SIGALRM);
}

static void ignore_and_wait(void *ready)
{
	signal(SIGTERM, SIG_IGN);
	gate_open(ready);
	block_forever(NULL);
}

/* What a row has of the sender, and what that one's own row has. */
static const struct {
	const char *sender, *own;
} described[] = {
	{ "ignored_sender_start_ns", "born_ns" },
	{ "ignored_sender_exe", "exe" },
	{ "ignored_sender_cgroup", "cgroup" },
};

static void ignores(void)
{
	struct gate ready;
	struct table *dead, *sender;
	pid_t pid, asker;

	gate_init(&ready);
	pid = spawn(ignore_and_wait, &ready);
	gate_wait(&ready);
	asker = sent_by(pid, SIGTERM, "asker", 0);
	expect_cells(task_get(pid), "ignored_signal=%d ignored_sender_pid=%d", SIGTERM, asker);
	send_signal(pid, SIGKILL);
	dead = expect_death(pid, "killed");
	expect_cells(dead, "ignored_signal=%d ignored_sender_pid=%d ignored_sender_comm=asker "
		     "ignored_sender_uid=0 ignored_origin=user killer_pid=%d handled_signal=-",
		     SIGTERM, asker, getpid());
	sender = dead_get(asker);
	for (size_t i = 0; i < ARRAY_SIZE(described); i++)
		expect_text(described[i].sender, table_text(dead, 0, described[i].sender),
			    table_text(sender, 0, described[i].own));
}

static void ask(void *unused)
{
	prctl(PR_SET_NAME, "asker");
	send_signal(1, SIGTERM);
}

static void be_init(void *asked)
{
	reap(spawn(ask, NULL));
	gate_open(asked);
	block_forever(NULL);
}

/* The init of a PID namespace gets no signal from inside that it has no handler for. */
static void init_ignores(void)
{
	struct gate asked;
	struct table *row;
	pid_t pid;

	gate_init(&asked);
	pid = spawn_init(be_init, &asked);
	gate_wait(&asked);
	row = task_get(pid);
	expect_cells(row, "ignored_signal=%d ignored_sender_comm=asker ignored_sender_uid=0",
		     SIGTERM);
	expect(table_u64(row, 0, "ignored_sender_pid") > (uint64_t)pid, "not its child");
	send_signal(pid, SIGKILL);
	table_free(expect_death(pid, "killed"));
}

static void *fault_at;

static void fault(void *report_gate)
{
	struct sigaction action = { .sa_flags = SA_SIGINFO, .sa_sigaction = report_and_raise };

	report_to = ((struct gate *)report_gate)->in;
	sigaction(SIGSEGV, &action, NULL);
	*(volatile int *)fault_at = 1;
}

/* Crash reporters do this: the address of the first fault is kept. */
static void faults_again(void)
{
	struct gate gate;
	struct table *dead;
	siginfo_t info;
	pid_t pid;

	gate_init(&gate);
	fault_at = (void *)0x123456000;
	pid = spawn(fault, &gate);
	gate_receive(&gate, &info, sizeof(info));
	dead = expect_death(pid, "crashed");
	expect_cells(dead, "signal_origin=self fault_signal=%d fault_code=%d", SIGSEGV,
		     info.si_code);
	expect_u64("fault_address", table_u64(dead, 0, "fault_address"),
		   (uint64_t)info.si_addr);
}

static const struct ktap_case cases[] = {
	{ "a process that exits in a handler: the sender is recorded", exits },
	{ "a process that raises the handled signal again: likewise", raises },
	{ "the newest handled signal is kept", goes_on },
	{ "what a handler took before an exec is not shown after it", executes },
	{ "signals of the process itself are no request", asks_itself },
	{ "an ignored signal and its sender are recorded", ignores },
	{ "the init of a namespace ignores signals without a handler", init_ignores },
	{ "a fault that a handler raises again keeps its address", faults_again },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
