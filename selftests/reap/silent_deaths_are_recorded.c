// SPDX-License-Identifier: GPL-2.0
/*
 * With ftrace turned off, deaths are recorded by tracepoints alone: identity, cause and
 * status are right, and who reaped the task and when is not claimed.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "knob.h"
#include "ktap.h"
#include "row.h"
#include "sender.h"
#include "table.h"
#include "totals.h"

static void expect_unseen(const struct table *dead)
{
	expect_cells(dead, "state=dead reap=- reaper_pid=- reaped_ns=- zombie_ns=- reapable_ns=-");
	expect_ordered(dead, 0);
}

/* The parent lives, so it is known that it is the parent still. */
static struct table *expect_silent_child(pid_t pid, const char *cause)
{
	struct table *dead = dead_get(pid);

	expect_cells(dead, "tgid=%d ppid=%d birth_ppid=%d cause=%s comm=%s", pid, getpid(),
		     getpid(), cause, own_comm());
	expect_unseen(dead);
	return dead;
}

static void exit_with(void *status)
{
	_exit(*(int *)status);
}

static void expect_exits(void)
{
	int status[] = { 0, 7 };

	for (int i = 0; i < 2; i++) {
		pid_t pid = spawn(exit_with, &status[i]);

		reap(pid);
		expect_cells(expect_silent_child(pid, status[i] ? "failed" : "exited"),
			     "exit_code=%d exit_signal=- killer_pid=- exit_initiator_pid=%d",
			     status[i], pid);
	}
}

static void expect_kill(void)
{
	pid_t pid = spawn(block_forever, NULL);

	wait_blocked(pid);
	send_signal(pid, SIGTERM);
	reap(pid);
	expect_cells(expect_silent_child(pid, "killed"), "exit_code=- exit_signal=15 killer_pid=%d "
		     "killer_comm=%s signal_origin=user signal_state=-", getpid(), own_comm());
}

static void block_usr1(void *data)
{
	struct gate *ready = data;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	gate_open(ready);
	block_forever(NULL);
}

/* What it did when another signal was sent, which was seen, says nothing of this one. */
static void kill_after_signal(void)
{
	struct gate ready;
	pid_t pid;

	gate_init(&ready);
	pid = spawn(block_usr1, &ready);
	gate_wait(&ready);
	wait_blocked(pid);
	send_signal(pid, SIGUSR1);
	knob_off(KNOB_FTRACE);
	send_signal(pid, SIGTERM);
	reap(pid);
	expect_cells(expect_silent_child(pid, "killed"), "exit_signal=15 killer_pid=%d "
		     "signals_received=2 signal_state=-", getpid());
}

/* A zombie's death was seen; that it is reaped is not. */
static void expect_zombie(pid_t pid)
{
	struct table *dead;

	reap(pid);
	dead = expect_silent_child(pid, "exited");
	expect(table_u64(dead, 0, "died_ns") > 0, "it did not die");
}

/* Afterwards deaths are complete again. */
static void expect_complete(void)
{
	pid_t pid = spawn(block_forever, NULL);

	wait_blocked(pid);
	send_signal(pid, SIGKILL);
	expect_cells(expect_death(pid, "killed"), "signal_origin=user killer_pid=%d ppid=%d "
		     "signal_state=sleeping", getpid(), getpid());
}

static void by_ftrace(void)
{
	pid_t zombie = spawn(exit_with, (int[]){ 0 });
	struct table *dead;
	uint64_t unknown;

	wait_exited(zombie);
	unknown = stats_get("deaths_unknown");
	knob_off(KNOB_FTRACE);
	expect_exits();
	expect_kill();
	expect_zombie(zombie);
	knob_on(KNOB_FTRACE);
	expect_u64("deaths of unknown cause", stats_get("deaths_unknown") - unknown, 0);
	expect_complete();
	dead = table_read(LC_PROC "dead");
	expect_u64("deaths without a process", table_count(dead, "tgid", 0), 0);
	expect_balance();
}

/* Where ftrace can call a hook for itself, it is no kprobe. */
static void by_kprobes(void)
{
	struct table *hooks = table_read(LC_DEBUG "hooks");
	int row = 0;

	while (strcmp(table_text(hooks, row, "name"), "release_task"))
		row++;
	if (strcmp(table_text(hooks, row, "kind"), "ftrace"))
		ktap_skip("release_task is hooked by a kprobe");
	knob_off(KNOB_KPROBES);
	expect_complete();
}

struct scene {
	struct gate report, go;
};

static void *report_and_wait(void *data)
{
	struct scene *scene = data;
	pid_t tid = own_tid();

	gate_send(&scene->report, &tid, sizeof(tid));
	gate_wait(&scene->go);
	return NULL;
}

static void with_thread(void *data)
{
	pthread_t thread;

	require(!pthread_create(&thread, NULL, report_and_wait, data), "no thread");
	pthread_join(thread, NULL);
}

static pid_t play(void (*run)(void *), struct scene *scene, pid_t *tid)
{
	pid_t pid;

	gate_init(&scene->report);
	gate_init(&scene->go);
	pid = spawn(run, scene);
	gate_receive(&scene->report, tid, sizeof(*tid));
	return pid;
}

/* The process may be gone before the RCU callback of its thread. */
static void thread_ends(void)
{
	struct scene scene;
	pid_t pid, tid;

	knob_off(KNOB_FTRACE);
	for (int i = 0; i < 10; i++) {
		struct table *dead;

		pid = play(with_thread, &scene, &tid);
		gate_open(&scene.go);
		reap(pid);
		dead = dead_get(tid);
		expect_cells(dead, "tgid=%d", pid);
		expect_unseen(dead);
		expect_cells(dead_get(pid), "tgid=%d cause=exited", pid);
	}
}

static void *exec_from_thread(void *data)
{
	struct scene *scene = data;
	pid_t tid = own_tid();

	gate_send(&scene->report, &tid, sizeof(tid));
	gate_wait(&scene->go);
	exec_helper("@exit", 5);
}

static void wait_for_exec(void *data)
{
	pthread_t thread;

	require(!pthread_create(&thread, NULL, exec_from_thread, data), "no thread");
	pthread_join(thread, NULL);
}

/* An exec exchanges the PIDs of the thread and the leader. */
static void thread_execs(void)
{
	struct scene scene;
	struct table *dead;
	pid_t pid, tid;

	knob_off(KNOB_FTRACE);
	pid = play(wait_for_exec, &scene, &tid);
	gate_open(&scene.go);
	wait_exited(pid);
	dead = dead_get(tid);
	expect_cells(dead, "tgid=%d cause=exec", pid);
	expect_unseen(dead);
	reap(pid);
	dead = dead_get(pid);
	expect_cells(dead, "tgid=%d cause=failed exit_code=5", pid);
	expect_unseen(dead);
}

static void leave_early(void *data)
{
	pthread_t thread;

	require(!pthread_create(&thread, NULL, report_and_wait, data), "no thread");
	syscall(SYS_exit, 0);
}

/*
 * The release of the last thread is seen, and not that of the leader, for which its parent
 * waits: it has not been released with the thread.
 */
static void leader_waited_for(void)
{
	struct scene scene;
	pid_t pid, tid;

	pid = play(leave_early, &scene, &tid);
	wait_state(pid, "zombie");
	gate_open(&scene.go);
	wait_exited(pid);
	dead_get(tid);
	knob_off(KNOB_FTRACE);
	reap(pid);
	expect_unseen(dead_get(pid));
}

static const struct ktap_case cases[] = {
	{ "deaths with kernel.ftrace_enabled=0 are recorded", by_ftrace, knobs_on },
	{ "deaths with kprobes disabled are complete", by_kprobes, knobs_on },
	{ "the state at an unseen signal is not that at one before", kill_after_signal, knobs_on },
	{ "an unseen thread has its process", thread_ends, knobs_on },
	{ "an unseen exec by a thread does not confuse PIDs", thread_execs, knobs_on },
	{ "a leader is not released with its last thread if its parent waits",
	  leader_waited_for, knobs_on },
};

KTAP_MAIN(cases)
