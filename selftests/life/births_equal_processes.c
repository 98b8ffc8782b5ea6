// SPDX-License-Identifier: GPL-2.0
/* Births increase as 'processes' in /proc/stat does, and each has its kind. */
#include <linux/io_uring.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "table.h"
#include "totals.h"

#define EACH 50

static pid_t vforked(void)
{
	pid_t pid = vfork();

	if (pid == 0)
		_exit(0);
	return pid;
}

static void *nothing(void *data)
{
	return data;
}

static void create_all_kinds(void)
{
	pthread_t thread;

	for (int i = 0; i < EACH; i++) {
		pid_t pid = fork();

		if (pid == 0)
			_exit(0);
		reap(pid);
		reap(vforked());
		require(!pthread_create(&thread, NULL, nothing, NULL), "no thread");
		pthread_join(thread, NULL);
	}
}

static void equal_growth(void)
{
	uint64_t before, after, lead_before = birth_lead(&before), lead_after;

	create_all_kinds();
	lead_after = birth_lead(&after);
	expect_u64("the kernel's lead in births", lead_after, lead_before);
	expect(after - before >= 3 * EACH, "only %llu births",
	       (unsigned long long)(after - before));
}

static void fork_on(void *cpu)
{
	pin(*(int *)cpu);
	for (int i = 0; i < 300; i++) {
		pid_t pid = i % 2 ? fork() : vfork();

		if (pid == 0)
			_exit(0);
		waitpid(pid, NULL, 0);
	}
}

static void equal_growth_on_all_cpus(void)
{
	uint64_t before, after, lead_before = birth_lead(&before);
	int count = cpus(), numbers[64];
	pid_t pids[64];

	for (int i = 0; i < count && i < 64; i++) {
		numbers[i] = i;
		pids[i] = spawn(fork_on, &numbers[i]);
	}
	for (int i = 0; i < count && i < 64; i++)
		reap(pids[i]);
	expect_u64("the kernel's lead in births", birth_lead(&after), lead_before);
	expect(after - before >= 301u * count, "only %llu births",
	       (unsigned long long)(after - before));
}

static void expect_birth(pid_t pid, const char *kind, pid_t parent)
{
	struct table *dead = dead_get(pid);

	expect_text("birth", table_text(dead, 0, "birth"), kind);
	expect_u64("birth_ppid", table_u64(dead, 0, "birth_ppid"), parent);
}

static void *store_tid(void *tid)
{
	*(pid_t *)tid = own_tid();
	return NULL;
}

static void kinds(void)
{
	pid_t pid = fork(), tid;
	pthread_t thread;

	if (pid == 0)
		_exit(0);
	reap(pid);
	expect_birth(pid, "fork", getpid());
	pid = vforked();
	reap(pid);
	expect_birth(pid, "vfork", getpid());
	pthread_create(&thread, NULL, store_tid, &tid);
	pthread_join(thread, NULL);
	expect_birth(tid, "thread", getppid()); /* a thread has the parent of its process */
}

static void forks_of_the_caller(void)
{
	struct table *before = values_read(LC_PROC "self"), *after;

	create_all_kinds();
	after = values_read(LC_PROC "self");
	expect_u64("forks", table_u64(after, 0, "forks") - table_u64(before, 0, "forks"), 3 * EACH);
	expect_u64("forks_failed", table_u64(after, 0, "forks_failed"), 0);
	expect(table_u64(after, 0, "fork_ns") > table_u64(before, 0, "fork_ns"),
	       "fork_ns did not increase");
	expect(table_u64(after, 0, "fork_ns") - table_u64(before, 0, "fork_ns") <
	       table_u64(after, 0, "now_ns") - table_u64(before, 0, "now_ns"),
	       "fork_ns increased by more than the time that passed");
}

/* With CLONE_PARENT the child's parent is the caller's parent. */
static void clone_parent(void *gate)
{
	pid_t pid = syscall(SYS_clone, CLONE_PARENT, NULL, NULL, NULL, NULL);

	if (pid == 0)
		_exit(7);
	gate_send(gate, &pid, sizeof(pid));
}

static void born_for_the_parent(void)
{
	struct table *before = values_read(LC_PROC "self");
	struct gate gate;
	pid_t child, pid;

	gate_init(&gate);
	child = spawn(clone_parent, &gate);
	gate_receive(&gate, &pid, sizeof(pid));
	reap(child);
	require(waitpid(pid, NULL, __WALL) == pid, "not our child: %s", strerror(errno));
	expect_birth(pid, "fork", getpid());
	expect_cells(dead_get(child), "forks=1 children=0");
	expect_u64("own children", table_u64(values_read(LC_PROC "self"), 0, "children"),
		   table_u64(before, 0, "children") + 2);
}

static void kernel_threads(void)
{
	struct table *kthreadd = task_get(2), *tasks;

	expect_text("comm of 2", table_text(kthreadd, 0, "comm"), "kthreadd");
	tasks = table_read(LC_PROC "tasks");
	for (int row = 0; row < tasks->rows; row++) {
		if (!strcmp(table_text(tasks, row, "birth"), "kthread"))
			expect_u64("ppid of a kernel thread", table_u64(tasks, row, "ppid"), 2);
	}
}

/* create_io_thread() creates the thread that polls an io_uring's submissions. */
static void io_worker(void)
{
	struct io_uring_params params = { .flags = IORING_SETUP_SQPOLL, .sq_thread_idle = 1 };
	uint64_t births, lead_before = birth_lead(&births), lead_after;
	struct table *tasks;
	int fd = syscall(SYS_io_uring_setup, 4, &params);
	int workers = 0;

	if (fd < 0)
		ktap_skip("io_uring_setup: %s", strerror(errno));
	tasks = table_read(LC_PROC "tasks");
	for (int row = 0; row < tasks->rows; row++) {
		if (strcmp(table_text(tasks, row, "birth"), "ioworker"))
			continue;
		expect_u64("tgid of an io worker", table_u64(tasks, row, "tgid"), getpid());
		workers++;
	}
	expect_u64("io workers", workers, 1);
	lead_after = birth_lead(&births);
	expect_u64("the kernel's lead in births", lead_after, lead_before);
	close(fd);
}

static const struct ktap_case cases[] = {
	{ "births by fork, vfork and threads equal 'processes' in /proc/stat", equal_growth },
	{ "births on all CPUs at once equal 'processes' in /proc/stat", equal_growth_on_all_cpus },
	{ "fork, vfork and thread births have their kind", kinds },
	{ "a task's forks are counted and timed", forks_of_the_caller },
	{ "a CLONE_PARENT child is a child of the caller's parent", born_for_the_parent },
	{ "kernel threads have kthreadd as their parent", kernel_threads },
	{ "I/O workers are recorded as such", io_worker },
};

KTAP_MAIN(cases)
