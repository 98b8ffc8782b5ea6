// SPDX-License-Identifier: GPL-2.0
/* Which thread initiated a process's exit and how; processes that end before their exec. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "death.h"
#include "ktap.h"
#include "sender.h"

struct scene {
	struct gate report, third, go, forever;
	void (*act)(void);
};

static void scene_init(struct scene *scene)
{
	gate_init(&scene->report);
	gate_init(&scene->third);
	gate_init(&scene->go);
	gate_init(&scene->forever);
}

static void call_exit(void)
{
	exit(7);
}

static void call_exit_group(void)
{
	syscall(SYS_exit_group, 8);
}

static void leave(void)
{
	pthread_exit(NULL);
}

static void *act(void *data)
{
	struct scene *scene = data;
	pid_t tid = own_tid();

	gate_send(&scene->report, &tid, sizeof(tid));
	gate_wait(&scene->go);
	scene->act();
	return NULL;
}

static void *linger(void *data)
{
	struct scene *scene = data;
	pid_t tid = own_tid();

	gate_send(&scene->third, &tid, sizeof(tid));
	gate_wait(&scene->forever);
	return NULL;
}

/* A leader, a thread that acts and a third thread. */
static void run_threads(void *data)
{
	struct scene *scene = data;
	pthread_t thread;

	require(!pthread_create(&thread, NULL, act, scene), "no thread");
	require(!pthread_create(&thread, NULL, linger, scene), "no thread");
	gate_wait(&scene->forever);
}

static pid_t start(struct scene *scene, void (*what)(void), pid_t *actor, pid_t *third)
{
	pid_t pid;

	scene_init(scene);
	scene->act = what;
	pid = spawn(run_threads, scene);
	gate_receive(&scene->report, actor, sizeof(*actor));
	gate_receive(&scene->third, third, sizeof(*third));
	return pid;
}

static void by_thread_with(void (*what)(void), int code)
{
	struct scene scene;
	struct table *dead;
	pid_t pid, actor, third;

	pid = start(&scene, what, &actor, &third);
	gate_open(&scene.go);
	dead = expect_death(pid, "failed");
	expect_cells(dead, "exit_code=%d exit_initiator_pid=%d", code, actor);
	expect_no_signal(dead);
	dead = dead_get(actor);
	expect_cells(dead, "reap=thread exit_initiator_pid=- tgid=%d exit_code=%d", pid, code);
	expect_no_signal(dead);
	dead = dead_get(third);
	expect_cells(dead, "cause=group reap=thread exit_initiator_pid=- tgid=%d", pid);
	expect_no_signal(dead);
}

static void by_thread(void)
{
	by_thread_with(call_exit, 7);
	by_thread_with(call_exit_group, 8);
}

/* Process-wide values are in the leader's row; times and faults are per thread. */
static void expect_thread_row(const struct table *row)
{
	expect_cells(row, "stop_signal=- stop_sent_ns=- continue_sent_ns=- exit_initiator_pid=- "
		     "rss_peak_bytes=- exe=- cgroup=- orphaned_ns=- orphaned_by_pid=- "
		     "adopter_pid=- children=- children_reaped=- children_auto_reaped=- "
		     "reap_delay_max_ns=- reap_delay_sum_ns=- oom_seq=-");
	expect_no_signal(row);
	table_u64(row, 0, "signals_received");
	table_u64(row, 0, "user_ns");
	table_u64(row, 0, "system_ns");
	expect(table_u64(row, 0, "faults_minor") < 1000,
	       "the thread has the faults of the whole process");
}

/* A thread that exits ends only itself. */
static void thread_leaves(void)
{
	struct scene scene;
	struct table *dead;
	pid_t pid, actor, third;

	pid = start(&scene, leave, &actor, &third);
	gate_open(&scene.go);
	dead = dead_get(actor);
	expect_cells(dead, "cause=exited exit_code=0 reap=thread reaper_pid=-");
	expect_thread_row(dead);
	expect_thread_row(task_get(third));
	wait_blocked(pid);
	expect_cells(task_get(pid), "cause=- exit_initiator_pid=-");
	send_signal(pid, SIGKILL);
	expect_cells(expect_death(pid, "killed"), "exit_initiator_pid=-");
	expect_cells(dead_get(third), "cause=group reap=thread");
}

static void return_from_main(void)
{
	const int codes[] = { 0, 3 };

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		pid_t pid = spawn_helper("@exit", codes[i]);
		struct table *dead = expect_death(pid, codes[i] ? "failed" : "exited");

		expect_cells(dead, "exit_code=%d exit_initiator_pid=%d", codes[i], pid);
		expect_no_signal(dead);
	}
}

static void exit_with(void *code)
{
	exit(*(int *)code);
}

static void exit_raw(void *code)
{
	syscall(SYS_exit, *(int *)code);
}

/* exit(3) ends the process; the system call exit only the thread, even the last one. */
static void own_exit(void)
{
	const int codes[] = { 0, 3 };

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++) {
		const char *cause = codes[i] ? "failed" : "exited";
		pid_t pid = spawn(exit_with, (void *)&codes[i]);

		expect_cells(expect_death(pid, cause), "exit_code=%d exit_initiator_pid=%d",
			     codes[i], pid);
		pid = spawn(exit_raw, (void *)&codes[i]);
		expect_cells(expect_death(pid, cause), "exit_code=%d exit_initiator_pid=-",
			     codes[i]);
	}
}

static void *last_thread(void *data)
{
	struct scene *scene = data;

	gate_wait(&scene->go);
	return NULL;
}

static void leave_first(void *data)
{
	pthread_t thread;

	require(!pthread_create(&thread, NULL, last_thread, data), "no thread");
	pthread_exit(NULL);
}

/* glibc's last thread calls exit(3), so the C library ends the process. */
static void leader_leaves(void)
{
	struct scene scene;
	struct table *dead;
	pid_t pid;

	scene_init(&scene);
	pid = spawn(leave_first, &scene);
	wait_state(pid, "zombie");
	expect_cells(task_get(pid), "exit_initiator_pid=-");
	gate_open(&scene.go);
	dead = expect_death(pid, "exited");
	expect_no_signal(dead);
	expect_cells(dead, "exit_code=0");
}

/* A child that shares its parent's memory and dies before an exec. */
static void vfork_child(void)
{
	struct table *dead;
	pid_t pid;

	pid = vfork();
	if (pid == 0)
		_exit(5);
	dead = expect_death(pid, "failed");
	expect_cells(dead, "birth=vfork exit_code=5 execs=0 exe=%s exit_initiator_pid=%d",
		     table_text(task_get(getpid()), 0, "exe"), pid);
	expect_no_signal(dead);
	pid = vfork();
	if (pid == 0) {
		syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
		_exit(5);
	}
	dead = expect_death(pid, "killed");
	expect_cells(dead, "birth=vfork execs=0 signal_origin=self killer_pid=%d exit_signal=%d",
		     pid, SIGKILL);
}

static void exec_in_vain(void *path)
{
	execl(path, path, NULL);
	_exit(errno);
}

/* The exec fails; the caller goes on with the old program. */
static void exec_fails(void)
{
	static const struct {
		const char *path;
		int error;
	} tries[] = {
		{ "/no/such/program", ENOENT },
		{ "/proc/self/status", EACCES },
		{ "/tmp", EACCES },
		{ "/tmp/lc-empty", ENOEXEC },
	};
	int fd = open("/tmp/lc-empty", O_WRONLY | O_CREAT | O_TRUNC, 0755);

	require(fd >= 0, "/tmp/lc-empty: %s", strerror(errno));
	close(fd);
	for (size_t i = 0; i < ARRAY_SIZE(tries); i++) {
		struct table *dead = expect_death(spawn(exec_in_vain, (void *)tries[i].path),
						  "failed");

		expect_cells(dead, "exit_code=%d execs=0 exec_ns=- exe=%s comm=%s", tries[i].error,
			     table_text(task_get(getpid()), 0, "exe"), own_comm());
		expect_no_signal(dead);
	}
}

static void remove_program(void)
{
	unlink("/tmp/lc-empty");
}

struct pdeath {
	struct gate report, ready;
	int sig;
};

static void be_child(void *data)
{
	struct pdeath *pdeath = data;

	prctl(PR_SET_PDEATHSIG, pdeath->sig);
	gate_open(&pdeath->ready);
	block_forever(NULL);
}

static void fork_and_exit(void *data)
{
	struct pdeath *pdeath = data;
	pid_t pid = spawn(be_child, pdeath);

	prctl(PR_SET_NAME, "dying_parent");
	gate_wait(&pdeath->ready);
	wait_blocked(pid);
	gate_send(&pdeath->report, &pid, sizeof(pid));
}

static void parent_dies(void)
{
	const int signals[] = { SIGKILL, SIGTERM, SIGUSR1, SIGSEGV };

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	for (size_t i = 0; i < ARRAY_SIZE(signals); i++) {
		struct pdeath pdeath = { .sig = signals[i] };
		struct table *dead;
		pid_t parent, pid;

		gate_init(&pdeath.report);
		gate_init(&pdeath.ready);
		parent = spawn(fork_and_exit, &pdeath);
		gate_receive(&pdeath.report, &pid, sizeof(pid));
		table_free(expect_death(parent, "exited"));
		dead = expect_death(pid, "pdeathsig");
		expect_cells(dead, "signal_origin=pdeathsig exit_signal=%d signal_state=sleeping "
			     "killer_pid=%d killer_comm=dying_parent killer_uid=0 "
			     "killer_parent_pid=%d killer_parent_comm=%s orphaned_by_pid=%d",
			     signals[i], parent, getpid(), own_comm(), parent);
	}
}

static const struct ktap_case cases[] = {
	{ "a return from main() is recorded", return_from_main },
	{ "exit(3) and the system call exit are distinguished", own_exit },
	{ "the thread that ends the process is recorded", by_thread },
	{ "a thread that exits alone ends no other", thread_leaves },
	{ "a leader that exits first is recorded", leader_leaves },
	{ "a vfork child that dies before its exec is recorded", vfork_child },
	{ "a failed exec keeps the old program's name", exec_fails, remove_program },
	{ "a PR_SET_PDEATHSIG signal is recorded", parent_dies },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
