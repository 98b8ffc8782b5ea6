// SPDX-License-Identifier: GPL-2.0
/* lifecycle tree: the tree of processes, living and dead. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/filter.h"
#include "task/family.h"
#include "task/parents.h"
#include "task/process.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/print.h"

/* A process is known by the task that represents it or, if threads are shown, by any of them. */
static bool *match(const struct lct_family *f, const struct lct_filter *filter, bool threads)
{
	bool *wanted = calloc(f->tasks->nr + 1, sizeof(*wanted));
	size_t i;

	for (i = 0; wanted && i < f->tasks->nr; i++) {
		const struct lct_task *task = &f->tasks->task[i];

		wanted[i] = (threads || lct_family_leader(f, i) == task) &&
			    lct_filter_passes(filter, task);
	}
	return wanted;
}

static int print_family(struct lct_source *s, const struct lct_options *opt,
			const struct lct_filter *filter, const struct lct_family *f, ssize_t root)
{
	int flags = (opt->threads ? LCT_FAMILY_THREADS : 0) | (opt->living ? LCT_FAMILY_LIVING : 0);
	struct lct_rows rows = { .name = "tree" };
	bool *wanted = match(f, filter, opt->threads);
	struct lct_processes totals = { 0 };
	int status;

	if (!wanted || lct_family_rows(f, root, flags, wanted, &rows) ||
	    (!opt->threads && lct_processes_total(&totals, &s->tasks, &rows))) {
		status = lct_warn_no_memory();
	} else {
		if (rows.nr)
			s->view.base_ns = rows.row[0].task->born_ns;
		s->view.has_totals = !opt->threads;
		status = lct_print_rows(&rows, opt, &s->view, stdout);
	}
	free(rows.row);
	free(wanted);
	lct_processes_free(&totals);
	return status;
}

int lct_cmd_tree(const struct lct_options *opt)
{
	ssize_t root = LCT_FAMILY_ALL;
	struct lct_family f = { 0 };
	struct lct_filter filter;
	struct lct_source s;
	int64_t pid = 0;
	int status;

	if (opt->nargs > 1)
		return lct_options_misuse(opt, "at most one PID");
	if (opt->nargs && !lct_options_pid(opt->args[0], strlen(opt->args[0]), &pid))
		return lct_options_misuse(opt, "'%s' is not a PID", opt->args[0]);
	status = lct_filter_make(&filter, opt);
	if (status)
		return status;
	status = lct_source_load(&s, opt->root, LCT_READ_LIVING | LCT_READ_DEAD);
	if (!status)
		lct_parents_link(&s.tasks);
	s.view.has_unreaped = true;
	if (!status && lct_family_link(&f, &s.tasks))
		status = lct_warn_no_memory();
	if (!status && pid) {
		root = lct_family_find(&f, pid, INT64_MAX);
		if (root < 0) {
			lct_source_unknown(opt->root, "process", pid);
			status = EXIT_FAILURE;
		}
	}
	if (!status)
		status = print_family(&s, opt, &filter, &f, root);
	lct_family_free(&f);
	lct_source_free(&s);
	return status;
}
