// SPDX-License-Identifier: GPL-2.0
/* lifecycle show: all recorded facts of a task, in sections. */
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

static void print_title(const struct lct_task *task, const struct lct_view *view)
{
	char comm[LCT_CELL_ESCAPED], word[LCT_CELL_ESCAPED], exit[LCT_CELL_ESCAPED];
	char life[LCT_CELL_ESCAPED];
	bool over, lived;

	lct_value_format(LCT_COLUMN_comm, LCT_FORM_HUMAN, task, view, comm, sizeof(comm));
	lived = lct_value_format(LCT_COLUMN_life_ns, LCT_FORM_HUMAN, task, view, life,
				 sizeof(life));
	over = lct_value_format(LCT_COLUMN_exit, LCT_FORM_HUMAN, task, view, exit, sizeof(exit));
	lct_value_format(over ? LCT_COLUMN_cause : LCT_COLUMN_state, LCT_FORM_HUMAN, task, view,
			 word, sizeof(word));
	printf("%s[%lld]: %s", comm, (long long)task->pid, word);
	if (over)
		printf(" (%s)%s%s%s\n", exit, lived ? " after " : "", lived ? life : "",
		       task->dead ? "" : lct_task_is_zombie(task) ? ", not yet reaped" :
		       ", still exiting");
	else
		printf(", %s old\n", life);
}

/* Its states and the transitions between them. */
static void print_diagram(const struct lct_task *task)
{
	struct lct_diagram d;
	const char *state = task->cell[LCT_COLUMN_state];

	if (!lct_diagram_make(&d, task))
		return;
	printf("\nLife cycle: time in each state, and transitions%s\n\n",
	       task->dead ? "" : "; double box: current state");
	lct_diagram_draw(&d, stdout);
	if (!d.running.name && !strcmp(d.start.name, "unknown"))
		printf("  Now %s; no event since the module was loaded.\n",
		       state ? state : "-");
}

static int print_dot(const struct lct_task *task, const struct lct_view *view)
{
	char comm[LCT_CELL_ESCAPED], title[2 * LCT_CELL_ESCAPED];
	struct lct_diagram d;

	if (!lct_diagram_make(&d, task)) {
		lct_warn("no state counts: written by another version of the module");
		return LCT_EXIT_DATA;
	}
	if (!lct_value_format(LCT_COLUMN_comm, LCT_FORM_JSON, task, view, comm, sizeof(comm)))
		comm[0] = '\0';
	snprintf(title, sizeof(title), "%s[%lld]", comm, (long long)task->pid);
	lct_diagram_dot(&d, title, stdout);
	return 0;
}

static void print_process(const struct lct_process_total *total)
{
	char text[LCT_CLOCK_TEXT];

	if (!total->dead_threads && total->threads <= 1)
		return;
	printf("\nProcess: all threads, living and dead\n");
	printf("  %-24s %zu\n  %-24s %lld\n", "living threads", total->threads,
	       "dead threads", (long long)total->dead_threads);
	lct_clock_duration(total->total[LCT_TOTAL_run_ns], text, sizeof(text));
	printf("  %-24s %s\n", "time on a CPU", text);
	lct_clock_duration(total->total[LCT_TOTAL_runnable_ns], text, sizeof(text));
	printf("  %-24s %s\n", "time waiting for a CPU", text);
	printf("  %-24s %lld\n", "voluntary switches",
	       (long long)total->total[LCT_TOTAL_switches_voluntary]);
	printf("  %-24s %lld\n", "involuntary switches",
	       (long long)total->total[LCT_TOTAL_switches_involuntary]);
}

static void put_process(struct lct_json *json, const struct lct_process_total *total)
{
	static const char * const names[] = { LCT_TOTALS(LCT_TOTAL_NAME) };
	char text[24];
	int i;

	lct_json_open(json, "process", '{');
	snprintf(text, sizeof(text), "%zu", total->threads);
	lct_json_literal(json, "threads", text);
	for (i = 0; i < LCT_TOTAL_NR; i++) {
		snprintf(text, sizeof(text), "%lld", (long long)total->total[i]);
		lct_json_literal(json, names[i], text);
	}
	lct_json_close(json, '}');
}

static void print_json(const struct lct_task *task, const struct lct_processes *totals,
		       const struct lct_options *opt, const struct lct_view *view)
{
	struct lct_json json = { .out = stdout };
	struct lct_options all = *opt;
	int i;

	for (i = 0; i < LCT_COLUMN_NR; i++)
		all.columns[i] = i;
	all.ncolumns = LCT_COLUMN_NR;
	lct_json_open(&json, NULL, '{');
	lct_json_open(&json, "task", '[');
	lct_json_open(&json, NULL, '{');
	lct_print_members(&json, task, &all, view);
	if (totals->nr)
		put_process(&json, totals->one);
	lct_json_close(&json, '}');
	lct_json_close(&json, ']');
	lct_json_close(&json, '}');
	putchar('\n');
}

/* Totals of a leader's process: its own values plus those of the other threads. */
static int add_up(const struct lct_options *opt, const struct lct_task *task,
		  struct lct_source *s, struct lct_processes *totals)
{
	struct lct_row row = { .task = task, .parent = -1 };
	struct lct_rows rows = { .nr = 1, .row = &row };
	int status = 0;
	size_t i;

	if (!lct_task_is_leader(task) || !task->cell[LCT_COLUMN_dead_threads])
		return 0;
	if (!task->dead)
		status = lct_source_load(s, opt->root, LCT_READ_LIVING | LCT_READ_RACING_DEATHS |
					 LCT_READ_QUIETLY);
	/* While it lives, use the row read at the same time as its threads. */
	for (i = 0; i < s->tasks.nr; i++)
		if (s->tasks.task[i].pid == task->pid &&
		    s->tasks.task[i].born_ns == task->born_ns)
			row.task = &s->tasks.task[i];
	if (!status && lct_processes_total(totals, &s->tasks, &rows))
		status = lct_warn_no_memory();
	return status;
}

static int print_task(const struct lct_task *task, const struct lct_options *opt,
		      const struct lct_view *view)
{
	struct lct_processes totals = { 0 };
	struct lct_source s = { 0 };
	int status;

	if (opt->dot)
		return print_dot(task, view);
	status = add_up(opt, task, &s, &totals);
	if (!status && opt->json) {
		print_json(task, &totals, opt, view);
	} else if (!status) {
		print_title(task, view);
		lct_details_print(task, view);
		if (totals.nr)
			print_process(totals.one);
		lct_details_states(task);
		print_diagram(task);
	}
	lct_processes_free(&totals);
	lct_source_free(&s);
	return status;
}

static int show(const struct lct_options *opt, int64_t pid, bool *more)
{
	struct lct_tasks tasks = { 0 };
	struct lct_view view = { 0 };
	struct lct_table t;
	int status;

	lct_table_init(&t);
	status = lct_lookup_pid(opt->root, pid, &t, &tasks);
	if (!status && !tasks.nr) {
		lct_source_unknown(opt->root, "task", pid);
		status = EXIT_FAILURE;
	} else if (!status) {
		lct_source_clock(opt->root, &view.clock);
		view.base_ns = tasks.task[0].born_ns;
		if (*more)
			putchar('\n');
		*more = true;
		status = print_task(&tasks.task[0], opt, &view);
	}
	lct_tasks_free(&tasks);
	lct_table_free(&t);
	return status;
}

int lct_cmd_show(const struct lct_options *opt)
{
	int64_t pids[LCT_PIDS_MAX];
	int i, status = lct_options_pids(opt, pids);
	bool more = false;

	for (i = 0; i < opt->nargs && status != LCT_EXIT_USAGE; i++) {
		int ret = show(opt, pids[i], &more);

		status = status ? status : ret;
	}
	return status;
}
