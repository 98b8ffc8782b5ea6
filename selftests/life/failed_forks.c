// SPDX-License-Identifier: GPL-2.0
/* Failed forks are counted by errno, in total and for the caller. */
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "ktap.h"
#include "table.h"

#define TRIES 25

/* Forks until TRIES forks have failed; returns the number that succeeded. */
static int fork_in_vain(int expected)
{
	int failed = 0, born = 0;

	while (failed < TRIES) {
		pid_t pid = fork();

		if (pid == 0) {
			pause();
			_exit(0);
		}
		if (pid > 0) {
			born++;
			continue;
		}
		failed++;
		expect(errno == expected, "fork: %s", strerror(errno));
	}
	return born;
}

/* The caller reads its own row after the failures. */
static void expect_own(uint64_t failed, uint64_t born)
{
	struct table *self = values_read(LC_PROC "self");

	expect_u64("forks_failed of the caller", table_u64(self, 0, "forks_failed"), failed);
	expect_u64("forks of the caller", table_u64(self, 0, "forks"), born);
}

static void expect_growth(const struct table *before, const char *name, uint64_t growth)
{
	expect_u64(name, stats_get(name) - table_u64_or(before, 0, name, 0), growth);
}

static void end_family(pid_t pid)
{
	kill(-pid, SIGKILL);
	reap(pid);
}

static void under_rlimit(void *gates)
{
	struct rlimit few = { 4, 4 };
	int born;

	setpgid(0, 0);
	require(!setrlimit(RLIMIT_NPROC, &few), "setrlimit: %s", strerror(errno));
	become(12345);
	born = fork_in_vain(EAGAIN);
	expect_u64("children under the limit", born, 3);
	expect_own(TRIES, born);
	gate_open(gates);
	pause();
}

static void rlimit(void)
{
	struct table *before = values_read(LC_PROC "stats");
	struct gate done;
	pid_t pid;

	gate_init(&done);
	pid = spawn(under_rlimit, &done);
	gate_wait(&done);
	expect_growth(before, "forks_failed", TRIES);
	expect_growth(before, "forks_failed_EAGAIN", TRIES);
	end_family(pid);
	expect_u64("forks_failed of the dead", table_u64(dead_get(pid), 0, "forks_failed"), TRIES);
}

static void in_cgroup(void *gates)
{
	int born;

	setpgid(0, 0);
	cgroup_enter();
	born = fork_in_vain(EAGAIN);
	expect_u64("children under the limit", born, 2);
	expect_own(TRIES, born);
	gate_open(gates);
	pause();
}

static void pids_cgroup(void)
{
	struct table *before = values_read(LC_PROC "stats");
	struct gate done;
	pid_t pid;

	cgroup_make("pids.max");
	cgroup_set("pids.max", "3");
	gate_init(&done);
	pid = spawn(in_cgroup, &done);
	gate_wait(&done);
	expect_growth(before, "forks_failed", TRIES);
	expect_growth(before, "forks_failed_EAGAIN", TRIES);
	expect_u64("the cgroup's own count", cgroup_event("pids.events", "max"), TRIES);
	end_family(pid);
}

/* Flags that copy_process() rejects. */
static void invalid_flags(void)
{
	struct table *before = values_read(LC_PROC "stats");

	for (int i = 0; i < TRIES; i++) {
		long ret = syscall(SYS_clone, CLONE_THREAD, NULL, NULL, NULL, NULL);

		require(ret < 0 && errno == EINVAL, "clone(CLONE_THREAD) alone: %ld", ret);
	}
	expect_growth(before, "forks_failed", TRIES);
	expect_growth(before, "forks_failed_EINVAL", TRIES);
	expect_growth(before, "forks_failed_EAGAIN", 0);
	expect_own(TRIES, 0);
}

/* A PID that is in use: an error that is not counted by its name. */
static void pid_in_use(void)
{
	struct table *before = values_read(LC_PROC "stats");
	pid_t pid = getpid();
	struct clone_args args = {
		.exit_signal = SIGCHLD, .set_tid = (uintptr_t)&pid, .set_tid_size = 1,
	};
	long ret = syscall(SYS_clone3, &args, sizeof(args));

	require(ret < 0 && errno == EEXIST, "clone3: %ld, %s", ret, strerror(errno));
	expect_growth(before, "forks_failed", 1);
	expect_growth(before, "forks_failed_other", 1);
	expect_own(1, 0);
}

static volatile int alarms;

static void count_alarm(int sig)
{
	alarms++;
}

/*
 * A fork that a signal interrupts is restarted by the kernel; the caller sees no failure,
 * and none is counted.
 */
static void interrupted(void)
{
	struct itimerval often = { { 0, 300 }, { 0, 300 } }, never = { 0 };
	struct sigaction action = { .sa_handler = count_alarm, .sa_flags = SA_RESTART };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	for (int i = 0; i < 100; i++) {
		pid_t pid = fork();

		if (pid == 0)
			_exit(0);
		require(pid > 0, "fork: %s", strerror(errno));
		while (waitpid(pid, NULL, 0) < 0)
			;
	}
	setitimer(ITIMER_REAL, &never, NULL);
	ktap_diag("%d alarms during 100 forks", alarms);
	expect_own(0, 100);
}

static const struct ktap_case cases[] = {
	{ "forks that RLIMIT_NPROC rejects are counted", rlimit },
	{ "forks that a pids cgroup rejects are counted", pids_cgroup, cgroup_cleanup },
	{ "forks with invalid flags are counted", invalid_flags },
	{ "a fork with a PID that is in use is counted", pid_in_use },
	{ "a restarted fork is not counted as failed", interrupted },
};

KTAP_MAIN(cases)
