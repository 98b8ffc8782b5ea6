// SPDX-License-Identifier: GPL-2.0
/* Crash signals that are not faults: sent by the process to itself, or by seccomp. */
#include <fcntl.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "seccomp.h"
#include "sender.h"

#ifndef SYS_SECCOMP
#define SYS_SECCOMP 1
#endif

static void call_abort(void *unused)
{
	abort();
}

/* Called by a fortified program when a check fails. */
extern void __chk_fail(void) __attribute__((noreturn));

static void fail_check(void *unused)
{
	int null = open("/dev/null", O_WRONLY);

	/* It prints a message to its terminal or to stderr. */
	dup2(null, STDERR_FILENO);
	setsid();
	__chk_fail();
}

static void raise_signal(void *sig)
{
	raise(*(int *)sig);
}

static void expect_own(struct table *dead, int sig, pid_t pid)
{
	expect_cells(dead, "signal_origin=self exit_signal=%d killer_pid=%d killer_comm=%s "
		     "killer_parent_pid=%d killer_parent_comm=%s signal_state=running "
		     "signal_code=%d fault_address=-", sig, pid, own_comm(), getpid(),
		     own_comm(), SI_TKILL);
}

static void aborts(void)
{
	struct twin twin;
	pid_t pid;

	twin_start(&twin, SIGABRT, call_abort, NULL);
	pid = twin.pid;
	expect_u64("si_pid", twin_end(&twin).si_pid, pid);
	pid = spawn(call_abort, NULL);
	expect_own(expect_death(pid, "crashed"), SIGABRT, pid);
	pid = spawn(fail_check, NULL);
	expect_own(expect_death(pid, "crashed"), SIGABRT, pid);
}

/* A crash signal that a process sends itself is a crash; sent by another it is a kill. */
static void raised(void)
{
	const int signals[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS };

	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		pid_t pid = spawn(raise_signal, (void *)&signals[i]);

		expect_own(expect_death(pid, "crashed"), signals[i], pid);
		pid = spawn(block_forever, NULL);
		wait_blocked(pid);
		send_signal(pid, signals[i]);
		expect_cells(expect_death(pid, "killed"),
			     "signal_origin=user killer_pid=%d", getpid());
	}
}

static void *abort_thread(void *report)
{
	pid_t tid = own_tid();

	gate_send(report, &tid, sizeof(tid));
	abort();
}

static void abort_in_thread(void *report)
{
	pthread_t thread;

	require(!pthread_create(&thread, NULL, abort_thread, report), "no thread");
	block_forever(NULL);
}

/* The killer is the process; exit_initiator names its thread. */
static void in_thread(void)
{
	struct gate report;
	pid_t pid, tid;

	gate_init(&report);
	pid = spawn(abort_in_thread, &report);
	gate_receive(&report, &tid, sizeof(tid));
	expect_cells(expect_death(pid, "crashed"),
		     "signal_origin=self killer_pid=%d exit_signal=%d", pid,
		     SIGABRT);
}

static void break_filter(void *answer)
{
	seccomp_filter(SYS_getppid, *(unsigned int *)answer);
	syscall(SYS_getppid);
	_exit(1);
}

static void break_strict(void *unused)
{
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT))
		ktap_skip("seccomp: %s", strerror(errno));
	syscall(SYS_getppid);
	_exit(1);
}

/* A filter that kills and one that sends a signal; neither has a sender. */
static void filtered(void)
{
	const unsigned int answers[] = {
		SECCOMP_RET_TRAP, SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_KILL_THREAD,
	};
	struct table *dead;
	struct twin twin;
	siginfo_t info;

	twin_start(&twin, SIGSYS, break_filter, (void *)&answers[0]);
	info = twin_end(&twin);
	expect_u64("si_code", info.si_code, SYS_SECCOMP);
	for (size_t i = 0; i < ARRAY_SIZE(answers); i++) {
		dead = expect_death(spawn(break_filter, (void *)&answers[i]), "crashed");
		expect_no_killer(dead);
		expect_cells(dead, "signal_origin=seccomp exit_signal=%d", SIGSYS);
		/* Before 5.16 a filter that kills sends no signal, as in strict mode. */
		if (!strcmp(table_text(dead, 0, "signals_received"), "0"))
			continue;
		expect_kernel_signal(dead, "seccomp", SIGSYS);
		expect_cells(dead, "signal_code=%d signal_state=running", SYS_SECCOMP);
	}
}

/* No signal is sent: the kernel ends the caller as if by SIGKILL. */
static void strict(void)
{
	struct table *dead = expect_death(spawn(break_strict, NULL), "killed");

	expect_no_killer(dead);
	expect_cells(dead, "signal_origin=seccomp exit_signal=%d", SIGKILL);
}

static void *break_in_thread(void *report)
{
	unsigned int answer = SECCOMP_RET_KILL_THREAD;
	pid_t tid = own_tid();

	gate_send(report, &tid, sizeof(tid));
	break_filter(&answer);
	return NULL;
}

static void outlive_thread(void *gates)
{
	struct gate *gate = gates;
	pthread_t thread;

	require(!pthread_create(&thread, NULL, break_in_thread, &gate[0]), "no thread");
	gate_wait(&gate[1]);
}

static void one_thread(void)
{
	struct gate gates[2];
	struct table *dead;
	pid_t pid, tid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pid = spawn(outlive_thread, gates);
	gate_receive(&gates[0], &tid, sizeof(tid));
	dead = dead_get(tid);
	expect_cells(dead, "cause=crashed exit_signal=%d tgid=%d reap=thread", SIGSYS, pid);
	gate_open(&gates[1]);
	expect_no_signal(expect_death(pid, "exited"));
}

static const struct ktap_case cases[] = {
	{ "abort() and a failed fortify check are crashes by the process itself", aborts },
	{ "a raised crash signal and one that is sent are distinguished", raised },
	{ "the thread that calls abort() is recorded", in_thread },
	{ "a kill by a seccomp filter is recorded", filtered },
	{ "a kill by strict seccomp is recorded", strict },
	{ "seccomp ends one thread and the process goes on", one_thread },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
