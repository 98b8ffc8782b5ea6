// SPDX-License-Identifier: GPL-2.0
/* lifecycle run: run a command, then report on all its descendants. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "cmd/child.h"
#include "cmd/cmd.h"
#include "task/follow.h"
#include "task/parents.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/story.h"

/* Interval between reads of the history, short enough for 4096 deaths. */
#define READ_EVERY_NS	(100 * 1000 * 1000)

static int start_timer(void)
{
	const struct itimerspec every = {
		.it_interval.tv_nsec = READ_EVERY_NS,
		.it_value.tv_nsec = READ_EVERY_NS,
	};
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);

	return timer < 0 || timerfd_settime(timer, 0, &every, NULL) ? -1 : timer;
}

/* Keep reading the history until the command, or its whole family, has ended. */
static int follow(struct lct_child *child, int timer, struct lct_follow *w, bool wait)
{
	struct pollfd fds[] = {
		{ .fd = child->signals, .events = POLLIN },
		{ .fd = timer, .events = POLLIN },
	};
	size_t alive = 1;
	uint64_t ticks;
	int status = 0;

	while (!child->ended || (wait && alive && !status)) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			return EXIT_FAILURE;
		lct_child_handle(child);
		while (read(timer, &ticks, sizeof(ticks)) > 0)
			;
		/* After a read error, still wait for the command. */
		if (status)
			continue;
		if (w->dead.nrows >= w->prune_at || (wait && child->ended))
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
	struct lct_child child;
	int timer = start_timer(), status;

	if (timer < 0 || lct_child_start(&child, opt->args)) {
		lct_warn("cannot start the command: %s", strerror(errno));
		return EXIT_FAILURE;
	}
	lct_follow_identify(w, child.pid);
	status = lct_child_release(&child, opt->args[0]);
	if (status)
		return status;
	follow(&child, timer, w, opt->wait);
	report(w, opt, out);
	return child.status;
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
