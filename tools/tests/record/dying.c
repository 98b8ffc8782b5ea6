// SPDX-License-Identifier: GPL-2.0
/*
 * The scene of tests/data/dying, played in a guest with the module loaded: tasks whose end is
 * decided and which cannot end. The module's files go to standard output, as a tar archive:
 *
 *     gcc -static -pthread -o /tmp/dying tools/tests/record/dying.c
 *     scripts/vm -c /tmp/dying -- ./dying | tar -x -C tools/tests/data/dying
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int jammed[2];

/* A child with a name. */
static pid_t play(const char *name, void (*part)(void))
{
	pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_NAME, name);
	part();
	for (;;)
		pause();
}

/* Holds the lock of the pipe, in a page fault that nobody answers. */
static void jam(void)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int fd = syscall(SYS_userfaultfd, O_CLOEXEC);

	range.range.start = (uintptr_t)page;
	range.range.len = 4096;
	if (ioctl(fd, UFFDIO_API, &api) || ioctl(fd, UFFDIO_REGISTER, &range) ||
	    write(jammed[1], page, 1) < 0)
		exit(1);
}

/* In uninterruptible sleep. */
static void stick(void)
{
	char byte;

	if (read(jammed[0], &byte, 1) < 0)
		exit(1);
}

static void *stick_in_thread(void *unused)
{
	prctl(PR_SET_NAME, "writer");
	stick();
	return unused;
}

static void start_thread(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, stick_in_thread, NULL))
		exit(1);
	usleep(200000);
}

static void leave(void)
{
	start_thread();
	syscall(SYS_exit, 0);
}

static void update(void)
{
	start_thread();
	execl("/bin/true", "true", NULL);
}

static void be_traced(void)
{
	ptrace(PTRACE_TRACEME, 0, NULL, NULL);
	raise(SIGSTOP);
	_exit(3);
}

static void nothing(void)
{
}

/* Two children in a namespace of their own: its init is killed, the other never reaped. */
static void start_namespace(void)
{
	pid_t init;

	if (unshare(CLONE_NEWPID))
		exit(1);
	init = play("cinit", nothing);
	play("guest", nothing);
	usleep(200000);
	kill(init, SIGKILL);
}

int main(void)
{
	pid_t stuck, server, traced;
	int status;

	if (pipe2(jammed, O_CLOEXEC))
		return 1;
	play("holder", jam);
	usleep(200000);
	stuck = play("stuck", stick);
	server = play("server", leave);
	play("updater", update);
	play("runtime", start_namespace);
	traced = play("traced", be_traced);
	waitpid(traced, &status, 0);
	ptrace(PTRACE_SETOPTIONS, traced, NULL, (void *)PTRACE_O_TRACEEXIT);
	ptrace(PTRACE_CONT, traced, NULL, NULL);
	waitpid(traced, &status, 0);
	usleep(500000);
	kill(stuck, SIGKILL);
	kill(server, SIGKILL);
	usleep(500000);
	return system("mkdir -p rec/proc/lifecycle && for name in tasks dead oom stats; do "
		      "cat /proc/lifecycle/$name >rec/proc/lifecycle/$name; done && "
		      "tar -c -C rec -f - proc");
}
