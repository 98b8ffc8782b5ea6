// SPDX-License-Identifier: GPL-2.0
/* lifecycle run: run a command, then report on all its descendants. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/cmd.h"
#include "task/follow.h"
#include "task/parents.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/story.h"

/* Interval between reads of the history, short enough for 4096 deaths. */
#define READ_EVERY_NS	(100 * 1000 * 1000)

/* As in shells and env(1). */
#define EXIT_NOT_EXECUTABLE	126
#define EXIT_NOT_FOUND		127
#define EXIT_SIGNAL		128

/**
 * struct run - a running command
 * @pid:	the command, our child
 * @status:	its exit status, once @ended
 * @hold:	a byte, or end of file, releases the child
 * @news:	the child's errno if exec of the command failed
 * @signals:	SIGCHLD, and the signals to forward
 * @timer:	expires when the history should be read again
 * @old_int, @old_quit, @old_chld, @old_mask: state that the child restores
 */
struct run {
	pid_t pid;
	bool ended;
	int status;
	int hold[2];
	int news[2];
	int signals;
	int timer;
	struct sigaction old_int, old_quit, old_chld;
	sigset_t old_mask;
};

/*
 * An interrupt from the terminal is for the command; the report must still be
 * written. SIGTERM and SIGHUP are sent only to this process: forward them.
 */
static int take_signals(struct run *run)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	struct sigaction plain = { .sa_handler = SIG_DFL };
	sigset_t mask;

	sigaction(SIGINT, &ignore, &run->old_int);
	sigaction(SIGQUIT, &ignore, &run->old_quit);
	/* If SIGCHLD is inherited as ignored, waitpid() does not work. */
	sigaction(SIGCHLD, &plain, &run->old_chld);
	sigemptyset(&mask);
	sigaddset(&mask, SIGCHLD);
	sigaddset(&mask, SIGTERM);
	sigaddset(&mask, SIGHUP);
	sigprocmask(SIG_BLOCK, &mask, &run->old_mask);
	run->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	return run->signals < 0 ? -1 : 0;
}

static int start_timer(struct run *run)
{
	const struct itimerspec every = {
		.it_interval.tv_nsec = READ_EVERY_NS,
		.it_value.tv_nsec = READ_EVERY_NS,
	};

	run->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	return run->timer < 0 ? -1 : timerfd_settime(run->timer, 0, &every, NULL);
}

/* The child: wait until its record is identified, then exec the command. */
static void become(const struct run *run, char **argv)
{
	int err;
	char go;

	sigaction(SIGINT, &run->old_int, NULL);
	sigaction(SIGQUIT, &run->old_quit, NULL);
	sigaction(SIGCHLD, &run->old_chld, NULL);
	sigprocmask(SIG_SETMASK, &run->old_mask, NULL);
	close(run->hold[1]);
	while (read(run->hold[0], &go, 1) < 0)
		if (errno != EINTR)
			break;
	execvp(argv[0], argv);
	err = errno;
	if (write(run->news[1], &err, sizeof(err)) < 0)
		_exit(EXIT_NOT_EXECUTABLE);
	_exit(err == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE);
}

static int start(struct run *run, char **argv)
{
	if (pipe2(run->hold, O_CLOEXEC) || pipe2(run->news, O_CLOEXEC) ||
	    take_signals(run) || start_timer(run))
		return -1;
	run->pid = fork();
	if (run->pid < 0)
		return -1;
	if (!run->pid)
		become(run, argv);
	close(run->hold[0]);
	close(run->news[1]);
	return 0;
}

/* Release the child, and check whether its exec succeeds. */
static int release_child(struct run *run, const char *name)
{
	int err = 0;
	ssize_t n;

	close(run->hold[1]);
	do {
		n = read(run->news[0], &err, sizeof(err));
	} while (n < 0 && errno == EINTR);
	close(run->news[0]);
	if (n != sizeof(err))
		return 0;
	lct_warn("%s: %s", name, strerror(err));
	while (waitpid(run->pid, NULL, 0) < 0 && errno == EINTR)
		;
	return err == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE;
}

static void handle_events(struct run *run)
{
	struct signalfd_siginfo info;
	uint64_t ticks;
	int status;

	while (read(run->signals, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo != SIGCHLD && !run->ended)
			kill(run->pid, info.ssi_signo);
	while (read(run->timer, &ticks, sizeof(ticks)) > 0)
		;
	if (run->ended || waitpid(run->pid, &status, WNOHANG) != run->pid)
		return;
	run->ended = true;
	run->status = WIFSIGNALED(status) ? EXIT_SIGNAL + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Keep reading the history until the command, or its whole family, has ended. */
static int follow(struct run *run, struct lct_follow *w, bool wait)
{
	struct pollfd fds[] = {
		{ .fd = run->signals, .events = POLLIN },
		{ .fd = run->timer, .events = POLLIN },
	};
	size_t alive = 1;
	int status = 0;

	while (!run->ended || (wait && alive && !status)) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			return EXIT_FAILURE;
		handle_events(run);
		/* After a read error, still wait for the command. */
		if (status)
			continue;
		if (w->dead.nrows >= w->prune_at || (wait && run->ended))
			status = lct_follow_prune(w, &alive);
		else
			status = lct_follow_read(w);
	}
	return status;
}

static int report(struct lct_follow *w, const struct lct_options *opt, FILE *out)
{
	struct lct_followed now;
	struct lct_view view = { 0 };
	int status;

	status = lct_follow_look(w, &now);
	if (!status) {
		lct_source_clock(NULL, &view.clock);
		lct_parents_link(&now.tasks);
		status = lct_story_print(&now.tasks, &view, w->pid, w->born_ns, opt, out);
	}
	if (status < 0)
		lct_warn("no record of the command's process %lld: not recorded, another user's, or evicted",
			 (long long)w->pid);
	if (w->lost)
		lct_warn("%lld death%s missed: the history is too short (module parameter history=)",
			 (long long)w->lost, w->lost == 1 ? " was" : "s were");
	if (w->unrecorded)
		lct_warn("%lld task%s created without a record (module parameter max_tasks=)",
			 (long long)w->unrecorded, w->unrecorded == 1 ? " was" : "s were");
	lct_followed_free(&now);
	return status;
}

static int run_command(struct lct_follow *w, const struct lct_options *opt, FILE *out)
{
	struct run run = { .status = EXIT_FAILURE };
	int status;

	if (start(&run, opt->args)) {
		lct_warn("cannot start the command: %s", strerror(errno));
		return EXIT_FAILURE;
	}
	lct_follow_identify(w, run.pid);
	status = release_child(&run, opt->args[0]);
	if (status)
		return status;
	follow(&run, w, opt->wait);
	report(w, opt, out);
	return run.status;
}

int lct_cmd_run(const struct lct_options *opt)
{
	struct lct_follow w;
	FILE *out = stderr;
	int status;

	if (!opt->nargs)
		return lct_options_misuse(opt, "missing command");
	if (opt->output)
		out = fopen(opt->output, "we");
	if (!out) {
		lct_warn("%s: %s", opt->output, strerror(errno));
		return EXIT_FAILURE;
	}
	status = lct_follow_open(&w);
	if (!status)
		status = run_command(&w, opt, out);
	lct_follow_close(&w);
	if (out != stderr && fclose(out))
		lct_warn("%s: %s", opt->output, strerror(errno));
	return status;
}
