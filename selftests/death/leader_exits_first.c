// SPDX-License-Identifier: GPL-2.0
/* A leader's exit is not the death of its process. */
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"
#include "time.h"

struct scene {
	struct gate report, go;
	pid_t tid;
	int leader_code, last_code;
	bool group;
};

static void *outlive(void *data)
{
	struct scene *scene = data;

	scene->tid = own_tid();
	gate_send(&scene->report, &scene->tid, sizeof(scene->tid));
	gate_wait(&scene->go);
	syscall(scene->group ? SYS_exit_group : SYS_exit, scene->last_code);
	return NULL;
}

static void leave_early(void *data)
{
	struct scene *scene = data;
	pthread_t thread;

	require(!pthread_create(&thread, NULL, outlive, scene), "no thread");
	syscall(SYS_exit, scene->leader_code);
}

static pid_t play(struct scene *scene)
{
	pid_t pid;

	gate_init(&scene->report);
	gate_init(&scene->go);
	pid = spawn(leave_early, scene);
	gate_receive(&scene->report, &scene->tid, sizeof(scene->tid));
	wait_state(pid, "zombie");
	return pid;
}

static void expect_half_dead(pid_t pid, pid_t tid)
{
	struct table *tasks = table_read(LC_PROC "tasks"), *dead = table_read(LC_PROC "dead");
	siginfo_t info = { 0 };
	int leader = table_find(tasks, "pid", pid), thread = table_find(tasks, "pid", tid);

	expect(!waitid(P_PID, pid, &info, WEXITED | WNOWAIT | WNOHANG) && !info.si_pid,
	       "the process is dead");
	expect(stat_state(pid, pid) == 'Z', "the leader is %c in /proc", stat_state(pid, pid));
	require(leader >= 0 && thread >= 0, "the leader or the thread is not in tasks");
	expect_text("the leader's state", table_text(tasks, leader, "state"), "zombie");
	expect(strcmp(table_text(tasks, thread, "state"), "zombie"), "the thread is a zombie");
	expect_u64("the thread's tgid", table_u64(tasks, thread, "tgid"), pid);
	expect_text("the thread's cause", table_text(tasks, thread, "cause"), "-");
	expect_text("the leader's reaped_ns", table_text(tasks, leader, "reaped_ns"), "-");
	expect_u64("rows of the process in dead", table_count(dead, "tgid", pid), 0);
	expect_conserved(tasks, leader);
	expect_conserved(tasks, thread);
}

static void expect_both_dead(pid_t pid, pid_t tid)
{
	struct table *leader = dead_get(pid), *thread = dead_get(tid);
	struct table *tasks = table_read(LC_PROC "tasks");

	expect_u64("rows of the process in tasks", table_count(tasks, "tgid", pid), 0);
	expect_u64("the thread's tgid", table_u64(thread, 0, "tgid"), pid);
	expect(table_u64(leader, 0, "died_ns") < table_u64(thread, 0, "died_ns"),
	       "the leader did not die first");
	expect_conserved(leader, 0);
	expect_conserved(thread, 0);
	expect_ordered(leader, 0);
	expect_ordered(thread, 0);
	table_free(tasks);
	table_free(leader);
	table_free(thread);
}

/* The sum of the time that the caller's children spent as unreaped zombies. */
static uint64_t unreaped_ns(void)
{
	struct table *self = values_read(LC_PROC "self");
	uint64_t ns = table_u64(self, 0, "reap_delay_sum_ns");

	table_free(self);
	return ns;
}

/* The leader cannot be reaped before its last thread is gone. */
static void expect_no_neglect(const struct table *dead, uint64_t last, uint64_t unreaped)
{
	uint64_t reaped = table_u64(dead, 0, "reaped_ns");
	uint64_t gone = table_u64(dead, 0, "dead_threads_last_ns");

	expect_between("dead_threads_last_ns", last, gone, reaped);
	expect_u64("unreaped", unreaped, reaped - gone);
	expect(table_u64(dead, 0, "zombie_ns") > reaped - last,
	       "the leader was not a zombie all the time");
}

static void by_parent(int leader_code, int last_code, bool group)
{
	struct scene scene = {
		.leader_code = leader_code, .last_code = last_code, .group = group
	};
	pid_t pid = play(&scene);
	struct table *dead;
	uint64_t last, unreaped = unreaped_ns();
	int status;

	expect_half_dead(pid, scene.tid);
	last = clock_ns();
	gate_open(&scene.go);
	status = reap(pid);
	expect_both_dead(pid, scene.tid);
	dead = dead_get(pid);
	/* The wait status is what the process's row shows. */
	expect_u64("exit_code", table_u64(dead, 0, "exit_code"), WEXITSTATUS(status));
	expect_u64("reaper_pid", table_u64(dead, 0, "reaper_pid"), getpid());
	expect_between("the leader's reaping", last, table_u64(dead, 0, "reaped_ns"), clock_ns());
	expect(table_u64(dead, 0, "died_ns") < last, "the leader died with the thread");
	expect_no_neglect(dead, last, unreaped_ns() - unreaped);
}

static void waited_for(void)
{
	by_parent(0, 0, false);
	by_parent(4, 0, false);
}

static void group_exit(void)
{
	by_parent(0, 3, true);
}

/*
 * Without a waiter, the last thread's release_task() also releases the leader: it loops,
 * and is not called again.
 */
static void expect_auto_reaped(const struct sigaction *ignored)
{
	struct scene scene = { .leader_code = 0 };
	pid_t pid;

	sigaction(SIGCHLD, ignored, NULL);
	for (int i = 0; i < 20; i++) {
		pid = play(&scene);
		if (!i)
			expect_half_dead(pid, scene.tid);
		gate_open(&scene.go);
		wait_gone(pid);
		expect_both_dead(pid, scene.tid);
		expect_text("reaper_pid", table_text(dead_get(pid), 0, "reaper_pid"), "-");
		expect_text("reap", table_text(dead_get(pid), 0, "reap"), "ignored");
	}
}

static void auto_reaped(void)
{
	const struct sigaction ignored = { .sa_handler = SIG_IGN };
	const struct sigaction no_zombies = { .sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT };

	expect_auto_reaped(&ignored);
	expect_auto_reaped(&no_zombies);
}

static const struct ktap_case cases[] = {
	{ "a leader is a zombie while another thread lives", waited_for },
	{ "a later exit_group() sets the process's exit code", group_exit },
	{ "a leader released by its last thread is recorded", auto_reaped },
};

KTAP_MAIN(cases)
