// SPDX-License-Identifier: GPL-2.0
/* How dead tasks were reaped, and the totals of their parents. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "load.h"
#include "row.h"
#include "sender.h"
#include "time.h"

#define CHILDREN 5

static void be_short(void *unused)
{
}

/* The least and the most time that a task was a zombie. */
struct bracket {
	uint64_t least, most;
};

static struct bracket neglect(uint64_t ns, uint64_t *zombie_ns)
{
	uint64_t born = clock_ns(), lying, end;
	pid_t pid = spawn(be_short, NULL);
	struct table *dead;

	wait_exited(pid);
	wait_state(pid, "zombie");
	lying = clock_ns();
	burn(ns);
	end = clock_ns();
	dead = expect_death(pid, "exited");
	*zombie_ns = table_u64(dead, 0, "zombie_ns");
	return (struct bracket){ end - lying, table_u64(dead, 0, "reaped_ns") - born };
}

static void waited_for(void)
{
	struct bracket sum = { 0 }, max = { 0 };
	uint64_t zombie_ns, total = 0, longest = 0;
	struct table *self;

	for (int i = 0; i < CHILDREN; i++) {
		struct bracket one = neglect((i == 2 ? 30 : 2) * MS_NS, &zombie_ns);

		sum.least += one.least;
		sum.most += one.most;
		max.least = one.least > max.least ? one.least : max.least;
		max.most = one.most > max.most ? one.most : max.most;
		total += zombie_ns;
		longest = zombie_ns > longest ? zombie_ns : longest;
	}
	self = values_read(LC_PROC "self");
	expect_cells(self, "children=%d children_reaped=%d children_auto_reaped=0", CHILDREN,
		     CHILDREN);
	expect_between("reap_delay_sum_ns", sum.least,
		       table_u64(self, 0, "reap_delay_sum_ns"), sum.most);
	expect_between("reap_delay_max_ns", max.least,
		       table_u64(self, 0, "reap_delay_max_ns"), max.most);
	/* The same sums over the children's rows. */
	expect_u64("reap_delay_sum_ns", table_u64(self, 0, "reap_delay_sum_ns"), total);
	expect_u64("reap_delay_max_ns", table_u64(self, 0, "reap_delay_max_ns"), longest);
}

/* waitid() with a pidfd and wait() count as waiting. */
static void in_any_way(void)
{
	siginfo_t info;
	pid_t pid = spawn_helper("@exit", 2);
	int fd = syscall(SYS_pidfd_open, pid, 0);

	require(fd >= 0, "pidfd_open: %s", strerror(errno));
	require(!waitid(P_PIDFD, fd, &info, WEXITED), "waitid: %s", strerror(errno));
	expect_cells(dead_get(pid), "reap=waited reaper_pid=%d", getpid());
	pid = spawn_helper("@exit", 2);
	require(wait(NULL) == pid, "wait: %s", strerror(errno));
	expect_cells(dead_get(pid), "reap=waited reaper_pid=%d", getpid());
}

static void none_yet(void)
{
	expect_cells(values_read(LC_PROC "self"), "children=0 children_reaped=0 "
		     "children_auto_reaped=0 reap_delay_sum_ns=0 reap=- orphaned_ns=- "
		     "orphaned_by_pid=- orphaned_by_comm=- adopter_pid=- adopter_comm=-");
}

static void have_released(void)
{
	pid_t pid = spawn_helper("@exit", 4);
	struct table *dead;

	require(waitpid(pid, NULL, 0) < 0 && errno == ECHILD, "waitpid() found a child");
	dead = dead_get(pid);
	expect_cells(dead, "cause=failed exit_code=4 reap=ignored reaper_pid=- orphaned_ns=- "
		     "ppid=%d zombie_ns=0", getpid());
	expect_conserved(dead, 0);
	expect_ordered(dead, 0);
}

static void ignored(void)
{
	struct sigaction action = { .sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT };

	signal(SIGCHLD, SIG_IGN);
	for (int i = 0; i < CHILDREN; i++)
		have_released();
	expect_cells(values_read(LC_PROC "self"), "children=%d children_reaped=0 "
		     "children_auto_reaped=%d reap_delay_sum_ns=0", CHILDREN, CHILDREN);
	sigaction(SIGCHLD, &action, NULL);
	for (int i = 0; i < CHILDREN; i++)
		have_released();
	expect_cells(values_read(LC_PROC "self"), "children=%d children_reaped=0 "
		     "children_auto_reaped=%d", 2 * CHILDREN, 2 * CHILDREN);
}

static void leave_zombie(void *data)
{
	struct gate *report = data;
	pid_t pid;

	signal(SIGCHLD, SIG_DFL);
	pid = spawn(be_short, NULL);
	wait_state(pid, "zombie");
	gate_send(report, &pid, sizeof(pid));
}

/* Its new parent ignores it: the old one releases it while it exits. */
static void ignored_by_adopter(void)
{
	struct gate report;
	pid_t parent, pid;

	gate_init(&report);
	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	signal(SIGCHLD, SIG_IGN);
	parent = spawn(leave_zombie, &report);
	gate_receive(&report, &pid, sizeof(pid));
	expect_cells(dead_get(pid), "reap=ignored reaper_pid=-");
	wait_gone(parent);
}

/* A child without an exit signal is waited for like any other. */
static int be_silent(void *unused)
{
	return 0;
}

static void silent(void)
{
	static char stack[16384] __attribute__((aligned(16)));
	pid_t pid;

	signal(SIGCHLD, SIG_IGN);
	pid = clone(be_silent, stack + sizeof(stack), 0, NULL);
	require(pid > 0, "clone: %s", strerror(errno));
	require(waitpid(pid, NULL, __WALL) == pid, "wait: %s", strerror(errno));
	expect_cells(dead_get(pid), "reap=waited reaper_pid=%d", getpid());
}

struct scene {
	struct gate report, go, end;
};

static void *be_thread(void *data)
{
	struct scene *scene = data;
	pid_t tid = own_tid();

	gate_send(&scene->report, &tid, sizeof(tid));
	gate_wait(&scene->go);
	return NULL;
}

static void have_thread(void *data)
{
	struct scene *scene = data;
	pthread_t thread;

	require(!pthread_create(&thread, NULL, be_thread, scene), "no thread");
	gate_wait(&scene->end);
}

static pid_t start(struct scene *scene, pid_t *tid)
{
	pid_t pid;

	gate_init(&scene->report);
	gate_init(&scene->go);
	gate_init(&scene->end);
	pid = spawn(have_thread, scene);
	gate_receive(&scene->report, tid, sizeof(*tid));
	return pid;
}

static void thread(void)
{
	struct scene scene;
	pid_t tid, pid = start(&scene, &tid);

	gate_open(&scene.go);
	expect_cells(dead_get(tid), "cause=exited reap=thread reaper_pid=-");
	gate_open(&scene.end);
	expect_cells(expect_death(pid, "exited"),
		     "children=0 children_reaped=0 children_auto_reaped=0");
}

/* A traced thread is released when its tracer has waited for it. */
static void traced_thread(void)
{
	struct scene scene;
	pid_t tid, pid = start(&scene, &tid);
	int status;

	require(!ptrace(PTRACE_SEIZE, tid, 0, 0), "seize: %s", strerror(errno));
	gate_open(&scene.go);
	wait_state(tid, "zombie");
	require(waitpid(tid, &status, __WALL) == tid, "wait: %s", strerror(errno));
	expect_cells(dead_get(tid), "cause=exited exit_code=0 reap=tracer reaper_pid=%d",
		     getpid());
	gate_open(&scene.end);
	table_free(expect_death(pid, "exited"));
	/* It was not a child of its tracer. */
	expect_cells(values_read(LC_PROC "self"), "children=1 children_reaped=1");
}

static void bear(void *data)
{
	struct scene *scene = data;
	pid_t pid = spawn(block_on, &scene->end);

	gate_send(&scene->report, &pid, sizeof(pid));
	gate_wait(&scene->go);
	expect_u64("status", reap(pid), 0);
	expect_cells(values_read(LC_PROC "self"), "children=1 children_reaped=1");
}

/* A traced process is reported to its tracer first, and released by its parent. */
static void traced_process(void)
{
	struct scene scene;
	pid_t parent, pid;
	int status;

	gate_init(&scene.report);
	gate_init(&scene.go);
	gate_init(&scene.end);
	parent = spawn(bear, &scene);
	gate_receive(&scene.report, &pid, sizeof(pid));
	require(!ptrace(PTRACE_SEIZE, pid, 0, 0), "seize: %s", strerror(errno));
	gate_open(&scene.end);
	require(waitpid(pid, &status, 0) == pid && WIFEXITED(status), "wait: %s",
		strerror(errno));
	/* Its tracer may be notified before the last switch. */
	wait_state(pid, "zombie");
	expect_cells(task_get(pid), "reap=-");
	gate_open(&scene.go);
	table_free(expect_death(parent, "exited"));
	expect_cells(dead_get(pid), "reap=waited reaper_pid=%d", parent);
	expect_cells(values_read(LC_PROC "self"), "children=1 children_reaped=1");
}

static void *exec_thread(void *unused)
{
	exec_helper("@exit", 0);
}

static void exec_from_thread(void *unused)
{
	pthread_t other;

	require(!pthread_create(&other, NULL, exec_thread, NULL), "no thread");
	block_forever(NULL);
}

/* The new leader has the process's pid; the old leader ended with the thread's. */
static void old_leader(void)
{
	pid_t pid = spawn(exec_from_thread, NULL);
	struct table *dead;
	int row = 0;

	table_free(expect_death(pid, "exited"));
	dead = table_read(LC_PROC "dead");
	expect_u64("rows of the process", table_count(dead, "tgid", pid), 2);
	while (row < dead->rows - 1 && strcmp(table_text(dead, row, "reap"), "exec"))
		row++;
	expect_row(dead, row, "cause=exec reap=exec reaper_pid=- tgid=%d", pid);
}

static void *bear_in_thread(void *unused)
{
	reap(spawn_helper("@exit", 0));
	return NULL;
}

/* Children belong to the process, not the thread. */
static void by_thread(void)
{
	pthread_t other;

	require(!pthread_create(&other, NULL, bear_in_thread, NULL), "no thread");
	pthread_join(other, NULL);
	expect_cells(task_get(getpid()), "children=1 children_reaped=1");
}

static const struct ktap_case cases[] = {
	{ "a process without children has zero counts", none_yet },
	{ "the time until children were waited for is recorded", waited_for },
	{ "each way of waiting is recorded as such", in_any_way },
	{ "auto-reaping by SIG_IGN and SA_NOCLDWAIT is recorded", ignored },
	{ "auto-reaping by an exiting parent, for its adopter, is recorded", ignored_by_adopter },
	{ "a child without an exit signal is waited for", silent },
	{ "a thread's release is recorded", thread },
	{ "a traced thread is released by its tracer", traced_thread },
	{ "a traced process is released by its parent", traced_process },
	{ "the old leader's release at an exec from a thread is recorded", old_leader },
	{ "a thread's children count for its process", by_thread },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
