// SPDX-License-Identifier: GPL-2.0
/* The signals that ask the recorder for something; they are read, so that none comes between. */
#include <signal.h>
#include <unistd.h>
#include <sys/signalfd.h>

#include "recorder/signals.h"

/**
 * lct_signals_open() - take them over
 *
 * Return: a descriptor that can be polled, or -1.
 */
int lct_signals_open(void)
{
	sigset_t set;

	/* If it was ignored, there would be no children to wait for. */
	signal(SIGCHLD, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/**
 * lct_signals_take() - read those that are pending
 * @fd:		the descriptor
 * @must_read:	becomes true if one asks to write all that there is
 * @has_ended:	becomes true if one asks to end
 */
void lct_signals_take(int fd, bool *must_read, bool *has_ended)
{
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof(info)) == sizeof(info)) {
		*must_read |= info.ssi_signo == SIGHUP;
		*has_ended |= info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT;
	}
}
