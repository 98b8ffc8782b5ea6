// SPDX-License-Identifier: GPL-2.0
/* lifecycle top: samples at intervals, shown on a terminal or printed. */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "task/scope.h"
#include "text/cell.h"
#include "text/warn.h"
#include "top/frame.h"
#include "top/keys.h"
#include "top/screen.h"
#include "top/top.h"

#define NSEC_PER_SEC	1000000000LL
#define NSEC_PER_MSEC	1000000LL
/* Width of the text if COLUMNS is not set */
#define COLS		120
/* Deaths are shown as they come, but in a storm of them only so often. */
#define CALM_NS		(100 * NSEC_PER_MSEC)

/**
 * struct top - a running top
 * @opt:	how it runs
 * @view:	what is shown
 * @canvas:	the frame
 * @screen:	the terminal
 * @signals:	descriptor of the signals
 * @ended_by:	the signal that ended it, 0 for none
 * @left:	number of samples until it ends, negative for ever
 * @next_ns:	time of the next sample
 * @calm_ns:	time from which on deaths are waited for
 */
struct top {
	const struct lct_top_options *opt;
	struct lct_top_view view;
	struct lct_top_canvas canvas;
	struct lct_top_screen screen;
	int signals, ended_by;
	int64_t left, next_ns, calm_ns;
};

static int64_t clock_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * NSEC_PER_SEC + ts.tv_nsec;
}

/* Signals end the tool only after the terminal has been restored. */
static void block(sigset_t *mask, sigset_t *old)
{
	static const int all[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH };
	size_t i;

	sigemptyset(mask);
	for (i = 0; i < sizeof(all) / sizeof(*all); i++)
		sigaddset(mask, all[i]);
	sigprocmask(SIG_BLOCK, mask, old);
}

static int renew(struct top *top)
{
	top->view.page = lct_top_frame_page(&top->view, top->screen.rows);
	return lct_top_view_renew(&top->view);
}

static void take_signal(struct top *top)
{
	struct signalfd_siginfo info;

	if (read(top->signals, &info, sizeof(info)) != sizeof(info))
		return;
	if (info.ssi_signo == SIGTSTP)
		lct_top_screen_suspend();
	if (info.ssi_signo == SIGTSTP || info.ssi_signo == SIGWINCH) {
		lct_top_screen_resize(&top->screen);
		return;
	}
	top->view.ended = true;
	top->ended_by = info.ssi_signo;
}

static void take_keys(struct top *top)
{
	int key;

	while (!top->view.ended && (key = lct_top_screen_key()) >= 0)
		lct_top_keys_press(&top->view, key);
}

/* The rest of the time until @ns, for poll(2). */
static int wait_ms(int64_t now, int64_t ns)
{
	const int64_t ms = (ns - now + NSEC_PER_MSEC - 1) / NSEC_PER_MSEC;

	return ms < 0 ? 0 : ms < INT_MAX ? (int)ms : INT_MAX;
}

static int take_sample(struct top *top, int64_t now)
{
	int status;

	top->next_ns = now + top->opt->delay_ns;
	if (top->left > 0 && !--top->left) {
		top->view.ended = true;
		return 0;
	}
	status = lct_top_sample_take(&top->view.sample);
	return status ? status : renew(top);
}

/* Wait for a key, a signal, a death, or the time of the next sample. */
static int take_event(struct top *top)
{
	struct pollfd fds[] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = top->signals, .events = POLLIN },
		{ .fd = top->view.sample.deaths.fd, .events = POLLIN },
	};
	int64_t now = clock_ns();
	const bool calm = now >= top->calm_ns;
	const int64_t until = !calm && top->calm_ns < top->next_ns ? top->calm_ns : top->next_ns;
	int status = 0;

	if (poll(fds, calm ? 3 : 2, wait_ms(now, until)) < 0 && errno != EINTR)
		return EXIT_FAILURE;
	if (fds[1].revents)
		take_signal(top);
	/* A terminal that has hung up can be read, too. */
	if (fds[0].revents & ~POLLIN)
		top->view.ended = true;
	else if (fds[0].revents)
		take_keys(top);
	now = clock_ns();
	if (calm && fds[2].revents) {
		top->calm_ns = now + CALM_NS;
		status = lct_top_deaths_read(&top->view.sample.deaths);
	}
	if (!status && now >= top->next_ns)
		status = take_sample(top, now);
	else if (!status)
		status = renew(top);
	return status;
}

static int show(struct top *top)
{
	const int status = lct_top_frame_draw(&top->canvas, &top->view, top->screen.rows,
					      top->screen.cols);

	if (!status)
		lct_top_screen_paint(&top->canvas);
	return status;
}

static int run_screen(struct top *top)
{
	sigset_t mask, old;
	int status;

	block(&mask, &old);
	top->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	status = top->signals < 0 ? EXIT_FAILURE : lct_top_screen_open(&top->screen);
	if (!status) {
		status = renew(top);
		while (!status && !top->view.ended) {
			status = show(top);
			if (!status)
				status = take_event(top);
		}
		lct_top_screen_close(&top->screen);
	}
	close(top->signals);
	/* As it would have ended without a terminal to restore; ^C is a key. */
	if (top->ended_by && top->ended_by != SIGINT) {
		/* ncurses has set a handler. */
		signal(top->ended_by, SIG_DFL);
		kill(getpid(), top->ended_by);
	}
	sigprocmask(SIG_SETMASK, &old, NULL);
	return status;
}

static int columns(void)
{
	int64_t cols;

	return lct_cell_number(getenv("COLUMNS"), &cols) && cols > 0 && cols <= 1000 ?
		(int)cols : COLS;
}

/* Until the time of the next sample; a signal ends the tool. */
static void wait_until(int64_t ns)
{
	const struct timespec at = { .tv_sec = ns / NSEC_PER_SEC, .tv_nsec = ns % NSEC_PER_SEC };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR)
		;
}

/* A recording does not change: one frame is all. */
static int run_batch(struct top *top)
{
	int status = lct_top_view_renew(&top->view);

	while (!status) {
		status = lct_top_frame_print(&top->canvas, &top->view, columns(), stdout);
		if (status || top->opt->root || (top->left > 0 && !--top->left))
			return status;
		if (fflush(stdout))
			return EXIT_FAILURE;
		wait_until(top->next_ns);
		top->next_ns += top->opt->delay_ns;
		status = lct_top_sample_take(&top->view.sample);
		if (!status)
			status = lct_top_view_renew(&top->view);
		putchar('\n');
	}
	return status;
}

/**
 * lct_top_run() - run top
 * @opt:	how
 *
 * Return: an exit status.
 */
int lct_top_run(const struct lct_top_options *opt)
{
	struct top top = {
		.opt = opt,
		.view.order.column = LCT_TOP_RUN_PERCENT,
		.view.choice.kernel = opt->kernel,
		.view.choice.passes = opt->passes,
		.view.choice.passes_arg = opt->passes_arg,
		.left = opt->iterations ? opt->iterations : -1,
		.next_ns = clock_ns() + opt->delay_ns,
	};
	int status;

	status = lct_top_sample_open(&top.view.sample, opt->root);
	if (!status) {
		lct_scope_warn(opt->root);
		status = opt->batch ? run_batch(&top) : run_screen(&top);
	}
	lct_top_rows_free(&top.view.rows);
	lct_top_sample_close(&top.view.sample);
	lct_top_canvas_free(&top.canvas);
	return status;
}
