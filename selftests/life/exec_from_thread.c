// SPDX-License-Identifier: GPL-2.0
/*
 * A thread that execs becomes the leader and ends all others; their records are not
 * confused.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "program.h"
#include "row.h"

#define OTHERS 5

struct scene {
	struct gate report, forever, input, execed;
	pid_t tids[OTHERS + 1];
};

static void *linger(void *data)
{
	struct scene *scene = data;
	pid_t tid = own_tid();

	gate_send(&scene->report, &tid, sizeof(tid));
	gate_wait(&scene->forever);
	return NULL;
}

/* Execs once the test has seen all threads. */
static void *exec_thread(void *data)
{
	struct scene *scene = data;
	pid_t tid = own_tid();

	gate_send(&scene->report, &tid, sizeof(tid));
	gate_wait(&scene->input);
	dup2(scene->input.out, STDIN_FILENO);
	exec_helper("@block", 9);
}

static void start(void *data)
{
	struct scene *scene = data;
	pthread_t thread;

	close(scene->input.in);
	close(scene->execed.out);
	for (int i = 0; i < OTHERS; i++)
		require(!pthread_create(&thread, NULL, linger, scene), "no thread");
	require(!pthread_create(&thread, NULL, exec_thread, scene), "no thread");
	gate_wait(&scene->forever);
}

static bool has_tid(const struct scene *scene, uint64_t tid)
{
	for (int i = 0; i < OTHERS + 1; i++)
		if ((uint64_t)scene->tids[i] == tid)
			return true;
	return false;
}

static void scene_init(struct scene *scene)
{
	gate_init(&scene->report);
	gate_init(&scene->forever);
	gate_init(&scene->input);
	gate_init(&scene->execed);
}

static pid_t play(struct scene *scene)
{
	char byte;
	pid_t pid;

	scene_init(scene);
	pid = spawn(start, scene);
	close(scene->execed.in);
	for (int i = 0; i < OTHERS + 1; i++)
		gate_receive(&scene->report, &scene->tids[i], sizeof(scene->tids[i]));
	gate_open(&scene->input);
	/* The exec closes the last write end. */
	require(read(scene->execed.out, &byte, 1) == 0, "no exec");
	return pid;
}

static void expect_survivor(const struct scene *scene, pid_t pid)
{
	struct table *tasks = table_read(LC_PROC "tasks"), *task;

	expect_u64("rows of the process", table_count(tasks, "tgid", pid), 1);
	for (int i = 0; i < OTHERS + 1; i++)
		expect_u64("rows of a former thread", table_count(tasks, "pid", scene->tids[i]), 0);
	task = task_get(pid);
	expect_u64("tgid", table_u64(task, 0, "tgid"), pid);
	expect_u64("ppid", table_u64(task, 0, "ppid"), getpid());
	expect_u64("execs", table_u64(task, 0, "execs"), 1);
	expect_text("died_ns", table_text(task, 0, "died_ns"), "-");
	expect_text("cause", table_text(task, 0, "cause"), "-");
	expect_text("birth", table_text(task, 0, "birth"), "thread");
	expect_conserved(task, 0);
	expect_runs(task, 0);
}

static void expect_victims(const struct scene *scene, pid_t pid)
{
	struct table *dead = table_read(LC_PROC "dead");
	int victims = 0;

	for (int row = 0; row < dead->rows; row++) {
		uint64_t number = table_u64(dead, row, "pid");

		if (table_u64(dead, row, "tgid") != (uint64_t)pid)
			continue;
		victims++;
		expect(number == (uint64_t)pid || has_tid(scene, number),
		       "pid %llu is none of the threads'", (unsigned long long)number);
		expect_text("a victim's cause", table_text(dead, row, "cause"), "exec");
		expect_text("a victim's exit_code", table_text(dead, row, "killer_pid"), "-");
		expect_conserved(dead, row);
		expect_ordered(dead, row);
	}
	expect_u64("victims", victims, OTHERS + 1);
}

static void identity(void)
{
	struct scene scene;
	pid_t pid = play(&scene);
	struct table *dead;
	int status, last;

	wait_blocked(pid);
	expect_survivor(&scene, pid);
	expect_victims(&scene, pid);
	close(scene.input.in);
	status = reap(pid);
	expect_u64("wait status", WEXITSTATUS(status), 9);
	dead = table_read(LC_PROC "dead");
	expect_u64("rows of the process", table_count(dead, "tgid", pid), OTHERS + 2);
	last = dead->rows - 1;
	while (last > 0 && table_u64(dead, last, "tgid") != (uint64_t)pid)
		last--;
	expect_u64("pid", table_u64(dead, last, "pid"), pid);
	expect_u64("exit_code", table_u64(dead, last, "exit_code"), 9);
	expect_text("cause", table_text(dead, last, "cause"), "failed");
	expect_u64("execs", table_u64(dead, last, "execs"), 1);
	expect_u64("reaper_pid", table_u64(dead, last, "reaper_pid"), getpid());
}

static void switches_go_on(void)
{
	struct scene scene;
	pid_t pid = play(&scene);
	struct table *task;

	wait_blocked(pid);
	task = task_get(pid);
	expect_u64("switches_voluntary", table_u64(task, 0, "switches_voluntary"),
		   status_value(pid, pid, "voluntary_ctxt_switches"));
	expect_u64("switches_involuntary", table_u64(task, 0, "switches_involuntary"),
		   status_value(pid, pid, "nonvoluntary_ctxt_switches"));
}

static void be_parent(void *data)
{
	for (int i = 0; i < 3; i++)
		reap(spawn_helper("@exit", 0));
	raise(SIGSTOP);
	start(data);
}

/* Process-wide values continue in the new leader's record. */
static void history_is_kept(void)
{
	struct scene scene;
	struct table *task;
	siginfo_t info;
	char byte;
	pid_t pid;

	scene_init(&scene);
	pid = spawn(be_parent, &scene);
	close(scene.execed.in);
	require(!waitid(P_PID, pid, &info, WSTOPPED), "wait: %s", strerror(errno));
	kill(pid, SIGCONT);
	for (int i = 0; i < OTHERS + 1; i++)
		gate_receive(&scene.report, &scene.tids[i], sizeof(scene.tids[i]));
	task = task_get(pid);
	gate_open(&scene.input);
	require(read(scene.execed.out, &byte, 1) == 0, "no exec");
	wait_blocked(pid);
	expect_cells(task_get(pid), "children=3 children_reaped=3 children_auto_reaped=0 "
		     "reap_delay_sum_ns=%s reap_delay_max_ns=%s stop_signal=%d stop_sender_pid=%d "
		     "stop_sent_ns=%s continue_sender_pid=%d continue_sent_ns=%s "
		     "signals_received=%s exe=%s",
		     table_text(task, 0, "reap_delay_sum_ns"),
		     table_text(task, 0, "reap_delay_max_ns"), SIGSTOP, pid,
		     table_text(task, 0, "stop_sent_ns"), getpid(),
		     table_text(task, 0, "continue_sent_ns"),
		     table_text(task, 0, "signals_received"), program_self());
	close(scene.input.in);
	expect_cells(expect_death(pid, "failed"),
		     "exit_code=9 children=3 exit_initiator_pid=%d", pid);
}

static const struct ktap_case cases[] = {
	{ "the thread that execs has the process's PID afterwards", identity },
	{ "process-wide values survive an exec from a thread", history_is_kept },
	{ "its switches still equal the kernel's count", switches_go_on },
};

KTAP_MAIN(cases)
