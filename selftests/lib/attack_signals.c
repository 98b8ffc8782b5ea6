// SPDX-License-Identifier: GPL-2.0
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack_signals.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "table.h"
#include "witness.h"

static void pause_for_ever(void *unused)
{
	for (;;)
		pause();
}

/* If there was no room for the sender, the row says so. */
static bool is_killer(const struct table *task, pid_t killer)
{
	if (table_none(task, 0, "killer_pid"))
		return table_u64_or(task, 0, "killer_lost", 0);
	return table_u64(task, 0, "killer_pid") == (uint64_t)killer;
}

/*
 * The row agrees with the wait status, and with what the parent knows of the killer: 0 for
 * none. There is no row if there was no room, or it has been evicted.
 */
static void expect_row_of(pid_t pid, int status, const char *cause, pid_t killer)
{
	struct table *task = task_ask(pid);

	if (!task) {
		require(errno == ESRCH, "task: %s", strerror(errno));
		return;
	}
	expect_cells(task, "reap=waited reaper_pid=%d exit_signal=%d", getpid(),
		     WTERMSIG(status));
	/* It got its record late, maybe after the signal was sent. */
	if (table_none(task, 0, "birth"))
		goto out;
	expect(killer ? is_killer(task, killer) : table_none(task, 0, "killer_pid"),
	       "pid %d: signal %d, killer %s, not %d, killer_lost %s", pid, WTERMSIG(status),
	       table_text(task, 0, "killer_pid"), killer, table_text(task, 0, "killer_lost"));
	/* Without its sender, a crash signal is one that any process may have sent. */
	expect(!strcmp(table_text(task, 0, "cause"), cause) ||
	       (killer && table_none(task, 0, "killer_pid")),
	       "pid %d: signal %d, cause %s, not %s, killer %s, origin %s, code %s", pid,
	       WTERMSIG(status), table_text(task, 0, "cause"), cause,
	       table_text(task, 0, "killer_pid"), table_text(task, 0, "signal_origin"),
	       table_text(task, 0, "signal_code"));
out:
	table_free(task);
}

static void fault(void *unused)
{
	volatile uintptr_t address = 8;

	*(volatile char *)address = 1;
}

static void be_aborted(void *unused)
{
	abort();
}

static void kill_itself(void *unused)
{
	kill(getpid(), SIGKILL);
}

int attack_deaths(struct attacker *self)
{
	static const struct {
		void (*run)(void *unused);
		const char *cause;
		enum { NOBODY, ITSELF, ITS_PARENT } killer;
	} ends[] = {
		{ fault, "crashed", NOBODY },
		{ be_aborted, "crashed", ITSELF },
		{ kill_itself, "killed", ITSELF },
		{ pause_for_ever, "killed", ITS_PARENT },
	};
	size_t i = self->step % ARRAY_SIZE(ends);
	pid_t pid = attack_bear(ends[i].run, NULL), killer = 0;

	if (pid < 0)
		return -EAGAIN;
	if (ends[i].killer == ITS_PARENT) {
		killer = getpid();
		kill(pid, SIGTERM);
	} else if (ends[i].killer == ITSELF) {
		killer = pid;
	}
	expect_row_of(pid, reap(pid), ends[i].cause, killer);
	return 0;
}

static int forge(pid_t pid, int sig, int code)
{
	siginfo_t info = { .si_signo = sig, .si_code = code };

	info.si_pid = WITNESS_CLAIMED_PID;
	info.si_uid = WITNESS_CLAIMED_UID;
	return syscall(SYS_rt_sigqueueinfo, pid, sig, &info) ? -errno : 0;
}

/* To itself, a process may send even what the kernel sends. */
static void forge_own(void *data)
{
	if (forge(getpid(), SIGTERM, *(const int *)data))
		kill(getpid(), SIGTERM);
	pause_for_ever(NULL);
}

static int forge_to_itself(uint64_t step)
{
	static const int codes[] = { SI_KERNEL, SI_USER, SI_TIMER, SI_TKILL };
	pid_t pid = attack_bear(forge_own, (void *)&codes[step % ARRAY_SIZE(codes)]);

	if (pid < 0)
		return -EAGAIN;
	expect_row_of(pid, reap(pid), "killed", pid);
	return 0;
}

int attack_forgeries(struct attacker *self)
{
	static const int codes[] = { SI_QUEUE, SI_TIMER, SI_MESGQ, SI_ASYNCIO, SI_SIGIO, -100 };
	const int signals[] = { SIGTERM, SIGSEGV, SIGRTMIN + 1, SIGKILL };
	uint64_t step = self->step / 2;
	int error;
	pid_t pid;

	if (self->step % 2)
		return forge_to_itself(step);
	pid = attack_bear(pause_for_ever, NULL);
	if (pid < 0)
		return -EAGAIN;
	error = forge(pid, signals[step % ARRAY_SIZE(signals)], codes[step % ARRAY_SIZE(codes)]);
	require(!error || error == -EAGAIN, "rt_sigqueueinfo: %s", strerror(-error));
	if (error)
		kill(pid, SIGKILL);
	expect_row_of(pid, reap(pid), "killed", getpid());
	return error;
}

/* As many pending signals as the user may have; then the first of them ends the process. */
static void fill_queue(void *unused)
{
	sigset_t all;
	int sig = SIGRTMIN;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	while (!forge(getpid(), sig, SI_QUEUE))
		sig = sig == SIGRTMAX ? SIGRTMIN : sig + 1;
	for (sig = 1; sig <= SIGSYS; sig++)
		if (sig != SIGKILL && sig != SIGSTOP)
			kill(getpid(), sig);
	sigprocmask(SIG_UNBLOCK, &all, NULL);
	pause_for_ever(NULL);
}

int attack_pending(struct attacker *self)
{
	pid_t pid = attack_bear(fill_queue, NULL);
	int status;

	if (pid < 0)
		return -EAGAIN;
	status = reap(pid);
	expect_row_of(pid, status, WTERMSIG(status) == SIGHUP ? "killed" : "crashed", pid);
	return 0;
}

/* Fails if a security module forbids it. */
static int seize(pid_t pid, long options)
{
	return ptrace(PTRACE_SEIZE, pid, NULL, (void *)options) ? -errno : 0;
}

static void seize_and_exit(void *data)
{
	_exit(-seize(*(const pid_t *)data, PTRACE_O_EXITKILL));
}

/* The end of its tracer ends it. */
static int end_as_tracer(pid_t pid)
{
	pid_t tracer = attack_bear(seize_and_exit, &pid);
	int status = tracer > 0 ? reap(tracer) : EAGAIN << 8;

	if (status)
		kill(pid, SIGKILL);
	reap(pid);
	return -WEXITSTATUS(status);
}

static int interrupt(pid_t pid)
{
	int error = seize(pid, 0), status;

	if (error)
		return error;
	ptrace(PTRACE_INTERRUPT, pid, NULL, NULL);
	waitpid(pid, &status, 0);
	return 0;
}

/* Attaches and detaches, injects a signal, and dies as the tracer of a living process. */
int attack_tracing(struct attacker *self)
{
	pid_t pid = attack_bear(pause_for_ever, NULL);
	int error, status;

	if (pid < 0)
		return -EAGAIN;
	if (self->step % 3 == 0)
		return end_as_tracer(pid);
	error = interrupt(pid);
	if (error || self->step % 3 == 1) {
		ptrace(PTRACE_DETACH, pid, NULL, NULL);
		attack_end(pid);
		return error;
	}
	kill(pid, SIGUSR1);
	ptrace(PTRACE_CONT, pid, NULL, NULL);
	waitpid(pid, &status, 0);
	ptrace(PTRACE_CONT, pid, NULL, (void *)SIGTERM);
	expect_row_of(pid, reap(pid), "killed", getpid());
	return 0;
}
