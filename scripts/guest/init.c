// SPDX-License-Identifier: GPL-2.0
/*
 * Process 1 of a guest of scripts/vm: loads the module, runs one command, sends
 * its output and its status to the host, and powers off. It reaps every orphan,
 * like any init.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "debug.h"
#include "disk.h"
#include "verdict.h"

#define MODULE		"/lib/modules/lifecycle.ko"
#define COMMAND		"/command"
#define WORKING_FOLDER	"/root"

#define ARGS_MAX	4096

static const struct mount_point {
	const char *type, *on, *options;
} mounts[] = {
	{ "proc", "/proc", NULL },
	{ "sysfs", "/sys", NULL },
	{ "devtmpfs", "/dev", "mode=0755" },
	{ "devpts", "/dev/pts", "mode=0620,gid=5,ptmxmode=0666" },
	{ "tmpfs", "/dev/shm", "mode=1777" },
	{ "tmpfs", "/tmp", "mode=1777" },
	{ "tmpfs", "/run", "mode=0755" },
	{ "cgroup2", "/sys/fs/cgroup", NULL },
	{ "debugfs", "/sys/kernel/debug", NULL },
	{ "tracefs", "/sys/kernel/tracing", NULL },
};

static void mount_all(void)
{
	const struct mount_point *m;

	umask(0);
	for (m = mounts; m < mounts + sizeof(mounts) / sizeof(*mounts); m++) {
		mkdir(m->on, 0755);
		if (mount(m->type, m->on, m->type, 0, m->options) && errno != ENODEV)
			fail(m->on);
	}
	symlink("/proc/self/fd", "/dev/fd");
	umask(022);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0)
		return;
	if (write(fd, text, strlen(text)) < 0)
		perror(path);
	close(fd);
}

/* Enables all controllers, for the cgroups that tests create */
static void enable_cgroup_controllers(void)
{
	char names[256] = "", word[64], *name;
	FILE *file = fopen("/sys/fs/cgroup/cgroup.controllers", "r");

	if (!file)
		return;
	if (!fgets(names, sizeof(names), file))
		names[0] = '\0';
	fclose(file);
	for (name = strtok(names, " \n"); name; name = strtok(NULL, " \n")) {
		snprintf(word, sizeof(word), "+%s", name);
		write_file("/sys/fs/cgroup/cgroup.subtree_control", word);
	}
}

static void load_module(void)
{
	int fd = open(MODULE, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || syscall(SYS_finit_module, fd, getenv("VM_MODULE_PARAMETERS") ?: "", 0))
		fail("cannot load lifecycle.ko");
	close(fd);
}

/* Even if the command loaded it: this is the last chance to detect leaks */
static void unload_module(void)
{
	if (syscall(SYS_delete_module, "lifecycle", O_NONBLOCK) && errno != ENOENT)
		fail("cannot unload lifecycle.ko");
}

/* The file has the arguments, each terminated by a null byte, so none needs quoting */
static char **read_command(void)
{
	static char *argv[ARGS_MAX + 1];
	char *text = NULL;
	size_t size = 0;
	FILE *file = fopen(COMMAND, "r");
	int argc = 0;

	if (!file)
		fail(COMMAND);
	while (argc < ARGS_MAX && getdelim(&text, &size, '\0', file) > 0) {
		argv[argc++] = text;
		text = NULL;
	}
	fclose(file);
	unlink(COMMAND);
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

/* Kills what the command left running, and copies the remaining output */
static void finish(int out, int err)
{
	kill(-1, SIGKILL);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
	while (pump(out, PORT_OUT))
		;
	while (pump(err, PORT_ERR))
		;
}

static int run(char **argv)
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
	finish(out[0], err[0]);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int main(void)
{
	char **argv;
	int null, status;

	if (ports_open())
		return 1;
	mount_all();
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	dup2(null, 0);
	dup2(null, 1);
	dup2(null, 2);
	sethostname("guest", 5);
	enable_cgroup_controllers();
	system("busybox --install -s /usr/bin; ip link set lo up");
	argv = read_command();
	if (getenv("VM_DISK"))
		disk_enter();
	verdict("booted", "-");
	debug_begin();
	if (getenv("VM_MODULE"))
		load_module();
	status = run(argv);
	verdict_number("exit", status);
	unload_module();
	debug_end();
	power_off();
}
