// SPDX-License-Identifier: GPL-2.0
/* lifecycle run: run a command, then report on all its descendants. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/child.h"
#include "cmd/cmd.h"
#include "options/column_select.h"
#include "task/lineage.h"
#include "task/parents.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/event_print.h"
#include "view/story.h"

/* What `run` prints while the command runs. */
struct live {
	struct lct_options opt;
	struct lct_event_print print;
};

static void print_event(void *data, const struct lct_event *event)
{
	struct live *live = data;

	lct_event_print(&live->print, event);
}

/* As `follow` prints events. */
static int begin_live(struct live *live, const struct lct_options *opt)
{
	int status;

	live->opt = *opt;
	live->opt.command = lct_options_command(opt->commands, "follow");
	live->opt.list = NULL;
	status = lct_column_select(&live->opt);
	live->print = (struct lct_event_print){ .opt = &live->opt, .out = stderr };
	lct_source_clock(NULL, &live->print.clock);
	/* A line is written as a whole. */
	setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
	if (!status)
		lct_event_print_headings(&live->print);
	return status;
}

/* Read what happens until the command, or its whole family, has ended. */
static int follow(struct lct_child *child, struct lct_lineage *w, bool wait)
{
	struct pollfd fds[] = {
		{ .fd = child->signals, .events = POLLIN },
		{ .fd = w->events, .events = POLLIN },
	};
	int status = 0;

	while (!child->ended || (wait && w->members.alive && !status)) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			return EXIT_FAILURE;
		lct_child_handle(child);
		/* After a read error, still wait for the command. */
		if (!status)
			status = lct_lineage_read(w);
		if (status)
			fds[1].fd = -1;
	}
	return status;
}

static void warn_incomplete(const struct lct_lineage *w)
{
	const long long missing = w->members.rowless, lost = w->lost;
	const long long unrecorded = w->unrecorded;

	if (missing)
		lct_warn("%lld death%s missed: the history is too short (module parameter history=)",
			 missing, missing == 1 ? " was" : "s were");
	if (lost)
		lct_warn("%lld event%s lost: the report may be incomplete (module parameter events=)",
			 lost, lost == 1 ? " was" : "s were");
	if (unrecorded)
		lct_warn("%lld task%s created without a record (module parameter max_tasks=)",
			 unrecorded, unrecorded == 1 ? " was" : "s were");
}

static int report(struct lct_lineage *w, const struct lct_options *opt, FILE *out)
{
	struct lct_followed now;
	struct lct_view view = { 0 };
	int status;

	status = lct_lineage_look(w, &now);
	if (!status) {
		lct_source_clock(NULL, &view.clock);
		lct_parents_link(&now.tasks);
		status = lct_story_print(&now.tasks, &view, w->pid, w->born_ns, opt, out);
	}
	if (status < 0)
		lct_warn("no record of the command's process %lld: not recorded, another user's, or evicted",
			 (long long)w->pid);
	warn_incomplete(w);
	lct_followed_free(&now);
	return status;
}

static int run_command(struct lct_lineage *w, const struct lct_options *opt, FILE *out)
{
	struct lct_child child;
	int status;

	if (lct_child_start(&child, opt->args)) {
		lct_warn("cannot start the command: %s", strerror(errno));
		return EXIT_FAILURE;
	}
	status = lct_lineage_begin(w, child.pid);
	if (status) {
		kill(child.pid, SIGKILL);
		return status;
	}
	status = lct_child_release(&child, opt->args[0]);
	if (status)
		return status;
	follow(&child, w, opt->wait);
	report(w, opt, out);
	return child.status;
}

static int run(const struct lct_options *opt, FILE *out)
{
	struct lct_lineage w = { 0 };
	struct live live;
	int status = opt->live ? begin_live(&live, opt) : 0;

	if (status)
		return status;
	if (opt->live) {
		w.on_event = print_event;
		w.data = &live;
	}
	status = lct_lineage_open(&w);
	if (!status)
		status = run_command(&w, opt, out);
	lct_lineage_close(&w);
	return status;
}

int lct_cmd_run(const struct lct_options *opt)
{
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
	status = run(opt, out);
	if (out != stderr && fclose(out))
		lct_warn("%s: %s", opt->output, strerror(errno));
	return status;
}
