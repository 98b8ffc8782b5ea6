// SPDX-License-Identifier: GPL-2.0
/* Runs the command of scripts/vm, and sends its output to the host. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "verdict.h"

#define WORKING_FOLDER	"/root"

#define ARGS_MAX	4096

/* The file has the arguments, each terminated by a null byte, so none needs quoting */
char **command_read(const char *path)
{
	static char *argv[ARGS_MAX + 1];
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;
	int argc = 0;

	if (!file)
		fail(path);
	while (argc < ARGS_MAX && getdelim(&text, &size, '\0', file) > 0) {
		argv[argc++] = text;
		text = NULL;
	}
	fclose(file);
	unlink(path);
	return argv;
}

static void set_environment(void)
{
	static const char * const pass[] = { "TERM", "COLUMNS", "LANG" };
	char *kept[3];
	size_t i;

	for (i = 0; i < 3; i++) {
		kept[i] = getenv(pass[i]);
		kept[i] = kept[i] ? strdup(kept[i]) : NULL;
	}
	clearenv();
	for (i = 0; i < 3; i++)
		if (kept[i])
			setenv(pass[i], kept[i], 1);
	setenv("PATH", "/usr/sbin:/usr/bin", 1);
	setenv("HOME", WORKING_FOLDER, 1);
	setenv("PS1", "guest:\\w# ", 1);
}

/* Gives an interactive command a controlling terminal of the size of the host's */
static void open_terminal(void)
{
	const char *rows = getenv("VM_ROWS"), *columns = getenv("VM_COLUMNS");
	struct winsize size = {
		.ws_row = rows ? atoi(rows) : 24,
		.ws_col = columns ? atoi(columns) : 80,
	};
	int fd;

	setsid();
	fd = open("/dev/ttyS1", O_RDWR);
	if (fd < 0)
		_exit(127);
	ioctl(fd, TIOCSWINSZ, &size);
	ioctl(fd, TIOCSCTTY, 0);
	dup2(fd, 0);
	dup2(fd, 1);
	dup2(fd, 2);
}

static void __attribute__((noreturn)) run_command(char **argv, int out, int err)
{
	sigset_t none;

	ports_close();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (getenv("VM_TERMINAL")) {
		open_terminal();
	} else {
		setsid();
		dup2(out, 1);
		dup2(err, 2);
	}
	set_environment();
	if (chdir(WORKING_FOLDER))
		_exit(126);
	execvp(argv[0], argv);
	fprintf(stderr, "%s: %s\n", argv[0], strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

/* Copies from fd to port; returns 0 at the end of the pipe */
static int pump(int fd, int port)
{
	char buffer[16384];
	ssize_t len = read(fd, buffer, sizeof(buffer));

	if (len > 0)
		port_write(port, buffer, len);
	return len > 0;
}

/* Reaps all zombies; returns true, and sets *status, if the child is one of them */
static int reap(pid_t child, int *status)
{
	int found = 0, one;
	pid_t pid;

	while ((pid = waitpid(-1, &one, WNOHANG)) > 0) {
		if (pid == child) {
			*status = one;
			found = 1;
		}
	}
	return found;
}

/* Copies output and reaps orphans until the child exits; returns its status */
static int attend(pid_t child, int signals, int out, int err)
{
	struct pollfd fds[] = {
		{ .fd = signals, .events = POLLIN },
		{ .fd = out, .events = POLLIN },
		{ .fd = err, .events = POLLIN },
	};
	struct signalfd_siginfo info;
	int status = 0;

	for (;;) {
		if (poll(fds, 3, -1) < 0)
			continue;
		if (fds[1].revents && !pump(out, PORT_OUT))
			fds[1].fd = -1;
		if (fds[2].revents && !pump(err, PORT_ERR))
			fds[2].fd = -1;
		if (fds[0].revents && read(signals, &info, sizeof(info)) > 0 &&
		    reap(child, &status))
			return status;
	}
}

/* Copies what is left in the pipe, which a process in the background may keep open */
static void drain(int fd, int port)
{
	fcntl(fd, F_SETFL, O_NONBLOCK);
	while (pump(fd, port))
		;
}

int command_run(char **argv, void (*end)(void))
{
	int out[2], err[2], signals, status;
	sigset_t child_signal;
	pid_t child;

	sigemptyset(&child_signal);
	sigaddset(&child_signal, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child_signal, NULL);
	signals = signalfd(-1, &child_signal, SFD_CLOEXEC);
	if (signals < 0 || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		fail("pipe");
	child = fork();
	if (child < 0)
		fail("fork");
	if (!child)
		run_command(argv, out[1], err[1]);
	close(out[1]);
	close(err[1]);
	status = attend(child, signals, out[0], err[0]);
	if (end)
		end();
	drain(out[0], PORT_OUT);
	drain(err[0], PORT_ERR);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
