// SPDX-License-Identifier: GPL-2.0
#include <signal.h>
#include <unistd.h>

#include "attack.h"
#include "child.h"
#include "ktap.h"

/* Unlike spawn(), it may fail. */
pid_t attack_bear(void (*run)(void *data), void *data)
{
	pid_t pid = fork();

	if (pid == 0) {
		run(data);
		_exit(0);
	}
	require(pid > 0 || errno == EAGAIN, "fork: %s", strerror(errno));
	return pid;
}

void attack_end(pid_t pid)
{
	kill(pid, SIGKILL);
	reap(pid);
}
