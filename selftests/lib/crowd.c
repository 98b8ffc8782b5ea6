// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "crowd.h"
#include "ktap.h"
#include "table.h"

#define STACK 1024

static int __attribute__((noreturn)) wait_for_end(void *unused)
{
	for (;;)
		pause();
}

/* One in ten has memory of its own, the others share their parent's. */
static pid_t bear(int number, char *stacks)
{
	pid_t pid;

	if (number % 10)
		return clone(wait_for_end, stacks + (number + 1) * STACK, CLONE_VM | SIGCHLD, NULL);
	pid = fork();
	if (pid == 0)
		wait_for_end(NULL);
	return pid;
}

static void bear_all(void *data)
{
	struct crowd *crowd = data;
	char *stacks = mmap(NULL, crowd->children * STACK, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	static pid_t pids[CROWD_CHILDREN];

	require(stacks != MAP_FAILED, "no memory");
	for (int i = 0; i < crowd->children; i++) {
		pids[i] = bear(i, stacks);
		require(pids[i] > 0, "fork %d: %s", i, strerror(errno));
	}
	gate_open(&crowd->born);
	gate_wait(&crowd->go);
	for (int i = 0; i < crowd->children; i++)
		kill(pids[i], SIGKILL);
	for (int i = 0; i < crowd->children; i++)
		reap(pids[i]);
}

void crowd_begin(struct crowd *crowd, int size)
{
	crowd->children = size / CROWD_PARENTS;
	require(crowd->children <= CROWD_CHILDREN, "too large a crowd");
	require(write_file("/proc/sys/kernel/pid_max", "65536"), "pid_max");
	require(write_file("/proc/sys/kernel/threads-max", "65536"), "threads-max");
	gate_init(&crowd->born);
	gate_init(&crowd->go);
	for (int i = 0; i < CROWD_PARENTS; i++)
		crowd->parents[i] = spawn(bear_all, crowd);
	for (int i = 0; i < CROWD_PARENTS; i++)
		gate_wait(&crowd->born);
}

int crowd_size(const struct crowd *crowd)
{
	return crowd->children * CROWD_PARENTS;
}

void crowd_end(struct crowd *crowd)
{
	for (int i = 0; i < CROWD_PARENTS; i++)
		gate_open(&crowd->go);
	for (int i = 0; i < CROWD_PARENTS; i++)
		expect_u64("a parent's status", reap(crowd->parents[i]), 0);
}

int count_tasks(void)
{
	char *text = path_text("/proc/loadavg"), *at = text ? strchr(text, '/') : NULL;
	int count;

	require(at, "/proc/loadavg has no number of tasks");
	count = atoi(at + 1);
	free(text);
	return count;
}
