// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ktap.h"
#include "terminal.h"

int terminal_open(void)
{
	int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (terminal < 0 || unlockpt(terminal))
		ktap_skip("no pseudo terminal: %s", strerror(errno));
	return terminal;
}

void terminal_lead(int terminal)
{
	char *name = ptsname(terminal);
	int end;

	require(name, "ptsname: %s", strerror(errno));
	require(setsid() >= 0, "setsid: %s", strerror(errno));
	end = open(name, O_RDWR);
	require(end >= 0, "%s: %s", name, strerror(errno));
	/* The test must hold the only near end, so that closing it hangs up. */
	close(terminal);
	require(!ioctl(end, TIOCSCTTY, 0), "TIOCSCTTY: %s", strerror(errno));
	require(dup2(end, STDIN_FILENO) == STDIN_FILENO, "dup2: %s", strerror(errno));
	close(end);
}

void terminal_job(bool foreground)
{
	sigset_t set, old;

	require(!setpgid(0, 0), "setpgid: %s", strerror(errno));
	if (!foreground)
		return;
	/* A background caller is stopped unless it blocks the signal. */
	sigemptyset(&set);
	sigaddset(&set, SIGTTOU);
	sigprocmask(SIG_BLOCK, &set, &old);
	require(!tcsetpgrp(STDIN_FILENO, getpid()), "tcsetpgrp: %s", strerror(errno));
	sigprocmask(SIG_SETMASK, &old, NULL);
}

void terminal_type(int terminal, char key)
{
	require(write(terminal, &key, 1) == 1, "typing: %s", strerror(errno));
}
