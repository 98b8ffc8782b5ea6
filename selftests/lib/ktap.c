// SPDX-License-Identifier: GPL-2.0
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
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

void ktap_skip(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(verdict->reason, sizeof(verdict->reason), format, args);
	va_end(args);
	verdict->skipped = true;
	_exit(0);
}

void ktap_leave(void)
{
	_exit(1);
}

bool ktap_failed(void)
{
	return __atomic_load_n(&verdict->failures, __ATOMIC_SEQ_CST) > 0;
}

static bool run_case(const struct ktap_case *this, int number)
{
	bool passed;
	int status;
	pid_t pid;

	memset(verdict, 0, sizeof(*verdict));
	pid = fork();
	if (pid == 0) {
		setpgid(0, 0);
		this->run();
		_exit(0);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		perror("# case");
		exit(1);
	}
	/* Processes that the case left behind; a change of uid resets PR_SET_PDEATHSIG. */
	kill(-pid, SIGKILL);
	if (WIFSIGNALED(status))
		ktap_diag("the case died of signal %d", WTERMSIG(status));
	if (this->cleanup)
		this->cleanup();
	passed = status == 0 && !ktap_failed();
	if (verdict->failures > MAX_DIAGNOSTICS)
		ktap_diag("%d more like these", verdict->failures - MAX_DIAGNOSTICS);
	printf("%sok %d %s%s%s\n", passed ? "" : "not ", number, this->name,
	       passed && verdict->skipped ? " # SKIP " : "",
	       passed && verdict->skipped ? verdict->reason : "");
	return passed;
}

/*
 * A test execs its own binary: '@exit N' exits at once with code N, '@block' lives until
 * end of file on its standard input, '@burn N' uses N ms of a CPU, '@unblock' unblocks all
 * signals, and '@fault N' drops what privileges a set-user-ID program has beyond its user
 * and then writes to the address N.
 */
static int run_helper(const char *what, int number)
{
	struct timespec used;
	char byte;

	if (!strcmp(what, "@exit"))
		return number;
	if (!strcmp(what, "@block"))
		return read(STDIN_FILENO, &byte, 1) == 0 ? number : 1;
	if (!strcmp(what, "@burn")) {
		do {
			clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
		} while (used.tv_sec * 1000 + used.tv_nsec / 1000000 < number);
		return 0;
	}
	if (!strcmp(what, "@unblock")) {
		sigset_t none;

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
