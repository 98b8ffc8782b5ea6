// SPDX-License-Identifier: GPL-2.0
/* A task that waits in poll(2) is on a queue of the module, which stays as long. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "module.h"
#include "row.h"

/* Reads to the end, and waits for a death. */
static void wait_for_death(void *data)
{
	struct gate *waiting = data;
	char part[4096];
	struct pollfd event = { .fd = open(LC_PROC "dead", O_RDONLY), .events = POLLIN };

	while (read(event.fd, part, sizeof(part)) > 0)
		;
	poll(&event, 1, 0);
	gate_open(waiting);
	poll(&event, 1, -1);
	pause();
}

static void polls(void)
{
	struct gate waiting;
	pid_t pid;

	module_load("");
	gate_init(&waiting);
	pid = spawn(wait_for_death, &waiting);
	gate_wait(&waiting);
	expect(module_try_unload() == -EAGAIN, "it is unloaded");
	kill(pid, SIGKILL);
	reap(pid);
	module_unload();
}

static const struct ktap_case cases[] = {
	{ "the module stays while a file is open that was polled", polls, module_cleanup },
};

KTAP_MAIN(cases)
