// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "namespace.h"
#include "process.h"
#include "table.h"

pid_t spawn_init(void (*run)(void *), void *data)
{
	pid_t pid = syscall(SYS_clone, CLONE_NEWPID | SIGCHLD, NULL, NULL, NULL, NULL);

	require(pid >= 0, "clone: %s", strerror(errno));
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		run(data);
		_exit(0);
	}
	return pid;
}

static bool same_namespace(pid_t one, pid_t other)
{
	char path[64], names[2][64] = { "", "" };
	pid_t pids[2] = { one, other };

	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "/proc/%d/ns/pid", pids[i]);
		if (readlink(path, names[i], sizeof(names[i]) - 1) < 0)
			return false;
	}
	return !strcmp(names[0], names[1]);
}

/* The last number after NSpid: the innermost. */
static pid_t inner_pid(pid_t pid)
{
	char path[64], *text, *at, *end;
	pid_t inner = 0;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	text = path_text(path);
	at = text ? strstr(text, "\nNSpid:") : NULL;
	end = at ? strchr(at + 1, '\n') : NULL;
	if (end) {
		*end = '\0';
		inner = atoi(strrchr(at, '\t') + 1);
	}
	free(text);
	return inner;
}

struct member {
	pid_t init, inner;
};

static bool is_member(pid_t pid, const void *data)
{
	const struct member *member = data;

	return inner_pid(pid) == member->inner && same_namespace(member->init, pid);
}

pid_t outer_pid(pid_t init, pid_t inner)
{
	pid_t found = process_find(is_member, &(struct member){ init, inner });

	require(found, "no task has pid %d in the namespace of %d", inner, init);
	return found;
}
