// SPDX-License-Identifier: GPL-2.0
/* Each state has the right name, and its time goes into that state's column. */
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"
#include "time.h"

static void block(void *gate)
{
	gate_wait(gate);
}

/*
 * While a task stays in one state, that column grows by exactly the time between two
 * readings, and no other column does.
 */
static void expect_growing(pid_t pid, const char *state, const char *column, char letter)
{
	static const char * const all[] = {
		"new_ns", "run_ns", "runnable_ns", "sleep_ns", "disk_ns", "iowait_ns",
		"stopped_ns", "traced_ns", "parked_ns", "idle_ns", "frozen_ns", "zombie_ns",
		"unknown_ns",
	};
	uint64_t before, after, start = clock_ns(), grown;
	struct table *first, *second;

	first = task_get(pid);
	before = clock_ns();
	burn(5000000);
	after = clock_ns();
	second = task_get(pid);
	expect(stat_state(pid, pid) == letter, "%c in /proc", stat_state(pid, pid));
	expect_text("state before", table_text(first, 0, "state"), state);
	expect_text("state after", table_text(second, 0, "state"), state);
	grown = table_u64(second, 0, column) - table_u64(first, 0, column);
	expect_u64(column, grown, table_u64(second, 0, "now_ns") - table_u64(first, 0, "now_ns"));
	expect_between(column, after - before, grown, clock_ns() - start);
	for (size_t i = 0; i < ARRAY_SIZE(all); i++)
		if (strcmp(all[i], column))
			expect_u64(all[i], table_u64(second, 0, all[i]),
				   table_u64(first, 0, all[i]));
	expect_conserved(first, 0);
	expect_conserved(second, 0);
	table_free(first);
	table_free(second);
}

static void sleeping(void)
{
	struct gate gate;
	pid_t pid;

	gate_init(&gate);
	pid = spawn(block, &gate);
	wait_blocked(pid);
	expect_growing(pid, "sleeping", "sleep_ns", 'S');
	gate_open(&gate);
	reap(pid);
}

static void stop(pid_t pid)
{
	siginfo_t info;

	kill(pid, SIGSTOP);
	require(!waitid(P_PID, pid, &info, WSTOPPED | WNOWAIT), "wait: %s", strerror(errno));
	wait_state(pid, "stopped");
}

static void stopped(void)
{
	uint64_t sent, seen, go, gone, held;
	struct gate gates[2];
	struct table *task;
	siginfo_t info;
	pid_t pid;

	gate_init(&gates[0]);
	pid = spawn(block, gates);
	wait_blocked(pid);
	sent = clock_ns();
	stop(pid);
	seen = clock_ns();
	expect_growing(pid, "stopped", "stopped_ns", 'T');
	go = clock_ns();
	kill(pid, SIGCONT);
	require(!waitid(P_PID, pid, &info, WCONTINUED), "wait: %s", strerror(errno));
	wait_blocked(pid);
	gone = clock_ns();
	task = task_get(pid);
	held = table_u64(task, 0, "stopped_ns");
	expect_between("stopped_ns", go - seen, held, gone - sent);
	expect_growing(pid, "sleeping", "sleep_ns", 'S');
	expect_u64("stopped_ns later", table_u64(task_get(pid), 0, "stopped_ns"), held);
	kill(pid, SIGKILL);
	reap(pid);
}

static void killed_while_stopped(void)
{
	struct gate gate;
	struct table *dead;
	uint64_t before, after;
	pid_t pid;

	gate_init(&gate);
	pid = spawn(block, &gate);
	wait_blocked(pid);
	stop(pid);
	before = clock_ns();
	burn(3000000);
	after = clock_ns();
	kill(pid, SIGKILL);
	reap(pid);
	dead = dead_get(pid);
	expect(table_u64(dead, 0, "stopped_ns") >= after - before, "stopped_ns is %s",
	       table_text(dead, 0, "stopped_ns"));
	expect_u64("exit_signal", table_u64(dead, 0, "exit_signal"), SIGKILL);
	expect_conserved(dead, 0);
}

static void traced(void)
{
	struct gate gate;
	struct table *task;
	pid_t pid;
	int status;

	gate_init(&gate);
	pid = spawn(block, &gate);
	wait_blocked(pid);
	require(!ptrace(PTRACE_SEIZE, pid, 0, 0), "seize: %s", strerror(errno));
	require(!ptrace(PTRACE_INTERRUPT, pid, 0, 0), "interrupt: %s", strerror(errno));
	require(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status), "not stopped");
	wait_state(pid, "traced");
	expect_growing(pid, "traced", "traced_ns", 't');
	require(!ptrace(PTRACE_DETACH, pid, 0, 0), "detach: %s", strerror(errno));
	wait_blocked(pid);
	task = task_get(pid);
	expect_u64("stopped_ns", table_u64(task, 0, "stopped_ns"), 0);
	gate_open(&gate);
	reap(pid);
}

static void zombie(void)
{
	pid_t pid = spawn_helper("@exit", 6);
	struct table *task;

	wait_exited(pid);
	wait_state(pid, "zombie");
	expect_growing(pid, "zombie", "zombie_ns", 'Z');
	task = task_get(pid);
	expect_text("reaped_ns", table_text(task, 0, "reaped_ns"), "-");
	expect(!table_none(task, 0, "died_ns"), "a zombie has no died_ns");
	expect_u64("exit_code", table_u64(task, 0, "exit_code"), 6);
	reap(pid);
}

/* The parent of a vforked child is in an uninterruptible wait until it execs or ends. */
struct vfork_scene {
	struct gate report, go;
};

static void vfork_parent(void *data)
{
	struct vfork_scene *scene = data;
	pid_t pid = vfork();

	if (pid == 0) {
		char byte = 0;

		if (write(scene->report.in, &byte, 1) == 1 && read(scene->go.out, &byte, 1) == 1)
			_exit(0);
		_exit(1);
	}
	reap(pid);
}

static void waiting_for_vfork(void)
{
	struct vfork_scene scene;
	pid_t pid;

	gate_init(&scene.report);
	gate_init(&scene.go);
	pid = spawn(vfork_parent, &scene);
	gate_wait(&scene.report);
	wait_state(pid, "disk");
	expect_growing(pid, "disk", "disk_ns", 'D');
	gate_open(&scene.go);
	expect_u64("status", reap(pid), 0);
}

static const struct ktap_case cases[] = {
	{ "time asleep is sleep_ns", sleeping },
	{ "time stopped is stopped_ns, until it is continued", stopped },
	{ "a stop that a kill ends is timed", killed_while_stopped },
	{ "time in a ptrace stop is traced_ns", traced },
	{ "time as a zombie is zombie_ns", zombie },
	{ "time waiting for a vforked child is disk_ns", waiting_for_vfork },
};

KTAP_MAIN(cases)
