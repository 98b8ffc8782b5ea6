// SPDX-License-Identifier: GPL-2.0
/* lifecycle show: all that is known of a task, in sections. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"
#include "task/diagram.h"
#include "task/lookup.h"
#include "task/process.h"
#include "task/source.h"
#include "task/value.h"
#include "text/json.h"
#include "text/warn.h"
#include "view/details.h"
#include "view/diagram_dot.h"
#include "view/diagram_draw.h"
#include "view/print.h"

static void print_title(const struct lc_task *task, const struct lc_view *view)
{
	char comm[LC_CELL_ESCAPED], word[LC_CELL_ESCAPED], exit[LC_CELL_ESCAPED];
	char life[LC_CELL_ESCAPED];
	bool over, lived;

	lc_column_format(LC_COLUMN_comm, LC_FORM_HUMAN, task, view, comm, sizeof(comm));
	lived = lc_column_format(LC_COLUMN_life_ns, LC_FORM_HUMAN, task, view, life, sizeof(life));
	over = lc_column_format(LC_COLUMN_exit, LC_FORM_HUMAN, task, view, exit, sizeof(exit));
	lc_column_format(over ? LC_COLUMN_cause : LC_COLUMN_state, LC_FORM_HUMAN, task, view,
			 word, sizeof(word));
	printf("%s[%lld]: %s", comm, (long long)task->pid, word);
	if (over)
		printf(" (%s)%s%s%s\n", exit, lived ? " after " : "", lived ? life : "",
		       task->dead ? "" : ", not yet reaped");
	else
		printf(", %s old\n", life);
}

/* Where it is in its life, and on which ways it got there. */
static void print_diagram(const struct lc_task *task)
{
	struct lc_diagram d;
	const char *state = task->cell[LC_COLUMN_state];

	if (!lc_diagram_make(&d, task))
		return;
	printf("\nLife cycle: times in each state, and how often it went which way%s\n\n",
	       task->dead ? "" : "; double: now");
	lc_diagram_draw(&d, stdout);
	if (!d.running.name && !strcmp(d.start.name, "unknown"))
		printf("  Now %s; nothing has been seen of it since the module was loaded.\n",
		       state ? state : "-");
}

static int print_dot(const struct lc_task *task, const struct lc_view *view)
{
	char comm[LC_CELL_ESCAPED], title[2 * LC_CELL_ESCAPED];
	struct lc_diagram d;

	if (!lc_diagram_make(&d, task)) {
		lc_warn("no counts of states: another version of the module");
		return LC_EXIT_DATA;
	}
	if (!lc_column_format(LC_COLUMN_comm, LC_FORM_JSON, task, view, comm, sizeof(comm)))
		comm[0] = '\0';
	snprintf(title, sizeof(title), "%s[%lld]", comm, (long long)task->pid);
	lc_diagram_dot(&d, title, stdout);
	return 0;
}

static void print_process(const struct lc_process_total *total)
{
	char text[LC_CLOCK_TEXT];

	if (!total->dead_threads && total->threads <= 1)
		return;
	printf("\nProcess: all its threads, living and dead\n");
	printf("  %-24s %zu\n  %-24s %lld\n", "threads living", total->threads,
	       "threads dead", (long long)total->dead_threads);
	lc_clock_duration(total->total[LC_TOTAL_run_ns], text, sizeof(text));
	printf("  %-24s %s\n", "time on a CPU", text);
	lc_clock_duration(total->total[LC_TOTAL_runnable_ns], text, sizeof(text));
	printf("  %-24s %s\n", "time waiting for a CPU", text);
	printf("  %-24s %lld\n", "voluntary switches",
	       (long long)total->total[LC_TOTAL_switches_voluntary]);
	printf("  %-24s %lld\n", "involuntary switches",
	       (long long)total->total[LC_TOTAL_switches_involuntary]);
}

static void put_process(struct lc_json *json, const struct lc_process_total *total)
{
	static const char * const names[] = { LC_TOTALS(LC_TOTAL_NAME) };
	char text[24];
	int i;

	lc_json_open(json, "process", '{');
	snprintf(text, sizeof(text), "%zu", total->threads);
	lc_json_literal(json, "threads", text);
	for (i = 0; i < LC_TOTAL_NR; i++) {
		snprintf(text, sizeof(text), "%lld", (long long)total->total[i]);
		lc_json_literal(json, names[i], text);
	}
	lc_json_close(json, '}');
}

static void print_json(const struct lc_task *task, const struct lc_processes *totals,
		       const struct lc_options *opt, const struct lc_view *view)
{
	struct lc_json json = { .out = stdout };
	struct lc_options all = *opt;
	int i;

	for (i = 0; i < LC_COLUMN_NR; i++)
		all.columns[i] = i;
	all.ncolumns = LC_COLUMN_NR;
	lc_json_open(&json, NULL, '{');
	lc_json_open(&json, "task", '[');
	lc_json_open(&json, NULL, '{');
	lc_print_members(&json, task, &all, view);
	if (totals->nr)
		put_process(&json, totals->one);
	lc_json_close(&json, '}');
	lc_json_close(&json, ']');
	lc_json_close(&json, '}');
	putchar('\n');
}

/* What the others of its process add to a leader's own account. */
static int add_up(const struct lc_options *opt, const struct lc_task *task,
		  struct lc_source *s, struct lc_processes *totals)
{
	struct lc_row row = { .task = task, .parent = -1 };
	struct lc_rows rows = { .nr = 1, .row = &row };
	int status = 0;
	size_t i;

	if (!lc_task_is_leader(task) || !task->cell[LC_COLUMN_dead_threads])
		return 0;
	if (!task->dead)
		status = lc_source_load(s, opt->root, LC_READ_LIVING | LC_READ_DYING | LC_READ_QUIETLY);
	/* Of one moment with its threads, if it still lives. */
	for (i = 0; i < s->tasks.nr; i++)
		if (s->tasks.task[i].pid == task->pid &&
		    s->tasks.task[i].born_ns == task->born_ns)
			row.task = &s->tasks.task[i];
	if (!status && lc_processes_total(totals, &s->tasks, &rows))
		status = lc_warn_no_memory();
	return status;
}

static int print_task(const struct lc_task *task, const struct lc_options *opt,
		      const struct lc_view *view)
{
	struct lc_processes totals = { 0 };
	struct lc_source s = { 0 };
	int status;

	if (opt->dot)
		return print_dot(task, view);
	status = add_up(opt, task, &s, &totals);
	if (!status && opt->json) {
		print_json(task, &totals, opt, view);
	} else if (!status) {
		print_title(task, view);
		lc_facts_print(task, view);
		if (totals.nr)
			print_process(totals.one);
		lc_facts_states(task);
		print_diagram(task);
	}
	lc_processes_free(&totals);
	lc_source_free(&s);
	return status;
}

static int show(const struct lc_options *opt, int64_t pid, bool *more)
{
	struct lc_tasks tasks = { 0 };
	struct lc_view view = { 0 };
	struct lc_table t;
	int status;

	lc_table_init(&t);
	status = lc_lookup(opt->root, pid, &t, &tasks);
	if (!status && !tasks.nr) {
		lc_source_unknown(opt->root, "task", pid);
		status = EXIT_FAILURE;
	} else if (!status) {
		lc_source_clock(opt->root, &view.clock);
		view.base_ns = tasks.task[0].born_ns;
		if (*more)
			putchar('\n');
		*more = true;
		status = print_task(&tasks.task[0], opt, &view);
	}
	lc_tasks_free(&tasks);
	lc_table_free(&t);
	return status;
}

int lc_show(const struct lc_options *opt)
{
	int64_t pids[LC_PIDS_MAX];
	int i, status = lc_options_pids(opt, pids);
	bool more = false;

	for (i = 0; i < opt->nargs && status != LC_EXIT_USAGE; i++) {
		int ret = show(opt, pids[i], &more);

		status = status ? status : ret;
	}
	return status;
}
