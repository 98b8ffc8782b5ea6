// SPDX-License-Identifier: GPL-2.0
/*
 * usage: storm
 *
 * Does once, between two marks, what takes the module long at a time: what lives and dies in
 * masses, and whoever reads, resizes and clears the history meanwhile. It is for the longest
 * stretch, not for sums: scripts/bench.d/hooks-of-trace.c finds it in the trace.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mark.h"

#define STORM		7	/* as hooks-of-trace.c numbers it */
#define PROC		"/proc/lifecycle/"
#define DEBUG		"/sys/kernel/debug/lifecycle/"
#define SIZES		"/sys/module/lifecycle/parameters/history"
#define THREADS		60
#define CHILDREN	60
#define SIGNALS		31
#define QUEUED		100
#define VICTIMS		9
#define NAMESPACES	6
#define READ_SIZE	65536
/* As the only argument: do nothing. */
#define NOTHING		"-n"
/* After this time, in microseconds, what was put off has been done. */
#define LATER_US	50000

static void fail(const char *what)
{
	fprintf(stderr, "storm: %s: %s\n", what, strerror(errno));
	exit(1);
}

static pid_t bear(void)
{
	pid_t pid = fork();

	if (pid < 0)
		fail("fork");
	return pid;
}

/* Wait for a child that ends as it was meant to: by @sig, or with status 0. */
static void reap(pid_t pid, int sig)
{
	int status;

	if (waitpid(pid, &status, 0) != pid || status & 0xff00 || (status & 0x7f) != sig)
		fail("a child");
}

static void rest(void)
{
	for (;;)
		pause();
}

static void *thread_rests(void *ready)
{
	(void)ready;
	rest();
	return NULL;
}

static void *thread_executes(void *unused)
{
	(void)unused;
	execl("/proc/self/exe", "storm", NOTHING, NULL);
	fail("exec");
	return NULL;
}

static void start(void *(*run)(void *))
{
	pthread_attr_t attributes;
	pthread_t thread;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, 65536);
	if (pthread_create(&thread, &attributes, run, NULL))
		fail("thread");
}

static void block_all(void)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
}

static void unblock_all(void)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_UNBLOCK, &all, NULL);
}

static void queue(pid_t pid, int sig)
{
	if (sigqueue(pid, sig, (union sigval){ 0 }))
		fail("sigqueue");
}

/* One of each number that can end a process and be queued. */
static void queue_all(pid_t pid)
{
	for (int i = 0; i < SIGNALS; i++)
		queue(pid, SIGRTMIN + i);
}

/* Before the second one of a number is found, a long queue is scanned. */
static void queue_twice(pid_t pid)
{
	for (int i = 0; i < QUEUED; i++)
		queue(pid, SIGRTMIN);
	for (int i = 0; i < SIGNALS; i++) {
		queue(pid, SIGRTMIN + i);
		queue(pid, SIGRTMIN + i);
	}
}

/* A process of many threads is killed; another ends by an exec of one of them. */
static void crowds(void)
{
	for (int executes = 0; executes < 2; executes++) {
		pid_t pid = bear();

		if (pid == 0) {
			block_all();
			for (int i = 0; i < THREADS; i++)
				start(thread_rests);
			if (executes) {
				queue_all(getpid());
				start(thread_executes);
			} else {
				kill(getpid(), SIGKILL);
			}
			rest();
		}
		reap(pid, executes ? 0 : SIGKILL);
	}
}

/* Some of the children are zombies when their parent dies. */
static void orphans(void)
{
	pid_t pid = bear();

	if (pid == 0) {
		setpgid(0, 0);
		for (int i = 0; i < CHILDREN; i++) {
			if (bear())
				continue;
			if (i % 2)
				rest();
			_exit(0);
		}
		_exit(0);
	}
	reap(pid, 0);
	kill(-pid, SIGKILL);
}

static void crash(void)
{
	pid_t pid = bear();

	if (pid == 0)
		abort();
	reap(pid, SIGABRT);
}

/* A process with @uid that blocks all signals; some take those that are queued then. */
static pid_t bear_victim(uid_t uid, int gate, int takes)
{
	sigset_t all;
	pid_t pid = bear();

	if (pid)
		return pid;
	sigfillset(&all);
	if (setresuid(uid, uid, uid) || write(gate, "", 1) != 1)
		fail("victim");
	while (takes && sigtimedwait(&all, NULL, &(struct timespec){ .tv_sec = 1 }) > 0)
		takes--;
	if (write(gate, "", 1) != 1)
		fail("victim");
	rest();
	return 0;
}

/*
 * As many signals are pending as the module has entries for, and more; those of the first
 * victim are stale, because it has taken its signals with sigtimedwait(2). The second one has
 * the same UID.
 */
static void signals(void)
{
	pid_t victims[VICTIMS];
	int gate[2];
	char byte;

	if (pipe(gate))
		fail("pipe");
	block_all();
	for (int i = 0; i < VICTIMS; i++) {
		victims[i] = bear_victim(1000 + i / 2, gate[1], i ? 0 : SIGNALS);
		if (read(gate[0], &byte, 1) != 1)
			fail("victim");
		if (i == 1)
			queue_twice(victims[i]);
		else
			queue_all(victims[i]);
		if (read(gate[0], &byte, 1) != 1)
			fail("victim");
	}
	for (int i = 0; i < VICTIMS; i++) {
		kill(victims[i], SIGKILL);
		reap(victims[i], SIGKILL);
	}
	unblock_all();
	for (int i = 0; i < 6; i++)
		crash();
}

/* A tracer that ends lets all go at once. */
static void traced(void)
{
	pid_t pid = bear();

	if (pid == 0) {
		for (int i = 0; i < CHILDREN / 4; i++)
			if (bear() == 0) {
				ptrace(PTRACE_TRACEME, 0, NULL, NULL);
				if (i % 2)
					raise(SIGSTOP);
				_exit(0);
			}
		usleep(LATER_US);
		_exit(0);
	}
	reap(pid, 0);
}

static void namespaces(void)
{
	for (int i = 0; i < NAMESPACES; i++) {
		pid_t pid = bear();

		if (pid == 0) {
			if (unshare(CLONE_NEWUSER | (i % 2 ? CLONE_NEWPID : 0)) && errno != ENOSPC)
				_exit(1);
			if (i % 2 && bear() == 0)
				_exit(0);
			_exit(0);
		}
		reap(pid, 0);
	}
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC);

	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		fail(path);
	close(fd);
}

static void read_file(const char *path, size_t size)
{
	static char bytes[READ_SIZE];
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		fail(path);
	while (read(fd, bytes, size) > 0)
		;
	close(fd);
}

static void read_all(void)
{
	static const char *const files[] = {
		PROC "tasks", PROC "dead", PROC "stats", PROC "oom", PROC "self", DEBUG "table",
		DEBUG "hooks",
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		read_file(files[i], READ_SIZE);
	read_file(PROC "dead", READ_SIZE / 20);
}

static void fill_history(void)
{
	for (int i = 0; i < CHILDREN; i++) {
		pid_t pid = bear();

		if (pid == 0)
			i % 2 ? _exit(0) : (void)raise(SIGKILL);
		reap(pid, i % 2 ? 0 : SIGKILL);
	}
}

static void resize(void)
{
	write_file(SIZES, "10,10,10");
	usleep(LATER_US);
	write_file(SIZES, "300,300,300");
	usleep(LATER_US);
	fill_history();
	write_file(DEBUG "reset", "1");
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], NOTHING))
		return 0;
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0 });
	fill_history();
	mark(STORM);
	crowds();
	orphans();
	signals();
	traced();
	namespaces();
	read_all();
	resize();
	usleep(LATER_US);
	mark(0);
	return 0;
}
