// SPDX-License-Identifier: GPL-2.0
/* A child that is forked, execs and exits is recorded in 'dead'. */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"
#include "time.h"

#define TICK_NS 10000000ULL

struct life {
	uint64_t forked, exited, reaped;
	uint64_t start_ticks;
	pid_t pid;
	int status;
};

/* Forks a child that execs and exits with @code; reads the clock around each step. */
static struct life live(int code)
{
	struct life life;
	siginfo_t info;

	life.forked = clock_ns();
	life.pid = spawn_helper("@exit", code);
	require(!waitid(P_PID, life.pid, &info, WEXITED | WNOWAIT), "wait: %s", strerror(errno));
	life.exited = clock_ns();
	life.start_ticks = stat_field(life.pid, life.pid, 22);
	life.status = reap(life.pid);
	life.reaped = clock_ns();
	return life;
}

static void parent_and_code(void)
{
	static const int codes[] = { 0, 1, 3, 255 };

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		struct life life = live(codes[i]);
		struct table *dead = dead_get(life.pid);

		expect_u64("tgid", table_u64(dead, 0, "tgid"), life.pid);
		expect_u64("ppid", table_u64(dead, 0, "ppid"), getpid());
		expect_u64("birth_ppid", table_u64(dead, 0, "birth_ppid"), getpid());
		expect_u64("reaper_pid", table_u64(dead, 0, "reaper_pid"), getpid());
		expect_u64("uid", table_u64(dead, 0, "uid"), 0);
		expect_u64("exit_code", table_u64(dead, 0, "exit_code"), WEXITSTATUS(life.status));
		expect_text("exit_signal", table_text(dead, 0, "exit_signal"), "-");
		expect_text("cause", table_text(dead, 0, "cause"), codes[i] ? "failed" : "exited");
		expect_text("killer_pid", table_text(dead, 0, "killer_pid"), "-");
		expect_text("state", table_text(dead, 0, "state"), "dead");
		expect_text("now_ns", table_text(dead, 0, "now_ns"), "-");
		expect_text("birth", table_text(dead, 0, "birth"), "fork");
		expect_u64("execs", table_u64(dead, 0, "execs"), 1);
		expect_u64("core_dumped", table_u64(dead, 0, "core_dumped"), 0);
		/*
		 * comm of a program executed as /proc/self/exe: 'exe' up to 6.13, the
		 * file's name later.
		 */
		expect(strlen(table_text(dead, 0, "comm")) > 0, "no comm");
	}
}

static void points_in_time(void)
{
	struct life life = live(0);
	struct table *dead = dead_get(life.pid);

	expect_between("born_ns", life.forked, table_u64(dead, 0, "born_ns"), life.exited);
	expect_between("first_run_ns", life.forked, table_u64(dead, 0, "first_run_ns"),
		       life.exited);
	expect_between("exec_ns", table_u64(dead, 0, "first_run_ns"),
		       table_u64(dead, 0, "exec_ns"), table_u64(dead, 0, "died_ns"));
	expect_between("died_ns", life.forked, table_u64(dead, 0, "died_ns"), life.exited);
	expect_between("reaped_ns", life.exited, table_u64(dead, 0, "reaped_ns"), life.reaped);
	expect_ordered(dead, 0);
	expect_conserved(dead, 0);
	expect_runs(dead, 0);
	expect(table_u64(dead, 0, "runs") > 0, "it never ran");
}

/*
 * In a freshly booted VM boot time equals monotonic time. The kernel reads the two clocks
 * one after the other: they differ by more than a tick only if the emulated CPU stood still
 * in between.
 */
static void birth_is_start_time(void)
{
	int near = 0;

	for (int i = 0; i < 20; i++) {
		struct life life = live(0);
		struct table *dead = dead_get(life.pid);
		uint64_t start = life.start_ticks * TICK_NS, born = table_u64(dead, 0, "born_ns");

		near += born + TICK_NS >= start && born <= start + 2 * TICK_NS;
		expect_between("start time", life.forked - TICK_NS, start, life.exited);
	}
	expect(near >= 15, "only %d of 20 births are at their start time", near);
}

static void zombie_time(void)
{
	uint64_t held, let_go;
	struct table *dead;
	pid_t pid = spawn_helper("@exit", 0);

	wait_exited(pid);
	wait_state(pid, "zombie");
	held = clock_ns();
	burn(20000000);
	let_go = clock_ns();
	reap(pid);
	dead = dead_get(pid);
	expect_between("zombie_ns", let_go - held, table_u64(dead, 0, "zombie_ns"),
		       table_u64(dead, 0, "reaped_ns") - table_u64(dead, 0, "died_ns"));
}

static void in_order_of_death(void)
{
	struct table *dead;
	uint64_t last = 0, reaped = 0;

	for (int i = 0; i < 20; i++)
		reap(spawn_helper("@exit", i));
	dead = table_read(LC_PROC "dead");
	for (int row = 0; row < dead->rows; row++) {
		uint64_t seq = table_u64(dead, row, "death_seq");

		expect(!row || seq == last + 1, "death_seq %llu after %llu",
		       (unsigned long long)seq, (unsigned long long)last);
		last = seq;
		expect(table_u64(dead, row, "reaped_ns") + TICK_NS >= reaped,
		       "not in order of reaping");
		reaped = table_u64(dead, row, "reaped_ns");
	}
	expect_u64("the newest death_seq", last, stats_get("deaths"));
}

static const struct ktap_case cases[] = {
	{ "a dead child's parent, reaper, exit code and cause are recorded", parent_and_code },
	{ "its timestamps are in order and within the test's own", points_in_time },
	{ "born_ns equals the start time in /proc/PID/stat", birth_is_start_time },
	{ "zombie time is counted until the child is reaped", zombie_time },
	{ "deaths are numbered without gaps, oldest first", in_order_of_death },
};

KTAP_MAIN(cases)
