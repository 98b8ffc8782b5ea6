// SPDX-License-Identifier: GPL-2.0
/*
 * usage: switch_price [-t] [-r ROUNDS] [-c PERCENT] [-o FILE] [OPERATION...]
 *
 * The price of a switch and of a life, in nanoseconds of CLOCK_MONOTONIC, which
 * are instructions where the VM counts them (scripts/vm -i). Prints 'OPERATION
 * VALUE' lines, to FILE where one is given: the price of each OPERATION (default:
 * of all but followed and orphan), the median of ROUNDS (default 1):
 *   switch               two processes pass a byte through two pipes; each pass is
 *                        one switch and one wakeup
 *   vfork_exit_wait      children, one after the other
 *   fork_exit_wait       the same
 *   fork_exec_exit_wait  the same; what they execute is this program
 *   followed             fork_exec_exit_wait with a reader of lifecycle's events
 *   orphan               a process exits and leaves children behind
 * With -t, a round of OPERATION is between two marks for scripts/bench.d/trace.c, whose
 * number is its place in this list.
 * PERCENT of the usual operations make up a round. It is some ten ticks long: what
 * a life leaves to be freed is freed with many others after an RCU grace period,
 * and would be missing in most of the rounds if they were short.
 */
#include <fcntl.h>
#include <linux/membarrier.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "mark.h"
#include "steady.h"

#define ROUNDS_MAX	100
#define WARM_UP_PART	5
/* As the only argument: do nothing. */
#define NOTHING		"-n"

static int rounds = 1, percent = 100;

/* Number of the operation in the marks, 0 without marks. */
static int part;
static int traces;

static uint64_t clock_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ULL + time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* What lives leave to be freed after a grace period is freed before, or within. */
#define GRACE_US 300000

static void run_traced(void (*run)(int), int count)
{
	usleep(GRACE_US);
	mark(part);
	run(count);
	usleep(GRACE_US);
	mark(0);
}

/* Each round starts at the same point between two grace periods. */
static uint64_t run_round(void (*run)(int), int count, int traced)
{
	uint64_t start;

	syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0);
	start = clock_ns();
	if (traced)
		run_traced(run, count);
	else
		run(count);
	return (clock_ns() - start + count / 2) / count;
}

static uint64_t median(uint64_t *cost)
{
	qsort(cost, rounds, sizeof(*cost), compare);
	return cost[rounds / 2];
}

static uint64_t median_of_rounds(void (*run)(int), int count)
{
	uint64_t cost[ROUNDS_MAX];

	run_round(run, count / WARM_UP_PART + 1, 0);
	for (int i = 0; i < rounds; i++)
		cost[i] = run_round(run, count, traces);
	return median(cost);
}

static int there[2], back[2];

static void open_pipes(void)
{
	if (pipe(there) || pipe(back))
		fail("pipe");
}

static void pass_byte(int in, int out)
{
	char byte;

	if (read(in, &byte, 1) != 1 || write(out, &byte, 1) != 1)
		fail("pipe");
}

/* A byte returns after two passes. */
static void pass_bytes(int count)
{
	for (int i = 0; i < count; i += 2)
		pass_byte(back[0], there[1]);
}

static uint64_t measure_switch(int count)
{
	uint64_t cost;
	pid_t pid;

	open_pipes();
	pid = fork();
	if (pid < 0)
		fail("fork");
	while (pid == 0)
		pass_byte(there[0], back[1]);
	if (write(there[1], "", 1) != 1)
		fail("pipe");
	cost = median_of_rounds(pass_bytes, count);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return cost;
}

static void reap(pid_t pid)
{
	int status;

	if (pid < 0 || waitpid(pid, &status, 0) != pid || status)
		fail("child");
}

static pid_t vfork_and_exit(void)
{
	pid_t pid = vfork();

	if (pid == 0)
		_exit(0);
	return pid;
}

static void vforks(int count)
{
	for (int i = 0; i < count; i++)
		reap(vfork_and_exit());
}

static void forks(int count)
{
	for (int i = 0; i < count; i++) {
		pid_t pid = fork();

		if (pid == 0)
			_exit(0);
		reap(pid);
	}
}

static void execs(int count)
{
	for (int i = 0; i < count; i++) {
		pid_t pid = fork();

		if (pid == 0) {
			execl(SELF, SELF, NOTHING, NULL);
			_exit(127);
		}
		reap(pid);
	}
}

/* A process of its own process group, whose children outlive it. */
static pid_t parent;

static void leave_children(int count)
{
	char byte;

	setpgid(0, 0);
	while (count--) {
		pid_t pid = fork();

		while (pid == 0)
			pause();
		if (pid < 0)
			fail("fork");
	}
	if (write(back[1], "", 1) != 1 || read(there[0], &byte, 1) != 1)
		fail("pipe");
	_exit(0);
}

static void orphan(int count)
{
	(void)count;
	if (write(there[1], "", 1) != 1)
		fail("pipe");
	reap(parent);
}

static uint64_t leave_parent(int count)
{
	uint64_t cost;
	char byte;

	parent = fork();
	if (parent == 0)
		leave_children(count);
	if (parent < 0 || read(back[0], &byte, 1) != 1)
		fail("fork");
	cost = run_round(orphan, count, traces);
	kill(-parent, SIGKILL);
	return cost;
}

static uint64_t measure_orphan(int count)
{
	uint64_t cost[ROUNDS_MAX];

	open_pipes();
	for (int i = 0; i < rounds; i++)
		cost[i] = leave_parent(count);
	return median(cost);
}

static uint64_t repeat_vforks(int count)
{
	return median_of_rounds(vforks, count);
}

static uint64_t repeat_forks(int count)
{
	return median_of_rounds(forks, count);
}

static uint64_t repeat_execs(int count)
{
	return median_of_rounds(execs, count);
}

/* The reader does not read: what it would do is not part of the price. */
static uint64_t repeat_followed(int count)
{
	int fd = open("/proc/lifecycle/events", O_RDONLY);
	uint64_t cost;

	if (fd < 0)
		fail("events");
	cost = median_of_rounds(execs, count);
	close(fd);
	return cost;
}

static const struct operation {
	const char *name;
	uint64_t (*measure)(int count);
	int count;
	int on_request;
} operations[] = {
	{ .name = "switch", .measure = measure_switch, .count = 6000 },
	{ .name = "vfork_exit_wait", .measure = repeat_vforks, .count = 2000 },
	{ .name = "fork_exit_wait", .measure = repeat_forks, .count = 400 },
	{ .name = "fork_exec_exit_wait", .measure = repeat_execs, .count = 100 },
	{ .name = "orphan", .measure = measure_orphan, .count = 500, .on_request = 1 },
	{ .name = "followed", .measure = repeat_followed, .count = 100, .on_request = 1 },
};

static uint64_t measure(const struct operation *operation)
{
	/* Even, since each byte returns. */
	return operation->measure(operation->count * percent / 200 * 2);
}

static int wanted(const struct operation *operation, char **names)
{
	if (!*names)
		return !operation->on_request;
	for (; *names; names++)
		if (!strcmp(operation->name, *names))
			return 1;
	return 0;
}

static void read_options(int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "tr:c:o:")) != -1) {
		switch (option) {
		case 't':
			traces = 1;
			break;
		case 'r':
			rounds = atoi(optarg);
			break;
		case 'c':
			percent = atoi(optarg);
			break;
		case 'o':
			if (!freopen(optarg, "w", stdout))
				fail(optarg);
			break;
		default:
			exit(64);
		}
	}
	if (rounds < 1 || rounds > ROUNDS_MAX || percent < 2)
		exit(64);
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], NOTHING))
		_exit(0);
	fix_addresses(argv);
	fix_order();
	read_options(argc, argv);
	for (size_t i = 0; i < sizeof(operations) / sizeof(*operations); i++) {
		if (!wanted(&operations[i], argv + optind))
			continue;
		part = i + 1;
		printf("%s %llu\n", operations[i].name,
		       (unsigned long long)measure(&operations[i]));
		fflush(stdout);
	}
	return 0;
}
