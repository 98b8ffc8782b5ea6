// SPDX-License-Identifier: GPL-2.0
/* The report of `run`: a tree of processes, many that are alike in one row, and a summary line. */
#include <stdlib.h>
#include <string.h>

#include "task/family.h"
#include "task/parents.h"
#include "task/process.h"
#include "task/value.h"
#include "text/warn.h"
#include "uapi/words.h"
#include "view/gather.h"
#include "view/print.h"
#include "view/story.h"

/**
 * struct tally - a family in numbers
 * @processes, @threads: number of each; leaders are not counted as threads
 * @cause:	dead processes, by cause
 * @alive:	living processes, without zombies
 * @zombies:	processes not yet reaped
 * @run_ns:	time on a CPU, of all tasks
 */
struct tally {
	size_t processes, threads, alive, zombies;
	size_t cause[LC_CAUSE_NR];
	int64_t run_ns;
};

static const char * const causes[] = { LC_CAUSES(LC_WORD) };

static void count_process(struct tally *tally, const struct lct_task *task)
{
	const char *cause = task->cell[LCT_COLUMN_cause];
	size_t i;

	tally->processes++;
	if (lct_parents_is_reapable(task))
		tally->zombies++;
	else if (!task->dead)
		tally->alive++;
	for (i = 1; task->dead && cause && i < LC_CAUSE_NR; i++)
		if (!strcmp(cause, causes[i]))
			tally->cause[i]++;
}

static void count(struct tally *tally, const struct lct_rows *rows)
{
	int64_t run;
	size_t i;

	for (i = 0; i < rows->nr; i++) {
		const struct lct_task *task = rows->row[i].task;

		if (lct_task_number(task, LCT_COLUMN_run_ns, &run))
			tally->run_ns += run;
		if (lct_task_is_leader(task))
			count_process(tally, task);
		else
			tally->threads++;
	}
}

/* How the command itself ended, as its columns have it. */
static void print_end(const struct lct_task *task, const struct lct_view *view, FILE *out)
{
	char comm[LCT_CELL_ESCAPED], exit[LCT_CELL_ESCAPED], life[LCT_CELL_ESCAPED];
	char cause[LCT_CELL_ESCAPED];

	lct_value_format(LCT_COLUMN_comm, LCT_FORM_HUMAN, task, view, comm, sizeof(comm));
	lct_value_format(LCT_COLUMN_exit, LCT_FORM_HUMAN, task, view, exit, sizeof(exit));
	lct_value_format(LCT_COLUMN_cause, LCT_FORM_HUMAN, task, view, cause, sizeof(cause));
	lct_value_format(LCT_COLUMN_life_ns, LCT_FORM_HUMAN, task, view, life, sizeof(life));
	fprintf(out, "%s[%lld] %s (%s) after %s", comm, (long long)task->pid,
		task->dead ? cause : "lives", exit, life);
}

static void print_tally(const struct tally *tally, FILE *out)
{
	char run[LCT_CLOCK_TEXT];
	const char *comma = ": ";
	size_t i;

	fprintf(out, "; %zu process%s", tally->processes, tally->processes == 1 ? "" : "es");
	if (tally->threads)
		fprintf(out, " and %zu more thread%s", tally->threads,
			tally->threads == 1 ? "" : "s");
	for (i = 1; i < LC_CAUSE_NR; i++) {
		if (!tally->cause[i])
			continue;
		fprintf(out, "%s%zu %s", comma, tally->cause[i], causes[i]);
		comma = ", ";
	}
	if (tally->zombies)
		fprintf(out, "%s%zu unreaped", comma, tally->zombies);
	if (tally->alive)
		fprintf(out, "%s%zu still alive", tally->zombies ? ", " : comma, tally->alive);
	lct_clock_duration(tally->run_ns, run, sizeof(run));
	fprintf(out, "; %s on a CPU\n", run);
}

static int print_gathered(const struct lct_rows *shown, const struct lct_options *opt,
			  const struct lct_view *view, FILE *out)
{
	struct lct_gathered gathered;
	int status;

	if (lct_gather_rows(shown, view, &gathered))
		status = lct_warn_no_memory();
	else
		status = lct_print_rows(&gathered.rows, opt, view, out);
	lct_gather_free(&gathered);
	return status;
}

static int print_family(const struct lct_family *f, ssize_t root, struct lct_view *view,
			const struct lct_options *opt, FILE *out)
{
	struct lct_rows all = { 0 }, shown = { .name = "run" };
	struct lct_processes totals = { 0 };
	struct tally tally = { 0 };
	int status = EXIT_FAILURE;

	if (lct_family_rows(f, root, LCT_FAMILY_THREADS, NULL, &all) ||
	    lct_family_rows(f, root, opt->threads ? LCT_FAMILY_THREADS : 0, NULL, &shown) ||
	    (!opt->threads && lct_processes_total(&totals, f->tasks, &shown))) {
		lct_warn_no_memory();
		goto out;
	}
	view->base_ns = shown.row[0].task->born_ns;
	view->has_totals = !opt->threads;
	if (opt->json || opt->raw || opt->all)
		status = lct_print_rows(&shown, opt, view, out);
	else
		status = print_gathered(&shown, opt, view, out);
	if (!opt->json && !opt->raw) {
		count(&tally, &all);
		print_end(shown.row[0].task, view, out);
		print_tally(&tally, out);
	}
out:
	free(all.row);
	free(shown.row);
	lct_processes_free(&totals);
	return status;
}

/**
 * lct_story_print() - print the report on a family
 * @tasks:	tasks, linked to their parents, among them its members
 * @view:	the clock; its base becomes the birth of the oldest member
 * @pid:	the oldest member
 * @born_ns:	a time at which it had this PID
 * @opt:	columns and form
 * @out:	output stream
 *
 * Return: an exit status; -1 if there is no record of the oldest member.
 */
int lct_story_print(const struct lct_tasks *tasks, struct lct_view *view, int64_t pid,
		    int64_t born_ns, const struct lct_options *opt, FILE *out)
{
	struct lct_family f;
	ssize_t root;
	int status;

	if (lct_family_link(&f, tasks)) {
		lct_family_free(&f);
		return lct_warn_no_memory();
	}
	root = lct_family_find(&f, pid, born_ns);
	status = root < 0 ? -1 : print_family(&f, root, view, opt, out);
	lct_family_free(&f);
	return status;
}
