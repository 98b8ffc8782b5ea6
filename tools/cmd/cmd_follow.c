// SPDX-License-Identifier: GPL-2.0
/* lifecycle follow: events as they come, of all tasks, of some, or of a command's family. */
#include <errno.h>
#include <fnmatch.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/child.h"
#include "cmd/cmd.h"
#include "cmd/filter.h"
#include "cmd/place.h"
#include "task/event.h"
#include "task/source.h"
#include "task/stream.h"
#include "text/warn.h"
#include "text/when.h"
#include "view/event_print.h"

#define FILTER_ROOM	(LCT_PLACE_ROOM + 400)
#define LIST_MAX	256
#define PIECE		65536

/* The time of day is compared with the clock again when this much has passed. */
#define CLOCK_NS	(60LL * 1000 * 1000 * 1000)

/**
 * struct stream - the events that are followed
 * @opt:	the options
 * @filter:	which tasks
 * @place:	condition for their place
 * @file:	name of the module's file
 * @slow_ns:	the shortest wait that is wanted, of waits
 * @fd:		that file
 * @table:	the rows that are being printed
 * @print:	how they are
 */
struct stream {
	const struct lct_options *opt;
	struct lct_filter filter;
	char place[LCT_PLACE_ROOM];
	const char *file;
	int64_t slow_ns;
	int fd;
	struct lct_table table;
	struct lct_event_print print;
};

/* It may have been set, or it is another day. */
static void set_clock(struct stream *s, const struct lct_event *event)
{
	int64_t now_ns;

	if (!s->opt->root && lct_event_number(event, LCT_EVENT_COLUMN_time_ns, &now_ns) &&
	    now_ns > s->print.clock.now_ns + CLOCK_NS)
		lct_source_clock(NULL, &s->print.clock);
}

static bool is_in_list(const char *list, const char *word)
{
	const size_t len = strlen(word);
	const char *at = list;

	for (; (at = strstr(at, word)); at += len)
		if ((at == list || at[-1] == ',') && (!at[len] || at[len] == ','))
			return true;
	return false;
}

/* What the module selects while it runs. */
static bool was_wanted(const struct stream *s, const struct lct_event *event)
{
	const char *kind = event->cell[LCT_EVENT_COLUMN_event];
	int64_t uid;

	if (s->opt->events && (!kind || !is_in_list(s->opt->events, kind)))
		return false;
	return !s->filter.has_uid || (lct_event_number(event, LCT_EVENT_COLUMN_uid, &uid) &&
				      uid == s->filter.uid);
}

static bool is_wanted(const struct stream *s, const struct lct_event *event)
{
	char comm[LCT_CELL_TEXT];

	if (lct_event_is(event, "lost"))
		return true;
	if (s->opt->root && !was_wanted(s, event))
		return false;
	if (s->opt->failed && !lct_event_is_failure(event))
		return false;
	if (!s->filter.comm)
		return true;
	if (!event->cell[LCT_EVENT_COLUMN_comm])
		return false;
	lct_cell_unescape(event->cell[LCT_EVENT_COLUMN_comm], comm, sizeof(comm));
	return !fnmatch(s->filter.comm, comm, 0);
}

static void print_rows(struct stream *s)
{
	struct lct_event event;
	size_t row;

	for (row = 0; row < s->table.nrows; row++) {
		lct_event_read(&event, &s->table, row);
		if (!is_wanted(s, &event))
			continue;
		set_clock(s, &event);
		lct_event_print(&s->print, &event);
	}
	lct_table_clear_rows(&s->table);
}

/*
 * Print what there is. Of the running system not much more: events may come faster than they are
 * printed, and the end of a command is to be noticed. Return: an exit status; -1 at the end of
 * the file.
 */
static int print_new(struct stream *s)
{
	struct lct_clock begun = { .now_ns = INT64_MAX };
	bool is_enough = false;
	char text[PIECE];
	ssize_t got = 0;
	int ret;

	if (!s->opt->root)
		lct_source_clock(NULL, &begun);
	while (!is_enough && (got = read(s->fd, text, sizeof(text))) > 0) {
		ret = lct_table_parse(&s->table, text, got);
		if (ret)
			return lct_source_failed(s->file, &s->table, ret);
		is_enough = lct_stream_has_reached(&s->table, begun.now_ns);
		print_rows(s);
		/* The reader of a pipe may be waiting for this line. */
		if (fflush(stdout))
			return errno == EPIPE ? -1 : EXIT_FAILURE;
	}
	if (is_enough)
		return 0;
	if (!got)
		return -1;
	if (errno == EAGAIN || errno == EINTR)
		return 0;
	lct_warn("%s: %s", s->file, strerror(errno));
	return EXIT_FAILURE;
}

/* What the module is to select. */
static void make_filter(const struct stream *s, int64_t pid, char out[FILTER_ROOM])
{
	int n = snprintf(out, FILTER_ROOM, "%s", s->place);

	if (s->opt->events)
		n += snprintf(out + n, FILTER_ROOM - n, "kind=%s ", s->opt->events);
	if (s->slow_ns)
		n += snprintf(out + n, FILTER_ROOM - n, "slow=%lld ", (long long)s->slow_ns);
	if (s->filter.has_uid)
		n += snprintf(out + n, FILTER_ROOM - n, "uid=%lld ", (long long)s->filter.uid);
	if (pid)
		n += snprintf(out + n, FILTER_ROOM - n, "tree=%lld ", (long long)pid);
	snprintf(out + n, FILTER_ROOM - n, "\n");
}

static int write_filter(const struct stream *s, const char *text, int64_t pid)
{
	if (write(s->fd, text, strlen(text)) >= 0)
		return 0;
	if (errno == EINVAL && s->opt->events)
		return lct_options_misuse(s->opt, "an unknown event in '%s', or too long a path",
					  s->opt->events);
	if (errno == ESRCH)
		lct_warn("there is no process %lld, or it is another user's", (long long)pid);
	else if (errno == EBUSY)
		lct_warn("too many processes or cgroups are being followed");
	else
		lct_warn("%s: %.*s: %s", s->file, (int)strcspn(text, "\n"), text,
			 strerror(errno));
	return EXIT_FAILURE;
}

static int select_events(const struct stream *s, int64_t pid)
{
	char text[FILTER_ROOM];
	int status = 0;

	if (!s->opt->root) {
		make_filter(s, pid, text);
		status = write_filter(s, text, pid);
	}
	if (!status)
		lct_event_print_headings(&s->print);
	return status;
}

/* Until the command has ended, and what it did until then has been printed. */
static int follow_command(struct stream *s)
{
	struct pollfd fds[2] = { { .fd = s->fd, .events = POLLIN }, { .events = POLLIN } };
	struct lct_child child;
	int status;

	if (lct_child_start(&child, s->opt->args)) {
		lct_warn("cannot start the command: %s", strerror(errno));
		return EXIT_FAILURE;
	}
	status = select_events(s, child.pid);
	if (status) {
		kill(child.pid, SIGKILL);
		return status;
	}
	status = lct_child_release(&child, s->opt->args[0]);
	if (status)
		return status;
	fds[1].fd = child.signals;
	while (!child.ended && !status) {
		if (poll(fds, 2, -1) < 0 && errno != EINTR)
			return EXIT_FAILURE;
		lct_child_handle(&child);
		status = print_new(s);
	}
	return child.ended ? child.status : EXIT_FAILURE;
}

static int follow(struct stream *s)
{
	struct pollfd poll_fd = { .fd = s->fd, .events = POLLIN };
	int status = select_events(s, s->opt->npids ? s->opt->pids[0] : 0);

	while (!status) {
		status = print_new(s);
		if (!status)
			poll(&poll_fd, 1, -1);
	}
	return status < 0 ? 0 : status;
}

static int open_stream(struct stream *s)
{
	int status;

	s->fd = lct_stream_open(s->opt->root, s->file, &status);
	if (s->fd < 0)
		return status;
	lct_table_init(&s->table);
	lct_source_clock(s->opt->root, &s->print.clock);
	return 0;
}

/* It becomes one condition of the filter. Return: an exit status. */
static int check_events(const struct lct_options *opt)
{
	if (strpbrk(opt->events, "\n "))
		return lct_options_misuse(opt, "a blank in the list of events '%s'", opt->events);
	if (strlen(opt->events) > LIST_MAX)
		return lct_options_misuse(opt, "the list of events is longer than %d characters",
					  LIST_MAX);
	return 0;
}

/* How many words of a list are kinds of switches. @others: how many are not. */
static int count_switches(const char *list, int *others)
{
	int switches = 0;
	size_t len;

	*others = 0;
	for (; *list; list += len + (list[len] == ',')) {
		len = strcspn(list, ",");
		if ((len == 6 && !strncmp(list, "on-cpu", len)) ||
		    (len == 7 && !strncmp(list, "off-cpu", len)))
			switches++;
		else
			++*others;
	}
	return switches;
}

/* Waits and switches have files of their own. Return: an exit status. */
static int choose_file(struct stream *s)
{
	const struct lct_options *opt = s->opt;
	int others, switches = opt->events ? count_switches(opt->events, &others) : 0;

	s->file = "events";
	if (opt->slow) {
		if (!lct_when_duration(opt->slow, &s->slow_ns) || s->slow_ns <= 0)
			return lct_options_misuse(opt, "'%s' is not a length of time", opt->slow);
		if (opt->events)
			return lct_options_misuse(opt, "either waits or events can be followed");
		s->file = "waits";
	} else if (switches && others) {
		return lct_options_misuse(opt, "switches are followed without other events");
	} else if (switches && !opt->npids && !opt->nargs && !opt->root) {
		return lct_options_misuse(opt,
					  "the switches of a process or a command are followed");
	} else if (switches && !opt->root) {
		s->file = "switches";
	}
	return 0;
}

int lct_cmd_follow(const struct lct_options *opt)
{
	struct stream s = { .opt = opt, .print = { .opt = opt, .out = stdout } };
	int status;

	if (opt->npids > 1 || (opt->npids && opt->nargs))
		return lct_options_misuse(opt, "only one process can be followed");
	if (opt->root && (opt->npids || opt->nargs))
		return lct_options_misuse(opt, "a recording has no processes that run");
	status = opt->events ? check_events(opt) : 0;
	if (!status)
		status = choose_file(&s);
	if (!status)
		status = lct_filter_make(&s.filter, opt);
	if (!status)
		status = lct_place_condition(s.place, opt);
	if (!status)
		status = open_stream(&s);
	if (status)
		return status;
	status = opt->nargs ? follow_command(&s) : follow(&s);
	lct_table_free(&s.table);
	close(s.fd);
	return status;
}
