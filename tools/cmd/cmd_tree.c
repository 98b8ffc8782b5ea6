// SPDX-License-Identifier: GPL-2.0
/* lifecycle tree: families, the living and the dead. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "task/family.h"
#include "task/parents.h"
#include "task/process.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/print.h"

static int print_family(struct lc_source *s, const struct lc_options *opt,
			const struct lc_family *f, ssize_t root)
{
	int flags = (opt->threads ? LC_FAMILY_THREADS : 0) | (opt->living ? LC_FAMILY_LIVING : 0);
	struct lc_rows rows = { .name = "tree" };
	struct lc_processes totals = { 0 };
	int status;

	if (lc_family_rows(f, root, flags, &rows) ||
	    (!opt->threads && lc_processes_total(&totals, &s->tasks, &rows))) {
		status = lc_warn_no_memory();
	} else {
		if (rows.nr)
			s->view.base_ns = rows.row[0].task->born_ns;
		s->view.has_totals = !opt->threads;
		status = lc_print_rows(&rows, opt, &s->view, stdout);
	}
	free(rows.row);
	lc_processes_free(&totals);
	return status;
}

int lc_tree(const struct lc_options *opt)
{
	ssize_t root = LC_FAMILY_ALL;
	struct lc_family f = { 0 };
	struct lc_source s;
	int64_t pid = 0;
	int status;

	if (opt->nargs > 1)
		return lc_options_misuse(opt, "one pid at most");
	if (opt->nargs && !lc_options_pid(opt->args[0], strlen(opt->args[0]), &pid))
		return lc_options_misuse(opt, "'%s' is not a pid", opt->args[0]);
	status = lc_source_load(&s, opt->root, LC_READ_LIVING | LC_READ_DEAD);
	if (!status)
		lc_parents_link(&s.tasks);
	s.view.has_unreaped = true;
	if (!status && lc_family_link(&f, &s.tasks))
		status = lc_warn_no_memory();
	if (!status && pid) {
		root = lc_family_find(&f, pid, INT64_MAX);
		if (root < 0) {
			lc_source_unknown(opt->root, "process", pid);
			status = EXIT_FAILURE;
		}
	}
	if (!status)
		status = print_family(&s, opt, &f, root);
	lc_family_free(&f);
	lc_source_free(&s);
	return status;
}
