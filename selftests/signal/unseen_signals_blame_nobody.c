// SPDX-License-Identifier: GPL-2.0
/*
 * A signal that was sent but did not end the process blames nobody: it was dequeued by
 * sigwaitinfo(2) or signalfd(2), or a handler took it. Another that comes later, also while
 * a handler is set for it, has its own sender.
 */
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

/**
 * struct victim - a process that takes one SIGTERM unseen, and dies of another
 * @take: takes the first, which is blocked and pending
 * @disposition: of SIGTERM while the second is sent
 * @ready: opened before the first, and before the second is sent
 * @go: lets it take the first, and unblock the second
 */
struct victim {
	void (*take)(void);
	void (*disposition)(int sig);
	struct gate ready, go;
};

static void nothing(int sig)
{
}

static sigset_t only_term(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	return set;
}

static void take_by_sigwait(void)
{
	sigset_t set = only_term();
	siginfo_t info;

	require(sigwaitinfo(&set, &info) == SIGTERM, "sigwaitinfo: %s", strerror(errno));
}

static void take_by_signalfd(void)
{
	sigset_t set = only_term();
	struct signalfd_siginfo info;
	int fd = signalfd(-1, &set, 0);

	require(read(fd, &info, sizeof(info)) == sizeof(info), "signalfd: %s", strerror(errno));
	close(fd);
}

/* Pending, and flushed when the process begins to ignore it. */
static void take_by_ignoring(void)
{
	signal(SIGTERM, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
}

static void take_by_handler(void)
{
	sigset_t set = only_term();

	signal(SIGTERM, nothing);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGTERM, SIG_DFL);
}

static void be_victim(void *data)
{
	struct victim *victim = data;
	sigset_t set = only_term();

	sigprocmask(SIG_BLOCK, &set, NULL);
	gate_open(&victim->ready);
	gate_wait(&victim->go);
	victim->take();
	signal(SIGTERM, victim->disposition);
	gate_open(&victim->ready);
	gate_wait(&victim->go);
	signal(SIGTERM, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void one(void (*take)(void), void (*disposition)(int sig))
{
	struct victim victim = { .take = take, .disposition = disposition };
	pid_t pid, killer;

	gate_init(&victim.ready);
	gate_init(&victim.go);
	pid = spawn(be_victim, &victim);
	gate_wait(&victim.ready);
	sent_by(pid, SIGTERM, "innocent", 0);
	gate_open(&victim.go);
	gate_wait(&victim.ready);
	killer = sent_by(pid, SIGTERM, "killer", 0);
	gate_open(&victim.go);
	expect_cells(expect_death(pid, "killed"), "exit_signal=%d signal_origin=user "
		     "killer_pid=%d killer_comm=killer killer_uid=0 killer_lost=0", SIGTERM,
		     killer);
}

static void with_default(void)
{
	one(take_by_sigwait, SIG_DFL);
	one(take_by_signalfd, SIG_DFL);
	one(take_by_ignoring, SIG_DFL);
	one(take_by_handler, SIG_DFL);
}

/* The second is sent while a handler is set, so it is not fatal yet. */
static void with_handler(void)
{
	one(take_by_sigwait, nothing);
	one(take_by_signalfd, nothing);
	one(take_by_ignoring, nothing);
	one(take_by_handler, nothing);
}

static void take_and_exit(void *data)
{
	struct victim *victim = data;
	sigset_t set = only_term();

	sigprocmask(SIG_BLOCK, &set, NULL);
	gate_open(&victim->ready);
	gate_wait(&victim->go);
	victim->take();
	raise(SIGKILL);
}

/* The one that takes a signal kills itself: that is no work of the sender. */
static void kills_itself(void)
{
	void (*const dequeues[])(void) = { take_by_sigwait, take_by_signalfd, take_by_ignoring };

	for (size_t i = 0; i < ARRAY_SIZE(dequeues); i++) {
		struct victim victim = { .take = dequeues[i] };
		pid_t pid;

		gate_init(&victim.ready);
		gate_init(&victim.go);
		pid = spawn(take_and_exit, &victim);
		gate_wait(&victim.ready);
		sent_by(pid, SIGTERM, "innocent", 0);
		gate_open(&victim.go);
		expect_cells(expect_death(pid, "killed"), "exit_signal=%d signal_origin=self "
			     "killer_pid=%d", SIGKILL, pid);
	}
}

static const struct ktap_case cases[] = {
	{ "a signal that was dequeued unseen blames nobody for the next", with_default },
	{ "nor if the next is sent while a handler is set", with_handler },
	{ "nor if the process then kills itself", kills_itself },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
