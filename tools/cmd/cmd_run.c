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
#include "view/timeline.h"

/**
 * struct seen - what becomes of the events
 * @opt:	the options of `run`
 * @live:	how they are printed
 * @print:	likewise
 * @timeline:	those that are kept
 * @pid:	the command
 */
struct seen {
	const struct lct_options *opt;
	struct lct_options live;
	struct lct_event_print print;
	struct lct_timeline timeline;
	int64_t pid;
};

static void take_event(void *data, const struct lct_event *event)
{
	struct seen *seen = data;
	int64_t pid = 0;

	if (seen->opt->live)
		lct_event_print(&seen->print, event);
	lct_event_number(event, LCT_EVENT_COLUMN_pid, &pid);
	if (seen->opt->timeline && (seen->opt->all || pid == seen->pid))
		lct_timeline_add_event(&seen->timeline, event);
}

/* As `follow` prints events. */
static int begin_live(struct seen *seen)
{
	int status;

	seen->live = *seen->opt;
	seen->live.command = lct_options_command(seen->opt->commands, "follow");
	seen->live.list = NULL;
	status = lct_column_select(&seen->live);
	seen->print = (struct lct_event_print){ .opt = &seen->live, .out = stderr };
	lct_source_clock(NULL, &seen->print.clock);
	/* A line is written as a whole. */
	setvbuf(stderr, NULL, _IOLBF, BUFSIZ);
	if (!status)
		lct_event_print_headings(&seen->print);
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

static bool has_timeline(const struct lct_lineage *w, const struct lct_options *opt,
			 const struct lct_task *task)
{
	if (!lct_task_is_leader(task))
		return false;
	if (opt->all)
		return lct_members_find(&w->members, task->tgid, task->born_ns);
	return task->pid == w->pid && task->born_ns == w->born_ns;
}

static int print_timelines(const struct lct_lineage *w, struct seen *seen,
			   const struct lct_tasks *tasks, const struct lct_view *view, FILE *out)
{
	int status = 0;
	size_t i;

	for (i = 0; i < tasks->nr && !status; i++) {
		const struct lct_task *task = &tasks->task[i];

		if (!has_timeline(w, seen->opt, task))
			continue;
		if (task->pid == w->pid)
			status = lct_timeline_add_birth(&seen->timeline, task, view);
		if (!status)
			status = lct_timeline_add_task(&seen->timeline, task, view, true);
		if (!status && !seen->opt->json)
			fputc('\n', out);
		if (!status)
			status = lct_timeline_print(&seen->timeline, task, view, seen->opt, out);
	}
	return status;
}

static int report(struct lct_lineage *w, struct seen *seen, FILE *out)
{
	struct lct_followed now;
	struct lct_view view = { 0 };
	int status;

	status = lct_lineage_look(w, &now);
	if (!status) {
		lct_source_clock(NULL, &view.clock);
		lct_parents_link(&now.tasks);
		status = lct_story_print(&now.tasks, &view, w->pid, w->born_ns, seen->opt, out);
		if (!status && seen->opt->timeline)
			status = print_timelines(w, seen, &now.tasks, &view, out);
	}
	if (status < 0)
		lct_warn("no record of the command's process %lld: not recorded, another user's, or evicted",
			 (long long)w->pid);
	warn_incomplete(w);
	lct_followed_free(&now);
	return status;
}

static int run_command(struct lct_lineage *w, struct seen *seen, FILE *out)
{
	struct lct_child child;
	int status;

	if (lct_child_start(&child, seen->opt->args)) {
		lct_warn("cannot start the command: %s", strerror(errno));
		return EXIT_FAILURE;
	}
	seen->pid = child.pid;
	status = lct_lineage_begin(w, child.pid);
	if (status) {
		kill(child.pid, SIGKILL);
		return status;
	}
	status = lct_child_release(&child, seen->opt->args[0]);
	if (status)
		return status;
	follow(&child, w, seen->opt->wait);
	report(w, seen, out);
	return child.status;
}

static int run(const struct lct_options *opt, FILE *out)
{
	struct seen seen = { .opt = opt };
	struct lct_lineage w = { .data = &seen };
	int status = opt->live ? begin_live(&seen) : 0;

	if (status)
		return status;
	if (opt->live || opt->timeline)
		w.on_event = take_event;
	status = lct_lineage_open(&w);
	if (!status)
		status = run_command(&w, &seen, out);
	lct_lineage_close(&w);
	lct_timeline_free(&seen.timeline);
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
