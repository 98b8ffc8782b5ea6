// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack_namespaces.h"
#include "child.h"
#include "ktap.h"
#include "table.h"

#define CHILDREN 4
#define DEEPEST 3

static void be_child(int number)
{
	if (number == 0)
		_exit(1);
	if (number == 1)
		kill(getpid(), SIGKILL);
	for (;;)
		pause();
}

/* Root inside sees those who are inside only. */
static void expect_inside(const char *path)
{
	struct table *table = table_read(path);

	expect(table->rows <= CHILDREN + 1, "%s has %d rows in a PID namespace", path,
	       table->rows);
	for (int row = 0; row < table->rows; row++) {
		expect(table_u64(table, row, "pid") <= CHILDREN + 1,
		       "%s has the pid %s in a PID namespace", path,
		       table_text(table, row, "pid"));
		expect_u64("uid in a user namespace", table_u64(table, row, "uid"), 0);
	}
	table_free(table);
}

/* Those who pause die with it. */
static void be_init(void)
{
	for (int i = 0; i < CHILDREN; i++) {
		pid_t pid = fork();

		if (pid == 0)
			be_child(i);
		if (pid > 0 && i < 2)
			reap(pid);
	}
	expect_inside(LC_PROC "tasks");
	expect_inside(LC_PROC "dead");
	_exit(0);
}

static int enter_userns(unsigned int outer)
{
	char map[40];

	if (unshare(CLONE_NEWUSER))
		return -errno;
	snprintf(map, sizeof(map), "0 %u 1", outer);
	if (!write_file("/proc/self/setgroups", "deny") && errno != EPERM)
		return -errno;
	if (!write_file("/proc/self/uid_map", map) || !write_file("/proc/self/gid_map", map))
		return -errno;
	return 0;
}

static void enter(void *data)
{
	const struct attacker *self = data;
	unsigned int depth = 1 + self->step % DEEPEST;
	int error = enter_userns(self->uid);
	pid_t pid;

	while (!error && --depth)
		error = enter_userns(0);
	if (!error && unshare(CLONE_NEWPID))
		error = -errno;
	if (error)
		_exit(-error);
	pid = fork();
	if (pid == 0)
		be_init();
	if (pid < 0)
		_exit(errno);
	_exit(reap(pid) ? ECHILD : 0);
}

int attack_namespaces(struct attacker *self)
{
	pid_t pid = attack_bear(enter, self);
	int status;

	if (pid < 0)
		return -EAGAIN;
	status = reap(pid);
	/* So many that the kernel has yet to free. */
	if (WIFEXITED(status) && self->step && WEXITSTATUS(status) == ENOSPC)
		return -EAGAIN;
	return -WEXITSTATUS(status);
}
