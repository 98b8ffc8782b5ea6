// SPDX-License-Identifier: GPL-2.0
/*
 * From the moment in which its end is decided, the row of a living task shows how it ends
 * and how far it is.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "jam.h"
#include "ktap.h"
#include "namespace.h"
#include "sender.h"
#include "time.h"

#define CORE_PATTERN "/proc/sys/kernel/core_pattern"

/* No event reports it: poll. */
static struct table *wait_phase(pid_t pid, const char *phase)
{
	return task_wait(pid, "exit_phase", phase);
}

/* The kernel itself does not report it as dead yet. */
static void expect_not_dead(pid_t pid)
{
	siginfo_t info = { 0 };

	expect(!waitid(P_PID, pid, &info, WEXITED | WNOWAIT | WNOHANG) && !info.si_pid,
	       "%d is dead", pid);
	expect(stat_state(pid, pid) != 'Z', "%d is a zombie", pid);
}

static void expect_killed_by_me(const struct table *task, const char *state)
{
	expect_cells(task, "cause=killed exit_signal=%d exit_code=- core_dumped=0 "
		     "signal_origin=user killer_pid=%d killer_comm=%s signal_state=%s", SIGKILL,
		     getpid(), own_comm(), state);
}

static void living(void)
{
	struct gate gate;
	pid_t pid;

	gate_init(&gate);
	pid = spawn(block_on, &gate);
	expect_cells(task_get(pid), "exit_phase=- cause=- exit_signal=- signal_origin=- "
		     "died_ns=- pidns_init_pid=1");
	gate_open(&gate);
	wait_state(pid, "zombie");
	expect_cells(task_get(pid), "exit_phase=- cause=exited exit_code=0");
	expect_cells(expect_death(pid, "exited"), "exit_phase=- pidns_init_pid=-");
}

static void killed(void)
{
	struct table *task;
	struct jam jam;
	pid_t pid;

	jam_init(&jam);
	jam_start(&jam);
	pid = spawn(jam_wait, &jam);
	wait_state(pid, "disk");
	expect_cells(task_get(pid), "exit_phase=- cause=-");
	send_signal(pid, SIGKILL);
	task = wait_phase(pid, "killed");
	expect_killed_by_me(task, "disk");
	expect_cells(task, "state=disk died_ns=-");
	expect_not_dead(pid);
	jam_end(&jam);
	expect_killed_by_me(expect_death(pid, "killed"), "disk");
}

struct closer {
	struct jam jam;
	struct gate opened, go;
};

/* The pipe is opened anew, so that the exit closes the last reference to that opening. */
static void close_at_exit(void *data)
{
	struct closer *closer = data;
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", closer->jam.ends[0]);
	require(open(path, O_RDONLY | O_NONBLOCK) >= 0, "%s: %s", path, strerror(errno));
	gate_open(&closer->opened);
	gate_wait(&closer->go);
	_exit(7);
}

static void exiting(void)
{
	struct closer closer;
	struct table *task;
	pid_t pid;

	jam_init(&closer.jam);
	gate_init(&closer.opened);
	gate_init(&closer.go);
	pid = spawn(close_at_exit, &closer);
	gate_wait(&closer.opened);
	jam_start(&closer.jam);
	gate_open(&closer.go);
	wait_state(pid, "disk");
	task = wait_phase(pid, "exiting");
	expect_cells(task, "state=disk cause=failed exit_code=7 exit_signal=- "
		     "exit_initiator_pid=%d",
		     pid);
	expect_between("died_ns", table_u64(task, 0, "born_ns"), table_u64(task, 0, "died_ns"),
		       clock_ns());
	expect_not_dead(pid);
	jam_end(&closer.jam);
	expect_cells(expect_death(pid, "failed"), "exit_code=7 exit_phase=-");
}

struct pair {
	struct jam jam;
	struct gate report, go;
	bool exec;
};

static void *wait_in_thread(void *data)
{
	struct pair *pair = data;
	pid_t tid = own_tid();

	gate_send(&pair->report, &tid, sizeof(tid));
	jam_wait(&pair->jam);
	return NULL;
}

static void start_pair(void *data)
{
	struct pair *pair = data;
	pthread_t thread;

	require(!pthread_create(&thread, NULL, wait_in_thread, pair), "no thread");
	gate_wait(&pair->go);
	if (pair->exec)
		exec_helper("@exit", 5);
	syscall(SYS_exit, 0);
}

/* A process with a thread that cannot end for now. Returns its leader. */
static pid_t play_pair(struct pair *pair, pid_t *tid)
{
	pid_t pid;

	jam_init(&pair->jam);
	gate_init(&pair->report);
	gate_init(&pair->go);
	jam_start(&pair->jam);
	pid = spawn(start_pair, pair);
	gate_receive(&pair->report, tid, sizeof(*tid));
	wait_state(*tid, "disk");
	gate_open(&pair->go);
	return pid;
}

static void exec_waits(void)
{
	struct pair pair = { .exec = true };
	pid_t pid, tid;

	pid = play_pair(&pair, &tid);
	expect_cells(wait_phase(pid, "exec-wait"), "cause=- exit_signal=- died_ns=- execs=0");
	expect_cells(wait_phase(tid, "killed"), "cause=exec state=disk died_ns=- killer_pid=-");
	jam_end(&pair.jam);
	expect_cells(expect_death(pid, "failed"), "exit_code=5 execs=1 exit_phase=-");
	expect_cells(dead_get(tid), "cause=exec");
}

/* The leader's row is that of the process, in which another thread cannot end. */
static void leader_left(void)
{
	struct pair pair = { .exec = false };
	struct table *task;
	pid_t pid, tid;

	pid = play_pair(&pair, &tid);
	wait_state(pid, "zombie");
	expect_cells(wait_phase(tid, "-"), "cause=-");
	send_signal(pid, SIGKILL);
	task = wait_phase(tid, "killed");
	expect_cells(task, "cause=group state=disk killer_pid=-");
	/* Where the signal found the process is where its living thread was. */
	expect_cells(task_get(pid), "state=zombie exit_phase=- cause=killed exit_signal=%d "
		     "signal_state=disk killer_pid=%d",
		     SIGKILL, getpid());
	jam_end(&pair.jam);
	table_free(expect_death(pid, "killed"));
}

static void traced_exit(void *unused)
{
	require(!ptrace(PTRACE_TRACEME, 0, NULL, NULL), "ptrace: %s", strerror(errno));
	raise(SIGSTOP);
	_exit(3);
}

static void tracer_waits(void)
{
	pid_t pid = spawn(traced_exit, NULL);
	struct table *task;
	int status;

	require(waitpid(pid, &status, 0) == pid && WIFSTOPPED(status), "not stopped");
	wait_state(pid, "traced");
	expect_cells(task_get(pid), "exit_phase=- cause=-");
	require(!ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)PTRACE_O_TRACEEXIT) &&
		!ptrace(PTRACE_CONT, pid, NULL, NULL), "ptrace: %s", strerror(errno));
	require(waitpid(pid, &status, 0) == pid &&
		status >> 8 == (SIGTRAP | PTRACE_EVENT_EXIT << 8), "no PTRACE_EVENT_EXIT");
	task = wait_phase(pid, "ptrace-event");
	expect(!table_none(task, 0, "died_ns"), "died_ns is unknown");
	require(!ptrace(PTRACE_CONT, pid, NULL, NULL), "ptrace: %s", strerror(errno));
	table_free(expect_death(pid, "failed"));
}

static void *linger(void *data)
{
	struct pair *pair = data;
	pid_t tid = own_tid();

	gate_send(&pair->report, &tid, sizeof(tid));
	block_forever(NULL);
	return NULL;
}

static void dump_with_thread(void *data)
{
	struct pair *pair = data;
	pthread_t thread;

	require(!pthread_create(&thread, NULL, linger, pair), "no thread");
	gate_wait(&pair->go);
	abort();
}

/* The helper does not read, and the core does not fit into the pipe. */
static void dumps_core(void)
{
	struct table *task;
	struct pair pair;
	pid_t pid, tid;

	gate_init(&pair.report);
	gate_init(&pair.go);
	require(write_file(CORE_PATTERN, "|/bin/sleep 1000"), "no core pattern");
	pid = spawn(dump_with_thread, &pair);
	gate_receive(&pair.report, &tid, sizeof(tid));
	gate_open(&pair.go);
	task = wait_phase(pid, "coredump");
	expect_cells(task, "cause=crashed exit_signal=%d core_dumped=- signal_origin=self "
		     "died_ns=-",
		     SIGABRT);
	expect_u64("CoreDumping", status_value(pid, pid, "CoreDumping"), 1);
	expect_cells(wait_phase(tid, "coredump"), "cause=group");
	expect_not_dead(pid);
	send_signal(pid, SIGKILL);
	table_free(expect_death(pid, "killed"));
}

static void end_helper(void)
{
	write_file(CORE_PATTERN, "core");
	if (system("kill -9 $(pidof sleep) 2>/dev/null"))
		ktap_diag("no helper");
}

/* Its child is in the namespace, so that it cannot see its parent, and not the init's. */
static void join_namespace(void *data)
{
	int fd = open(data, O_RDONLY | O_CLOEXEC);

	require(!setns(fd, CLONE_NEWPID), "setns: %s", strerror(errno));
	require(fork() >= 0, "fork: %s", strerror(errno));
	block_forever(NULL);
}

static void namespace_waits(void)
{
	struct table *task;
	pid_t init = spawn_init(block_forever, NULL), joined, guest;
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/ns/pid", init);
	joined = spawn(join_namespace, path);
	wait_blocked(joined);
	guest = outer_pid(init, 2);
	expect_cells(task_get(init), "pidns_init_pid=%d exit_phase=-", init);
	expect_cells(task_get(guest), "pidns_init_pid=%d ppid=%d", init, joined);
	send_signal(init, SIGKILL);
	task = wait_phase(init, "pidns-wait");
	expect_killed_by_me(task, "sleeping");
	expect(!table_none(task, 0, "died_ns"), "died_ns is unknown");
	expect_not_dead(init);
	wait_state(guest, "zombie");
	expect_cells(task_get(guest), "pidns_init_pid=%d exit_phase=- cause=pidns", init);
	send_signal(joined, SIGKILL);
	reap(joined);
	wait_state(init, "zombie");
	expect_cells(task_get(init), "exit_phase=- cause=killed");
	expect_killed_by_me(expect_death(init, "killed"), "sleeping");
}

static const struct ktap_case cases[] = {
	{ "a task without a decided end has no phase", living },
	{ "a killed task in uninterruptible sleep is shown as killed", killed },
	{ "a task that is held in its exit is shown as exiting", exiting },
	{ "an exec waits for threads, which are being ended", exec_waits },
	{ "a process whose leader has ended is shown as killed", leader_left },
	{ "a task stopped at its exit by its tracer is shown as that", tracer_waits },
	{ "a process that dumps core is shown as that", dumps_core, end_helper },
	{ "an init waits for the other processes of its namespace", namespace_waits },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
