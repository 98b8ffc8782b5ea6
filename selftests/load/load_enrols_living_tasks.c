// SPDX-License-Identifier: GPL-2.0
/* All living tasks, zombies included, are in the table once the module is loaded. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "crowd.h"
#include "death.h"
#include "ktap.h"
#include "load.h"
#include "module.h"
#include "row.h"
#include "threads.h"
#include "time.h"
#include "totals.h"

#define TICK_NS 10000000ULL

/* Before the load only /proc shows the state. */
static void wait_letter(pid_t pid, char letter)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	while (stat_state(pid, pid) != letter)
		require(clock_ns() < deadline, "%d is never in state %c", pid, letter);
}

static void all_listed_once(void)
{
	struct gate gate;

	gate_init(&gate);
	for (int i = 0; i < 20; i++)
		spawn(i % 4 ? block_on : block_with_threads, &gate);
	wait_exited(spawn_helper("@exit", 0));
	module_load("");
	expect_equal_lists();
}

/*
 * The kernel reads the clocks for the two values one after the other: the birth is earlier,
 * by less than a tick unless the emulated CPU stood still in between.
 */
static bool expect_enrolled(const struct table *tasks, int row)
{
	uint64_t pid = table_u64(tasks, row, "pid"), tgid = table_u64(tasks, row, "tgid");
	uint64_t ticks = stat_field(tgid, pid, 22), born = table_u64(tasks, row, "born_ns");

	expect_text("birth", table_text(tasks, row, "birth"), "-");
	expect_conserved(tasks, row);
	if (ticks == UINT64_MAX)
		return true;
	expect(born < (ticks + 1) * TICK_NS, "pid %llu: born at %llu, started in tick %llu",
	       (unsigned long long)pid, (unsigned long long)born, (unsigned long long)ticks);
	return born + TICK_NS >= ticks * TICK_NS;
}

static void born_before(void)
{
	struct table *tasks;
	struct gate gate;
	uint64_t loading;
	int row, count = 0, near = 0;
	pid_t pid;

	gate_init(&gate);
	pid = spawn(block_on, &gate);
	wait_letter(pid, 'S');
	loading = clock_ns();
	module_load("");
	tasks = table_read(LC_PROC "tasks");
	for (row = 0; row < tasks->rows; row++) {
		if (table_u64(tasks, row, "born_ns") >= loading)
			continue;
		near += expect_enrolled(tasks, row);
		count++;
	}
	expect(near >= count * 3 / 4, "only %d of %d births are at their start time", near, count);
	row = table_find(tasks, "pid", pid);
	require(row >= 0, "the child is not in tasks");
	expect(table_u64(tasks, row, "unknown_ns") >=
	       loading - table_u64(tasks, row, "born_ns"), "unknown_ns is %s",
	       table_text(tasks, row, "unknown_ns"));
	expect_u64("birth_ppid or ppid", table_u64(tasks, row, "ppid"), getpid());
	expect_u64("switches_voluntary", table_u64(tasks, row, "switches_voluntary"),
		   status_value(pid, pid, "voluntary_ctxt_switches"));
	gate_open(&gate);
	expect_u64("status", reap(pid), 0);
	expect_text("cause", table_text(dead_get(pid), 0, "cause"), "exited");
}

static void zombies(void)
{
	pid_t failed = spawn_helper("@exit", 7), killed;
	struct table *dead;
	struct gate gate;

	gate_init(&gate);
	killed = spawn(block_on, &gate);
	kill(killed, SIGKILL);
	wait_exited(failed);
	wait_exited(killed);
	wait_letter(failed, 'Z');
	wait_letter(killed, 'Z');
	module_load("");
	expect_text("state", table_text(task_get(failed), 0, "state"), "zombie");
	expect_text("state", table_text(task_get(killed), 0, "state"), "zombie");
	expect_conserved(task_get(failed), 0);
	expect_u64("wait status", WEXITSTATUS(reap(failed)), 7);
	dead = dead_get(failed);
	expect_u64("exit_code", table_u64(dead, 0, "exit_code"), 7);
	expect_u64("reaper_pid", table_u64(dead, 0, "reaper_pid"), getpid());
	expect_conserved(dead, 0);
	reap(killed);
	dead = dead_get(killed);
	expect_u64("exit_signal", table_u64(dead, 0, "exit_signal"), SIGKILL);
	expect_conserved(dead, 0);
}

/* More tasks than reserved records: the reserve is refilled, and the walk repeated. */
static void crowd_of_them(void)
{
	static struct crowd crowd;

	crowd_begin(&crowd, 1500);
	module_load("");
	expect_u64("lost", stats_get("lost"), 0);
	expect_equal_lists();
	crowd_end(&crowd);
	expect_balance();
}

#define EXEC_AGAIN "exec sh -c \"$0\" \"$0\""

static void exec_forever(void *unused)
{
	execlp("sh", "sh", "-c", EXEC_AGAIN, EXEC_AGAIN, NULL);
}

/* An exec without a record asks for a walk, which must not come before that of the load. */
static void execs_meanwhile(void)
{
	pid_t pid = spawn(exec_forever, NULL);

	for (int i = 0; i < 5; i++) {
		module_load("");
		expect(stats_get("execs") > 0, "nothing has been executed");
		expect_u64("enrolled_late", stats_get("enrolled_late"), 0);
		expect_u64("lost", stats_get("lost"), 0);
		expect_balance();
		module_unload();
	}
	end_child(pid);
}

static const struct ktap_case cases[] = {
	{ "each living task is listed once", all_listed_once, module_cleanup },
	{ "time before the load is unknown, time after it is not", born_before,
	  module_cleanup },
	{ "more tasks than reserved records are enrolled", crowd_of_them, module_cleanup },
	{ "zombies are enrolled with their exit code", zombies, module_cleanup },
	{ "tasks that execute programs meanwhile are enrolled by the load", execs_meanwhile,
	  module_cleanup },
};

KTAP_MAIN(cases)
