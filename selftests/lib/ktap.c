// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ktap.h"

#define MAX_DIAGNOSTICS 20

/* Shared by all processes of the program, so that a grandchild can fail the case. */
static struct {
	int failures;
	bool skipped;
	char reason[200];
} *verdict;

/* Gets a byte from the process that ends the case, which need not be the case's own. */
static int ended[2];

static void print_line(const char *prefix, const char *format, va_list args)
{
	char line[1000];
	int length;

	length = snprintf(line, sizeof(line), "%s", prefix);
	length += vsnprintf(line + length, sizeof(line) - length - 1, format, args);
	if (length > (int)sizeof(line) - 2)
		length = sizeof(line) - 2;
	for (int i = 0; i < length; i++)
		if (line[i] == '\n')
			line[i] = ' ';
	line[length++] = '\n';
	/* One write a line: several processes may print at once. */
	if (write(STDOUT_FILENO, line, length) != length)
		_exit(1);
}

void ktap_diag(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_line("# ", format, args);
	va_end(args);
}

void ktap_fail(const char *file, int line, const char *format, ...)
{
	char where[120];
	va_list args;

	/* A check in a loop over many rows must not flood the log. */
	if (__atomic_fetch_add(&verdict->failures, 1, __ATOMIC_SEQ_CST) >= MAX_DIAGNOSTICS)
		return;
	snprintf(where, sizeof(where), "# %s:%d: ", file, line);
	va_start(args, format);
	print_line(where, format, args);
	va_end(args);
}

/* The case's own process may wait for what this one does no longer. */
static void __attribute__((noreturn)) end_case(int status)
{
	if (write(ended[1], "", 1) != 1)
		perror("# end");
	_exit(status);
}

void ktap_skip(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(verdict->reason, sizeof(verdict->reason), format, args);
	va_end(args);
	verdict->skipped = true;
	end_case(0);
}

void ktap_leave(void)
{
	end_case(1);
}

bool ktap_failed(void)
{
	return __atomic_load_n(&verdict->failures, __ATOMIC_SEQ_CST) > 0;
}

static void fatal(const char *what)
{
	perror(what);
	exit(1);
}

/* Waits until a process of the case has ended it, or its first process has exited. */
static void await_end(pid_t pid)
{
	struct pollfd ends[] = {
		{ .fd = ended[0], .events = POLLIN },
		{ .fd = syscall(SYS_pidfd_open, pid, 0), .events = POLLIN },
	};

	if (ends[1].fd < 0)
		fatal("# pidfd_open");
	while (poll(ends, 2, -1) < 0)
		if (errno != EINTR)
			fatal("# poll");
	close(ends[1].fd);
}

static bool run_case(const struct ktap_case *this, int number)
{
	bool passed;
	int status;
	pid_t pid;

	memset(verdict, 0, sizeof(*verdict));
	if (pipe2(ended, O_CLOEXEC))
		fatal("# pipe");
	pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		this->run();
		_exit(0);
	}
	if (pid < 0)
		fatal("# fork");
	await_end(pid);
	/* Also what the case left behind; a change of uid resets PR_SET_PDEATHSIG. */
	kill(-pid, SIGKILL);
	if (waitpid(pid, &status, 0) != pid)
		fatal("# wait");
	close(ended[0]);
	close(ended[1]);
	if (WIFSIGNALED(status) && !ktap_failed() && !verdict->skipped)
		ktap_diag("the case died of signal %d", WTERMSIG(status));
	if (this->cleanup)
		this->cleanup();
	passed = (status == 0 || verdict->skipped) && !ktap_failed();
	if (verdict->failures > MAX_DIAGNOSTICS)
		ktap_diag("%d more like these", verdict->failures - MAX_DIAGNOSTICS);
	printf("%sok %d %s%s%s\n", passed ? "" : "not ", number, this->name,
	       passed && verdict->skipped ? " # SKIP " : "",
	       passed && verdict->skipped ? verdict->reason : "");
	return passed;
}

/*
 * A test execs its own binary: '@exit N' exits at once with code N, '@block' lives until
 * end of file on its standard input, '@setsid' does the same in a session of its own,
 * '@burn N' uses N ms of a CPU, '@unblock' unblocks all signals, and '@fault N' drops what
 * privileges a set-user-ID program has beyond its user and then writes to the address N.
 */
static int run_helper(const char *what, int number)
{
	struct timespec used;
	char byte;

	if (!strcmp(what, "@exit"))
		return number;
	if (!strcmp(what, "@setsid"))
		setsid();
	if (!strcmp(what, "@block") || !strcmp(what, "@setsid"))
		return read(STDIN_FILENO, &byte, 1) == 0 ? number : 1;
	if (!strcmp(what, "@burn")) {
		do {
			clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
		} while (used.tv_sec * 1000 + used.tv_nsec / 1000000 < number);
		return 0;
	}
	if (!strcmp(what, "@unblock")) {
		sigset_t none;

		if (number && read(STDIN_FILENO, &byte, 1) != 1)
			return 1;
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		return 0;
	}
	if (!strcmp(what, "@fault")) {
		if (setresuid(getuid(), getuid(), getuid()))
			return 1;
		*(volatile char *)(uintptr_t)number = 1;
	}
	fprintf(stderr, "unknown helper %s\n", what);
	return 2;
}

int ktap_main(int argc, char **argv, const struct ktap_case *cases, int count)
{
	int failed = 0;

	if (argc > 1 && argv[1][0] == '@')
		return run_helper(argv[1], argc > 2 ? atoi(argv[2]) : 0);
	verdict = mmap(NULL, sizeof(*verdict), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (verdict == MAP_FAILED)
		return 1;
	setvbuf(stdout, NULL, _IONBF, 0);
	printf("KTAP version 1\n1..%d\n", count);
	for (int i = 0; i < count; i++) {
		/* 'program 3' runs the third case only; the plan is unchanged. */
		if (argc > 1 && atoi(argv[1]) != i + 1)
			printf("ok %d %s # SKIP not selected\n", i + 1, cases[i].name);
		else if (!run_case(&cases[i], i + 1))
			failed++;
	}
	return failed ? 1 : 0;
}
