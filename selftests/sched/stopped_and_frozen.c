// SPDX-License-Identifier: GPL-2.0
/*
 * The time that a task was stopped, traced or frozen is within the bounds of the test's own
 * clock, and each time is counted. The freezer of cgroup v2 keeps its tasks in an
 * interruptible wait, S in /proc; that of cgroup v1 in a state of its own, D in /proc. The
 * v1 freezer does not wake a task in a freezable sleep (nanosleep, poll): no event reports
 * it, and its state is still sleeping.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "ktap.h"
#include "load.h"
#include "row.h"
#include "time.h"

#define FREEZER "/tmp/lc-freezer"
#define TIMES 5

/* The least and the most that the time can be, summed over all rounds. */
struct bracket {
	uint64_t least, most, asked, held;
};

static void ask(struct bracket *bracket)
{
	bracket->asked = clock_ns();
}

static void held(struct bracket *bracket)
{
	bracket->held = clock_ns();
	burn(2 * MS_NS);
}

static void letting_go(struct bracket *bracket)
{
	bracket->least += clock_ns() - bracket->held;
}

static void gone(struct bracket *bracket)
{
	bracket->most += clock_ns() - bracket->asked;
}

static void expect_held(pid_t pid, const char *kind, const struct bracket *bracket, int times)
{
	struct table *task = task_get(pid);
	char name[40];

	snprintf(name, sizeof(name), "%s_ns", kind);
	expect_between(name, bracket->least, table_u64(task, 0, name), bracket->most);
	snprintf(name, sizeof(name), "%s_entries", kind);
	expect_u64(name, table_u64(task, 0, name), times);
	expect_conserved(task, 0);
	expect_runs(task, 0);
	table_free(task);
}

/* A sleeper is stopped asleep, a hog running. */
static void stop_often(pid_t pid, const char *then)
{
	struct bracket bracket = { 0 };
	siginfo_t info;

	for (int i = 0; i < TIMES; i++) {
		ask(&bracket);
		kill(pid, SIGSTOP);
		require(!waitid(P_PID, pid, &info, WSTOPPED), "wait: %s", strerror(errno));
		wait_state(pid, "stopped");
		held(&bracket);
		letting_go(&bracket);
		kill(pid, SIGCONT);
		wait_state(pid, then);
		gone(&bracket);
	}
	expect_held(pid, "stopped", &bracket, TIMES);
}

static void stopped(void)
{
	struct burner sleeper;

	pin(0);
	burner_start(&sleeper, cpus() - 1);
	stop_often(sleeper.pid, "sleeping");
	end_child(sleeper.pid);
	if (cpus() > 1)
		stop_often(spawn_hog(1), "running");
}

static void traced(void)
{
	struct bracket bracket = { 0 };
	struct burner sleeper;
	pid_t pid;
	int status;

	burner_start(&sleeper, -1);
	pid = sleeper.pid;
	require(!ptrace(PTRACE_SEIZE, pid, 0, 0), "seize: %s", strerror(errno));
	for (int i = 0; i < TIMES; i++) {
		ask(&bracket);
		require(!ptrace(PTRACE_INTERRUPT, pid, 0, 0), "interrupt: %s", strerror(errno));
		require(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status), "not stopped");
		wait_state(pid, "traced");
		held(&bracket);
		letting_go(&bracket);
		require(!ptrace(PTRACE_CONT, pid, 0, 0), "continue: %s", strerror(errno));
		wait_blocked(pid);
		gone(&bracket);
	}
	expect_held(pid, "traced", &bracket, TIMES);
	expect_u64("stopped_entries", table_u64(task_get(pid), 0, "stopped_entries"), 0);
}

static void enter(const char *folder, pid_t pid)
{
	char path[100], number[16];

	snprintf(path, sizeof(path), "%s/cgroup.procs", folder);
	snprintf(number, sizeof(number), "%d", pid);
	require(write_file(path, number), "%s: %s", path, strerror(errno));
}

static void wait_frozen(uint64_t wanted)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (cgroup_event("cgroup.events", "frozen") != wanted)
		require(clock_ns() < deadline, "the cgroup is never %s",
			wanted ? "frozen" : "thawed");
}

static void freeze_often(pid_t pid, const char *then)
{
	struct bracket bracket = { 0 };

	enter(CGROUP, pid);
	for (int i = 0; i < TIMES; i++) {
		ask(&bracket);
		cgroup_set("cgroup.freeze", "1");
		wait_frozen(1);
		wait_state(pid, "frozen");
		expect(stat_state(pid, pid) == 'S', "%c in /proc", stat_state(pid, pid));
		held(&bracket);
		letting_go(&bracket);
		cgroup_set("cgroup.freeze", "0");
		wait_frozen(0);
		wait_state(pid, then);
		gone(&bracket);
	}
	expect_held(pid, "frozen", &bracket, TIMES);
}

static void frozen(void)
{
	struct burner sleeper;
	pid_t hog;

	cgroup_make("cgroup.freeze");
	pin(0);
	burner_start(&sleeper, cpus() - 1);
	freeze_often(sleeper.pid, "sleeping");
	end_child(sleeper.pid);
	if (cpus() < 2)
		return;
	hog = spawn_hog(1);
	freeze_often(hog, "running");
	/* A frozen task that is killed ends, and its frozen time is known. */
	cgroup_set("cgroup.freeze", "1");
	wait_state(hog, "frozen");
	end_child(hog);
	expect_u64("frozen_entries", table_u64(dead_get(hog), 0, "frozen_entries"), TIMES + 1);
	cgroup_set("cgroup.freeze", "0");
}

static void wait_freezer(const char *state)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	bool there = false;

	require(write_file(FREEZER "/lc/freezer.state", strcmp(state, "FROZEN\n") ? "THAWED" :
			   "FROZEN"), "freezer.state: %s", strerror(errno));
	while (!there) {
		char *text = path_text(FREEZER "/lc/freezer.state");

		there = text && !strcmp(text, state);
		free(text);
		require(clock_ns() < deadline, "the freezer is never %s", state);
	}
}

static bool has_frozen_state(void)
{
	struct utsname name;
	int version, patch;

	uname(&name);
	return sscanf(name.release, "%d.%d", &version, &patch) == 2 &&
	       version * 1000 + patch >= 6001;
}

/* A reader of a pipe is woken and then freezes. */
static void frozen_v1(void)
{
	struct bracket bracket = { 0 };
	struct burner sleeper;
	pid_t pid;

	mkdir(FREEZER, 0755);
	if (mount("freezer", FREEZER, "cgroup", 0, "freezer") ||
	    (mkdir(FREEZER "/lc", 0755) && errno != EEXIST))
		ktap_skip("no freezer of cgroup v1: %s", strerror(errno));
	burner_start(&sleeper, -1);
	pid = sleeper.pid;
	enter(FREEZER "/lc", pid);
	for (int i = 0; i < TIMES; i++) {
		ask(&bracket);
		wait_freezer("FROZEN\n");
		expect(stat_state(pid, pid) == 'D', "%c in /proc", stat_state(pid, pid));
		if (!has_frozen_state()) {
			wait_state(pid, "disk");
			ktap_skip("before 6.1 the freezer has no state of its own: disk");
		}
		wait_state(pid, "frozen");
		held(&bracket);
		letting_go(&bracket);
		wait_freezer("THAWED\n");
		wait_blocked(pid);
		gone(&bracket);
	}
	expect_held(pid, "frozen", &bracket, TIMES);
	end_child(pid);
}

static void cleanup_v1(void)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	write_file(FREEZER "/lc/freezer.state", "THAWED");
	while (rmdir(FREEZER "/lc") && errno == EBUSY && clock_ns() < deadline)
		;
	umount(FREEZER);
}

static void cleanup(void)
{
	write_file(CGROUP "/cgroup.freeze", "0");
	cgroup_cleanup();
}

static const struct ktap_case cases[] = {
	{ "stops of a sleeping and a running task are timed and counted", stopped },
	{ "stops by a tracer are timed and counted", traced },
	{ "freezes by cgroup v2 are timed and counted", frozen, cleanup },
	{ "freezes by cgroup v1 are timed and counted", frozen_v1, cleanup_v1 },
};

KTAP_MAIN(cases)
