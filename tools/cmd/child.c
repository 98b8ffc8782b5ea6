// SPDX-License-Identifier: GPL-2.0
/* A command that is started, but executed only once it is being followed. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/child.h"
#include "text/warn.h"

/* As in shells and env(1). */
#define EXIT_NOT_EXECUTABLE	126
#define EXIT_NOT_FOUND		127
#define EXIT_SIGNAL		128

/*
 * An interrupt from the terminal is for the command; the report must still be
 * written. SIGTERM and SIGHUP are sent only to this process: forward them.
 */
static int take_signals(struct lct_child *child)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction plain = { .sa_handler = SIG_DFL };
	sigset_t mask;

	sigaction(SIGINT, &ignore, &child->old_int);
	sigaction(SIGQUIT, &ignore, &child->old_quit);
	/* If SIGCHLD is inherited as ignored, waitpid() does not work. */
	sigaction(SIGCHLD, &plain, &child->old_chld);
	sigemptyset(&mask);
	sigaddset(&mask, SIGCHLD);
	sigaddset(&mask, SIGTERM);
	sigaddset(&mask, SIGHUP);
	sigprocmask(SIG_BLOCK, &mask, &child->old_mask);
	child->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	return child->signals < 0 ? -1 : 0;
}

/* The child: wait until it is followed, then exec the command. */
static void become(const struct lct_child *child, char **argv)
{
	int err;
	char go;

	sigaction(SIGINT, &child->old_int, NULL);
	sigaction(SIGQUIT, &child->old_quit, NULL);
	sigaction(SIGCHLD, &child->old_chld, NULL);
	sigprocmask(SIG_SETMASK, &child->old_mask, NULL);
	close(child->hold[1]);
	while (read(child->hold[0], &go, 1) < 0)
		if (errno != EINTR)
			break;
	execvp(argv[0], argv);
	err = errno;
	if (write(child->news[1], &err, sizeof(err)) < 0)
		_exit(EXIT_NOT_EXECUTABLE);
	_exit(err == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE);
}

/**
 * lct_child_start() - start a command that waits before it is executed
 * @child:	the command
 * @argv:	its name and arguments
 *
 * Return: -1 and errno if it cannot be started.
 */
int lct_child_start(struct lct_child *child, char **argv)
{
	*child = (struct lct_child){ .status = EXIT_FAILURE };
	if (pipe2(child->hold, O_CLOEXEC) || pipe2(child->news, O_CLOEXEC) || take_signals(child))
		return -1;
	child->pid = fork();
	if (child->pid < 0)
		return -1;
	if (!child->pid)
		become(child, argv);
	close(child->hold[0]);
	close(child->news[1]);
	return 0;
}

/**
 * lct_child_release() - let a command be executed
 * @child:	the command
 * @name:	its name, for a message
 *
 * Return: 0, or an exit status if it cannot be executed.
 */
int lct_child_release(struct lct_child *child, const char *name)
{
	int err = 0;
	ssize_t n;

	close(child->hold[1]);
	do {
		n = read(child->news[0], &err, sizeof(err));
	} while (n < 0 && errno == EINTR);
	close(child->news[0]);
	if (n != sizeof(err))
		return 0;
	lct_warn("%s: %s", name, strerror(err));
	while (waitpid(child->pid, NULL, 0) < 0 && errno == EINTR)
		;
	return err == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE;
}

/**
 * lct_child_handle() - forward signals to a command, and notice its end
 * @child:	the command
 */
void lct_child_handle(struct lct_child *child)
{
	struct signalfd_siginfo info;
	int status;

	while (read(child->signals, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo != SIGCHLD && !child->ended)
			kill(child->pid, info.ssi_signo);
	if (child->ended || waitpid(child->pid, &status, WNOHANG) != child->pid)
		return;
	child->ended = true;
	child->status = WIFSIGNALED(status) ? EXIT_SIGNAL + WTERMSIG(status) :
					      WEXITSTATUS(status);
}
