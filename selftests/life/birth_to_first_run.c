// SPDX-License-Identifier: GPL-2.0
/*
 * A child born on a busy CPU waits for its first run, and that wait is recorded: its parent
 * has SCHED_FIFO on that CPU, so the child runs when the parent sleeps.
 */
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"
#include "time.h"
#include "trace.h"

static bool birth(void)
{
	struct gate started, leave;
	uint64_t before, born, sleeps, ran, delay, wait;
	struct table *task;
	pid_t pid;

	gate_init(&started);
	gate_init(&leave);
	set_policy(0, SCHED_FIFO | SCHED_RESET_ON_FORK, 10);
	before = clock_ns();
	pid = fork();
	if (pid == 0) {
		ran = clock_ns();
		gate_send(&started, &ran, sizeof(ran));
		gate_wait(&leave);
		_exit(0);
	}
	born = clock_ns();
	require(pid > 0, "fork: %s", strerror(errno));
	burn(40 * MS_NS);
	sleeps = clock_ns();
	gate_receive(&started, &ran, sizeof(ran));
	/* Polling for the child's sleep must not keep the child from its CPU. */
	set_policy(0, SCHED_OTHER, 0);
	wait_blocked(pid);
	task = task_get(pid);
	expect_between("born_ns", before, table_u64(task, 0, "born_ns"), born);
	expect_between("first_run_ns", sleeps, table_u64(task, 0, "first_run_ns"), ran);
	delay = table_u64(task, 0, "first_run_ns") - table_u64(task, 0, "born_ns");
	expect_between("the delay", sleeps - born, delay, ran - before);
	/* From the scheduler's clock, which is another one. */
	wait = table_u64(task, 0, "latency_max_ns");
	expect(table_u64(task, 0, "new_ns") + table_u64(task, 0, "runnable_ns") >= delay,
	       "%s ns new and %s runnable, the first run came after %llu",
	       table_text(task, 0, "new_ns"), table_text(task, 0, "runnable_ns"),
	       (unsigned long long)delay);
	expect_between("latency_max_at_ns", sleeps, table_u64(task, 0, "latency_max_at_ns"),
		       clock_ns());
	expect_text("policy", table_text(task, 0, "policy"), "other");
	/* The parent, or a kernel thread that ran between the two. */
	expect_u64("latency_max_prev_pid", table_u64_or(task, 0, "latency_max_prev_pid", 0),
		   trace_left_to(pid, cpus() - 1, table_u64(task, 0, "first_run_ns")));
	gate_open(&leave);
	reap(pid);
	expect_u64("first_run_ns of the dead", table_u64(dead_get(pid), 0, "first_run_ns"),
		   table_u64(task, 0, "first_run_ns"));
	return is_near("latency_max_ns", wait, delay, delay / 20 + 5 * MS_NS);
}

static void busy_cpu(void)
{
	pin(cpus() - 1);
	trace_begin("sched/sched_switch", "0");
	expect_in_attempts("the wait for the first run", birth);
}

/* The same for a child whose parent does not keep the CPU: first_run_ns follows born_ns. */
static void idle_cpu(void)
{
	for (int i = 0; i < 20; i++) {
		uint64_t before = clock_ns();
		pid_t pid = spawn_helper("@exit", 0);
		struct table *dead;

		reap(pid);
		dead = dead_get(pid);
		expect_between("born_ns", before, table_u64(dead, 0, "born_ns"), clock_ns());
		expect_between("first_run_ns", table_u64(dead, 0, "born_ns"),
			       table_u64(dead, 0, "first_run_ns"),
			       table_u64(dead, 0, "died_ns"));
		expect(table_u64(dead, 0, "new_ns") + table_u64(dead, 0, "runnable_ns") >=
		       table_u64(dead, 0, "first_run_ns") - table_u64(dead, 0, "born_ns"),
		       "the wait for the first run is not in new_ns and runnable_ns");
	}
}

static const struct ktap_case cases[] = {
	{ "the wait for the first run on a busy CPU is recorded", busy_cpu, trace_cleanup },
	{ "the first run of a child on any CPU is recorded", idle_cpu },
};

KTAP_MAIN(cases)
