// SPDX-License-Identifier: GPL-2.0
/*
 * usage: cost_of ROUNDS COMMAND [ARG...]
 *
 * Runs COMMAND ROUNDS times, its output thrown away, and prints how many
 * nanoseconds of CLOCK_MONOTONIC that took: the median. Those are instructions
 * where the VM counts them (scripts/vm -i).
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS_MAX	100

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

static uint64_t run(char **command)
{
	uint64_t start = clock_ns();
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
		execvp(command[0], command);
		perror(command[0]);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status) {
		fprintf(stderr, "%s failed\n", command[0]);
		exit(1);
	}
	return clock_ns() - start;
}

int main(int argc, char **argv)
{
	int rounds = argc > 2 ? atoi(argv[1]) : 0;
	uint64_t cost[ROUNDS_MAX];

	if (rounds < 1 || rounds > ROUNDS_MAX)
		return 64;
	for (int i = 0; i < rounds; i++)
		cost[i] = run(argv + 2);
	qsort(cost, rounds, sizeof(*cost), compare);
	printf("%llu\n", (unsigned long long)cost[rounds / 2]);
	return 0;
}
