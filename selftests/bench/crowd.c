// SPDX-License-Identifier: GPL-2.0
/*
 * usage: crowd
 *
 * Reads numbers, one a line, and sees to it each time that so many tasks sleep,
 * itself not among them; then prints that number. At the end of its input it ends
 * them. They are processes of four threads; all share one memory, which makes
 * them cheap and changes nothing about how they are listed.
 */
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define THREADS		4	/* per process, including the leader */
#define STACK		1024
#define TASKS_MAX	100000

static char *stacks;
static int tasks;

static int rest(void *unused)
{
	(void)unused;
	for (;;)
		pause();
	return 0;
}

static void spawn(int (*function)(void *), int flags)
{
	tasks++;
	flags |= CLONE_VM | CLONE_FS | CLONE_FILES;
	if (clone(function, stacks + (size_t)tasks * STACK, flags, NULL) < 0) {
		perror("crowd: clone");
		kill(0, SIGKILL);
	}
}

/* Only its own process can create a thread. */
static int lead(void *unused)
{
	for (int i = 1; i < THREADS; i++)
		spawn(rest, CLONE_THREAD | CLONE_SIGHAND);
	return rest(unused);
}

/* The shared counter counts until the process has created its threads. */
static void add_process(void)
{
	int goal = tasks + THREADS;

	spawn(lead, SIGCHLD);
	while (*(volatile int *)&tasks < goal)
		sched_yield();
}

int main(void)
{
	int goal;

	setpgid(0, 0);
	stacks = mmap(NULL, (size_t)(TASKS_MAX + 1) * STACK, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (stacks == MAP_FAILED)
		return 1;
	while (scanf("%d", &goal) == 1 && goal <= TASKS_MAX) {
		while (tasks < goal)
			add_process();
		printf("%d\n", tasks);
		fflush(stdout);
	}
	kill(0, SIGKILL);
}
