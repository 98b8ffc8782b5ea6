// SPDX-License-Identifier: GPL-2.0
/*
 * A task that is about to sleep with a signal pending stays runnable: the kernel checks for
 * the signal in the switch, after the task's state says that it sleeps. It must not be
 * counted as a sleep. A task that sleeps is dequeued: an exact count by a probe on
 * dequeue_task_fair() is the witness.
 */
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"
#include "seccomp.h"
#include "trace.h"

#define ROUNDS 10

struct scene {
	struct gate go, leave;
	bool trapped;
};

static void handler(int sig)
{
}

/* Has used more than its share when it is about to sleep, so that its rival runs next. */
static void nap(void *data)
{
	struct timespec hour = { 3600, 0 };
	struct scene *scene = data;
	sigset_t set;

	signal(SIGUSR1, handler);
	pin(cpus() - 1);
	/* seccomp reports each nanosleep to the tracer at the entry of the system call. */
	if (scene->trapped)
		seccomp_filter(SYS_nanosleep, SECCOMP_RET_TRACE);
	gate_wait(&scene->go);
	for (int i = 0; i < ROUNDS; i++) {
		burn(MS_NS);
		syscall(SYS_nanosleep, &hour, NULL);
	}
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	gate_wait(&scene->leave);
}

static pid_t spawn_napper(struct scene *scene, bool trapped)
{
	pid_t pid;

	scene->trapped = trapped;
	gate_init(&scene->go);
	gate_init(&scene->leave);
	pid = spawn(nap, scene);
	wait_blocked(pid);
	return pid;
}

static uint64_t waits(const struct table *task)
{
	return table_u64(task, 0, "sleep_entries") + table_u64(task, 0, "disk_entries") +
	       table_u64(task, 0, "iowait_entries") + table_u64(task, 0, "traced_entries");
}

static void expect_stop(pid_t pid, int wanted, const char *what)
{
	int status;

	require(waitpid(pid, &status, 0) == pid, "wait: %s", strerror(errno));
	require(WIFSTOPPED(status) && status >> 8 == wanted, "%s: status %x", what, status);
}

/* Each time a signal is sent between the entry of the system call and the sleep. */
static void disturb(pid_t pid)
{
	for (int i = 0; i < ROUNDS; i++) {
		expect_stop(pid, SIGTRAP | PTRACE_EVENT_SECCOMP << 8, "nanosleep");
		kill(pid, SIGUSR1);
		require(!ptrace(PTRACE_CONT, pid, 0, 0), "continue: %s", strerror(errno));
		expect_stop(pid, SIGUSR1, "the signal");
		require(!ptrace(PTRACE_CONT, pid, 0, SIGUSR1), "continue: %s", strerror(errno));
	}
}

/* From 6.12 on a sleeper's dequeue may be delayed, and it may be woken meanwhile. */
static bool sleepers_linger(void)
{
	char *features = path_text("/sys/kernel/debug/sched/features");

	return features && strstr(features, "DELAY_DEQUEUE") &&
	       !strstr(features, "NO_DELAY_DEQUEUE");
}

/* Returns the number of voluntary switches without a sleep. */
static uint64_t expect_truth(pid_t pid, const struct table *before)
{
	struct schedstat kernel;
	struct table *after = task_at_rest(pid, &kernel);
	uint64_t slept = waits(after) - waits(before);

	expect_u64("switches_voluntary", table_u64(after, 0, "switches_voluntary"),
		   status_value(pid, pid, "voluntary_ctxt_switches"));
	expect_u64("switches_involuntary", table_u64(after, 0, "switches_involuntary"),
		   status_value(pid, pid, "nonvoluntary_ctxt_switches"));
	if (!sleepers_linger())
		expect_u64("sleeps", slept, trace_count());
	expect_text("state", table_text(after, 0, "state"), "sleeping");
	expect(stat_state(pid, pid) == 'S', "%c in /proc", stat_state(pid, pid));
	expect_u64("wakeups", table_u64(after, 0, "wakeups"), waits(after) - 1);
	if (!preemptible_kernel())
		expect_u64("runs", table_u64(after, 0, "runs"), kernel.slices);
	expect_latency(after);
	expect_runs(after, 0);
	expect_conserved(after, 0);
	return table_u64(after, 0, "switches_voluntary") -
	       table_u64(before, 0, "switches_voluntary") - slept;
}

/* Beside a hog, so that a task that does not sleep is still switched out. */
static void napper(void)
{
	struct table *before;
	struct scene scene;
	char filter[60];
	uint64_t hits;
	pid_t pid;

	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	pin(0);
	pid = spawn_napper(&scene, true);
	require(!setpriority(PRIO_PROCESS, pid, 19), "nice: %s", strerror(errno));
	spawn_hog(1);
	require(!ptrace(PTRACE_SEIZE, pid, 0, PTRACE_O_TRACESECCOMP), "seize: %s",
		strerror(errno));
	before = task_get(pid);
	/* Bit 0 of the third argument is DEQUEUE_SLEEP; the sleeping task is the caller. */
	trace_probe("p:lc_dequeue dequeue_task_fair flags=%dx:u32");
	snprintf(filter, sizeof(filter), "common_pid == %d && flags & 1", pid);
	trace_begin("kprobes/lc_dequeue", filter);
	gate_open(&scene.go);
	disturb(pid);
	wait_blocked(pid);
	hits = expect_truth(pid, before);
	ktap_diag("%llu of %d sleeps did not happen although the CPU was given up",
		  (unsigned long long)hits, ROUNDS);
	expect(hits >= 1 && hits <= ROUNDS, "%llu of %d sleeps did not happen",
	       (unsigned long long)hits, ROUNDS);
}

/* A task that is killed on its way to sleep ends, and its row is consistent. */
static void killed(void)
{
	for (int i = 0; i < 50; i++) {
		struct scene scene;
		pid_t pid = spawn_napper(&scene, false);
		struct table *dead;

		gate_open(&scene.go);
		kill(pid, SIGKILL);
		reap(pid);
		dead = dead_get(pid);
		expect_u64("exit_signal", table_u64(dead, 0, "exit_signal"), SIGKILL);
		expect_runs(dead, 0);
		expect_conserved(dead, 0);
	}
}

static const struct ktap_case cases[] = {
	{ "a task with a pending signal is not counted as sleeping", napper, trace_cleanup },
	{ "a task killed on its way to sleep is recorded", killed },
};

KTAP_MAIN(cases)
