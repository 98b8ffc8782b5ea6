// SPDX-License-Identifier: GPL-2.0
/*
 * Process 1 of a guest of scripts/vm: loads the module, runs one command, sends
 * its output and its status to the host, and powers off. It reaps every orphan,
 * like any init. With VM_BOOT_DISK it becomes the init of the disk instead.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "debug.h"
#include "disk.h"
#include "verdict.h"

#define MODULE		"/lib/modules/lifecycle.ko"
#define COMMAND		"/command"

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

/* Kills what the command left running */
static void kill_the_rest(void)
{
	kill(-1, SIGKILL);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
}

int main(int argc, char **argv)
{
	int null, status;

	(void)argc;
	if (ports_open())
		return 1;
	if (getenv("VM_BOOT_DISK"))
		disk_boot(argv);
	mount_all();
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	dup2(null, 0);
	dup2(null, 1);
	dup2(null, 2);
	sethostname("guest", 5);
	enable_cgroup_controllers();
	system("busybox --install -s /usr/bin; ip link set lo up");
	argv = command_read(COMMAND);
	if (getenv("VM_DISK"))
		disk_enter();
	verdict("booted", "-");
	debug_begin();
	if (getenv("VM_MODULE"))
		load_module();
	status = command_run(argv, kill_the_rest);
	verdict_number("exit", status);
	unload_module();
	debug_end();
	power_off();
}
