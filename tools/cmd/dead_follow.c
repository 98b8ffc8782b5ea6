// SPDX-License-Identifier: GPL-2.0
/* lifecycle dead --follow: the newest dead, then each task as it dies. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd/dead_follow.h"
#include "cmd/list.h"
#include "task/process.h"
#include "task/scope.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/lines.h"
#include "view/order.h"

/* So many of those that are dead already are printed, as by tail(1). */
#define FIRST_ROWS	10

/**
 * struct follow - a reader of `dead` that waits at its end
 * @opt, @filter: which tasks are wanted
 * @fd:		the file
 * @table:	what has been read and not been printed
 * @seq:	number of the newest death that has been read
 * @sees_all:	a gap in the numbers is a loss, not a death of another user
 * @has_begun:	what follows are deaths since
 * @view:	clock and base of the times
 * @lines:	the output
 */
struct follow {
	const struct lct_options *opt;
	struct lct_filter *filter;
	int fd;
	struct lct_table table;
	int64_t seq;
	bool sees_all, has_begun;
	struct lct_view view;
	struct lct_lines lines;
};

/* How many deaths are missing before this one. */
static int64_t count_lost(struct follow *f, const struct lct_task *task)
{
	const int64_t seq = lct_task_number_or(task, LCT_COLUMN_death_seq, f->seq + 1);
	const int64_t lost = seq - f->seq - 1;

	f->seq = seq;
	return f->sees_all && lost > 0 ? lost : 0;
}

/* Print the rows that have been chosen; then there are none. */
static void print(struct follow *f, const struct lct_tasks *tasks, struct lct_rows *rows)
{
	struct lct_processes totals = { 0 };

	if (!f->opt->threads && lct_processes_total(&totals, tasks, rows))
		lct_warn_no_memory();
	if (f->has_begun)
		lct_lines_print(&f->lines, rows, &f->view);
	else
		lct_lines_begin(&f->lines, rows, &f->view);
	lct_processes_free(&totals);
	rows->nr = 0;
}

static void choose(struct follow *f, const struct lct_task *task, struct lct_rows *rows)
{
	if (!lct_list_wants(f->opt, task) || !lct_filter_passes(f->filter, task))
		return;
	if (!f->view.base_ns)
		f->view.base_ns = task->born_ns;
	rows->row[rows->nr++] = (struct lct_row){ .task = task, .parent = -1 };
}

/* Those that have died since; before the first of them, the newest of those that were dead. */
static int print_tasks(struct follow *f, const struct lct_tasks *tasks)
{
	struct lct_options first = { .limit = f->opt->limit ? f->opt->limit : FIRST_ROWS };
	struct lct_rows rows = { .row = calloc(tasks->nr + 1, sizeof(*rows.row)) };
	int64_t lost;
	size_t i;

	if (!rows.row)
		return lct_warn_no_memory();
	for (i = 0; i < tasks->nr; i++) {
		lost = count_lost(f, &tasks->task[i]);
		if (lost && f->has_begun) {
			print(f, tasks, &rows);
			lct_lines_lost(&f->lines, lost);
		}
		choose(f, &tasks->task[i], &rows);
	}
	if (!f->has_begun)
		lct_order_limit(&rows, &first, true);
	print(f, tasks, &rows);
	f->has_begun = true;
	free(rows.row);
	return 0;
}

/* Return: an exit status; -1 if nobody reads the output any more. */
static int print_new(struct follow *f)
{
	struct lct_tasks tasks = { 0 };
	int ret = lct_table_read(&f->table, f->fd), status;

	if (ret)
		return lct_source_failed("dead", &f->table, ret);
	lct_source_clock(NULL, &f->view.clock);
	status = lct_tasks_add(&tasks, &f->table) ? lct_warn_no_memory() : print_tasks(f, &tasks);
	lct_tasks_free(&tasks);
	lct_table_clear_rows(&f->table);
	/* The reader of a pipe may be waiting for these lines. */
	if (!status && fflush(stdout))
		return errno == EPIPE ? -1 : EXIT_FAILURE;
	return status;
}

static int follow(struct follow *f)
{
	struct pollfd poll_fd = { .fd = f->fd, .events = POLLIN };
	int status;

	/* The module is about to be unloaded: its file cannot be waited for. */
	while (!(poll_fd.revents & POLLERR)) {
		status = print_new(f);
		if (status)
			return status < 0 ? 0 : status;
		poll(&poll_fd, 1, -1);
	}
	return 0;
}

/**
 * lct_dead_follow() - print the newest dead, then each task as it dies
 * @opt:	the options
 * @filter:	which tasks
 *
 * Return: an exit status.
 */
int lct_dead_follow(const struct lct_options *opt, struct lct_filter *filter)
{
	struct follow f = {
		.opt = opt, .filter = filter, .lines = { .opt = opt, .out = stdout },
	};
	int status;

	if (opt->root)
		return lct_options_misuse(opt,
					  "--follow is for the running system, not for a recording");
	if (opt->norder)
		return lct_options_misuse(opt, "--follow and --sort are mutually exclusive");
	f.fd = lct_source_open(NULL, LCT_DIR_PROC, "dead", O_RDONLY, &status);
	if (f.fd < 0)
		return status;
	lct_table_init(&f.table);
	lct_source_clock(NULL, &f.view.clock);
	f.sees_all = lct_scope_sees_all();
	f.view.has_totals = !opt->threads;
	lct_scope_warn(NULL);
	status = lct_filter_begin(filter, &f.view.clock);
	if (!status)
		status = follow(&f);
	lct_table_free(&f.table);
	close(f.fd);
	return status;
}
