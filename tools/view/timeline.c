// SPDX-License-Identifier: GPL-2.0
/*
 * What happened to a task, in order: from its record alone, which has the newest of each kind, or
 * from all its events and what only the record has.
 */
#include <stdlib.h>
#include <string.h>

#include "task/value.h"
#include "text/json.h"
#include "text/warn.h"
#include "view/print.h"
#include "view/timeline.h"

#define TEXT_ROOM	(6 * LCT_CELL_ESCAPED)
#define NO_COLUMN	LCT_COLUMN_NR

/*
 * The points in time of a record. A text has a column for each %s; if the second has no value,
 * the brief text is used, and if the first has none, a text without. Where events have been read,
 * only those count that are no events.
 */
static const struct fact {
	enum lct_column_id at;
	bool is_event;
	const char *kind, *text, *brief, *unknown;
	enum lct_column_id value[2];
} facts[] = {
	{ LCT_COLUMN_born_ns, true, "birth", "%s by %s", "%s", "before the module was loaded",
	  { LCT_COLUMN_birth, LCT_COLUMN_birth_ppid } },
	{ LCT_COLUMN_first_run_ns, false, "first-run", "first run, after a wait of %s", NULL,
	  NULL, { LCT_COLUMN_birth_delay_ns, NO_COLUMN } },
	{ LCT_COLUMN_exec_failed_ns, true, "exec-failed", "exec of %s: %s", "exec of %s failed",
	  NULL, { LCT_COLUMN_exec_failed_path, LCT_COLUMN_exec_error } },
	{ LCT_COLUMN_exec_ns, true, "exec", "executed %s: %s", "executed %s", "executed a program",
	  { LCT_COLUMN_exe, LCT_COLUMN_args } },
	{ LCT_COLUMN_latency_max_at_ns, false, "wait",
	  "longest wait for a CPU ended, after %s; %s had it",
	  "longest wait for a CPU ended, after %s", NULL,
	  { LCT_COLUMN_latency_max_ns, LCT_COLUMN_latency_max_prev } },
	{ LCT_COLUMN_handled_sent_ns, true, "signal", "%s sent by %s", "%s sent", NULL,
	  { LCT_COLUMN_handled, LCT_COLUMN_handled_sender } },
	{ LCT_COLUMN_handled_ns, true, "delivery", "%s handled", NULL, NULL,
	  { LCT_COLUMN_handled, NO_COLUMN } },
	{ LCT_COLUMN_ignored_sent_ns, true, "signal", "%s sent by %s, ignored", "%s sent, ignored",
	  NULL, { LCT_COLUMN_ignored, LCT_COLUMN_ignored_sender } },
	{ LCT_COLUMN_stop_sent_ns, true, "stop", "%s sent by %s, which stopped it",
	  "%s, which stopped it", NULL, { LCT_COLUMN_stop, LCT_COLUMN_stop_sender } },
	{ LCT_COLUMN_continue_sent_ns, true, "continue", "continued by %s", NULL, NULL,
	  { LCT_COLUMN_continue_sender, NO_COLUMN } },
	{ LCT_COLUMN_orphaned_ns, true, "orphan", "its parent %s died; adopted by %s",
	  "its parent %s died", NULL, { LCT_COLUMN_orphaned_by, LCT_COLUMN_adopter } },
	{ LCT_COLUMN_signal_sent_ns, true, "signal", "%s sent by %s", "%s sent", NULL,
	  { LCT_COLUMN_exit, LCT_COLUMN_killer } },
	{ LCT_COLUMN_died_ns, true, "exit", "%s: %s", "%s", NULL,
	  { LCT_COLUMN_cause, LCT_COLUMN_exit } },
	{ LCT_COLUMN_core_dumped_ns, false, "core", "core dumped", NULL, NULL,
	  { NO_COLUMN, NO_COLUMN } },
	{ LCT_COLUMN_tracer_left_ns, false, "tracer", "released by its tracer %s", NULL, NULL,
	  { LCT_COLUMN_tracer, NO_COLUMN } },
	{ LCT_COLUMN_reaped_ns, true, "reap", "%s by %s", "%s", "reaped",
	  { LCT_COLUMN_reap, LCT_COLUMN_reaper_pid } },
};

/* Between the steps: the states, and what a task does in them. */
static const struct {
	enum lct_column_id id;
	const char *did;
} sums[] = {
	{ LCT_COLUMN_run_ns, "ran" },
	{ LCT_COLUMN_runnable_ns, "waited for a CPU" },
	{ LCT_COLUMN_sleep_ns, "slept" },
	{ LCT_COLUMN_disk_ns, "slept uninterruptibly" },
	{ LCT_COLUMN_iowait_ns, "waited for I/O" },
	{ LCT_COLUMN_stopped_ns, "was stopped" },
	{ LCT_COLUMN_traced_ns, "was stopped by its tracer" },
	{ LCT_COLUMN_frozen_ns, "was frozen" },
	{ LCT_COLUMN_zombie_ns, "was a zombie" },
};

#define NR(a)	(sizeof(a) / sizeof(*(a)))

static int add(struct lct_timeline *t, const struct lct_step *step, const char *text)
{
	struct lct_step *more;

	if (t->nr == t->room) {
		more = reallocarray(t->step, 2 * t->room + 16, sizeof(*more));
		if (!more)
			return lct_warn_no_memory();
		t->step = more;
		t->room = 2 * t->room + 16;
	}
	more = &t->step[t->nr];
	*more = *step;
	more->nr = t->nr;
	more->text = strdup(text);
	if (!more->text)
		return lct_warn_no_memory();
	t->nr++;
	return 0;
}

/**
 * lct_timeline_add_event() - add an event
 * @t:		the steps
 * @event:	the event; a kind that this tool does not know, such as a switch, is one as well
 *
 * Return: an exit status.
 */
int lct_timeline_add_event(struct lct_timeline *t, const struct lct_event *event)
{
	const struct lct_clock clock = { 0 };
	const char *kind = event->cell[LCT_EVENT_COLUMN_event];
	char text[2 * LCT_CELL_ESCAPED];
	struct lct_step step = { 0 };

	if (!kind || !lct_event_number(event, LCT_EVENT_COLUMN_time_ns, &step.time_ns))
		return 0;
	lct_event_number(event, LCT_EVENT_COLUMN_tgid, &step.tgid);
	lct_event_number(event, LCT_EVENT_COLUMN_born_ns, &step.born_ns);
	snprintf(step.kind, sizeof(step.kind), "%s", kind);
	lct_event_format(LCT_EVENT_COLUMN_detail, LCT_FORM_HUMAN, event, &clock, text,
			 sizeof(text));
	return add(t, &step, text);
}

static bool format(enum lct_column_id id, const struct lct_task *task, const struct lct_view *view,
		   char *out, size_t room)
{
	*out = '\0';
	return id == NO_COLUMN || lct_value_format(id, LCT_FORM_HUMAN, task, view, out, room);
}

static int add_fact(struct lct_timeline *t, const struct fact *fact, const struct lct_task *task,
		    const struct lct_view *view, struct lct_step *step)
{
	char value[2][2 * LCT_CELL_ESCAPED], text[TEXT_ROOM];
	const char *form = fact->text;

	if (!lct_task_number(task, fact->at, &step->time_ns))
		return 0;
	if (!format(fact->value[1], task, view, value[1], sizeof(value[1])) && fact->brief)
		form = fact->brief;
	if (!format(fact->value[0], task, view, value[0], sizeof(value[0])) && fact->unknown)
		form = fact->unknown;
	snprintf(step->kind, sizeof(step->kind), "%s", fact->kind);
	snprintf(text, sizeof(text), form, value[0], value[1]);
	return add(t, step, text);
}

/* It became a zombie so long before it was reaped. */
static int add_zombie(struct lct_timeline *t, const struct lct_task *task, struct lct_step *step)
{
	int64_t end_ns, zombie_ns;

	if ((!lct_task_number(task, LCT_COLUMN_reaped_ns, &end_ns) &&
	     !lct_task_number(task, LCT_COLUMN_now_ns, &end_ns)) ||
	    !lct_task_number(task, LCT_COLUMN_zombie_ns, &zombie_ns) || !zombie_ns)
		return 0;
	step->time_ns = end_ns - zombie_ns;
	snprintf(step->kind, sizeof(step->kind), "zombie");
	return add(t, step, "became a zombie");
}

/**
 * lct_timeline_add_task() - add what a task's record has
 * @t:		the steps
 * @task:	the task
 * @view:	clock of the times
 * @has_events:	its events have been added: add only what is none
 *
 * Return: an exit status.
 */
int lct_timeline_add_task(struct lct_timeline *t, const struct lct_task *task,
			  const struct lct_view *view, bool has_events)
{
	struct lct_step step = { .tgid = task->tgid, .born_ns = task->born_ns };
	int status = 0;
	size_t i;

	for (i = 0; i < NR(facts) && !status; i++)
		if (!has_events || !facts[i].is_event)
			status = add_fact(t, &facts[i], task, view, &step);
	return status ? status : add_zombie(t, task, &step);
}

/**
 * lct_timeline_add_birth() - add the birth of a task whose event has not been read
 * @t:		the steps
 * @task:	the task
 * @view:	clock of the times
 *
 * Return: an exit status.
 */
int lct_timeline_add_birth(struct lct_timeline *t, const struct lct_task *task,
			   const struct lct_view *view)
{
	struct lct_step step = { .tgid = task->tgid, .born_ns = task->born_ns };

	return add_fact(t, &facts[0], task, view, &step);
}

static int by_time(const void *a, const void *b)
{
	const struct lct_step *x = a, *y = b;

	if (x->time_ns != y->time_ns)
		return x->time_ns < y->time_ns ? -1 : 1;
	return x->nr < y->nr ? -1 : x->nr > y->nr;
}

static bool is_of(const struct lct_step *step, const struct lct_task *task)
{
	return step->tgid == task->tgid && step->born_ns == task->born_ns;
}

static void print_sums(const struct lct_task *task, FILE *out)
{
	char text[LCT_CLOCK_TEXT];
	const char *comma = "";
	int64_t ns;
	size_t i;

	for (i = 0; i < NR(sums); i++) {
		if (!lct_task_number(task, sums[i].id, &ns) || !ns)
			continue;
		lct_clock_duration(ns, text, sizeof(text));
		fprintf(out, "%s%s %s", comma, sums[i].did, text);
		comma = ", ";
	}
	fputc('\n', out);
}

static void print_steps(const struct lct_timeline *t, const struct lct_task *task,
			const struct lct_view *view, const struct lct_options *opt, FILE *out)
{
	char text[2 * LCT_CELL_ESCAPED], since[LCT_CLOCK_TEXT];
	int64_t before_ns = task->born_ns;
	size_t i;

	lct_value_format(LCT_COLUMN_comm, LCT_FORM_HUMAN, task, view, text, sizeof(text));
	fprintf(out, "%s[%lld]\n", text, (long long)task->pid);
	if (!opt->noheadings)
		fprintf(out, "%10s %10s %-12s %s\n", "TIME", "+", "EVENT", "DETAIL");
	for (i = 0; i < t->nr; i++) {
		const struct lct_step *step = &t->step[i];

		if (!is_of(step, task))
			continue;
		lct_clock_duration(step->time_ns - task->born_ns, text, sizeof(text));
		lct_clock_duration(step->time_ns - before_ns, since, sizeof(since));
		fprintf(out, "%10s %10s %-12s %s\n", text, since, step->kind, step->text);
		before_ns = step->time_ns;
	}
	print_sums(task, out);
}

static void put_number(struct lct_json *json, const char *name, int64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)number);
	lct_json_literal(json, name, text);
}

static void put_steps(const struct lct_timeline *t, const struct lct_task *task,
		      const struct lct_view *view, FILE *out)
{
	struct lct_json json = { .out = out };
	char text[2 * LCT_CELL_ESCAPED];
	int64_t ns;
	size_t i;

	lct_json_open(&json, NULL, '{');
	put_number(&json, "pid", task->pid);
	if (lct_value_format(LCT_COLUMN_comm, LCT_FORM_JSON, task, view, text, sizeof(text)))
		lct_json_string(&json, "comm", text);
	put_number(&json, "born_ns", task->born_ns);
	lct_json_open(&json, "timeline", '[');
	for (i = 0; i < t->nr; i++) {
		if (!is_of(&t->step[i], task))
			continue;
		lct_json_open(&json, NULL, '{');
		put_number(&json, "time_ns", t->step[i].time_ns);
		lct_json_string(&json, "event", t->step[i].kind);
		lct_json_string(&json, "detail", t->step[i].text);
		lct_json_close(&json, '}');
	}
	lct_json_close(&json, ']');
	for (i = 0; i < NR(sums); i++)
		if (lct_task_number(task, sums[i].id, &ns))
			put_number(&json, lct_columns[sums[i].id].name, ns);
	lct_json_close(&json, '}');
	fputc('\n', out);
}

/**
 * lct_timeline_print() - print what happened to a task
 * @t:		the steps, of this task and others
 * @task:	the task
 * @view:	clock of the times
 * @opt:	the form
 * @out:	output stream
 *
 * Return: an exit status.
 */
int lct_timeline_print(struct lct_timeline *t, const struct lct_task *task,
		       const struct lct_view *view, const struct lct_options *opt, FILE *out)
{
	qsort(t->step, t->nr, sizeof(*t->step), by_time);
	if (opt->json)
		put_steps(t, task, view, out);
	else
		print_steps(t, task, view, opt, out);
	return 0;
}

/**
 * lct_timeline_free() - free the steps
 * @t:		the steps
 */
void lct_timeline_free(struct lct_timeline *t)
{
	while (t->nr)
		free(t->step[--t->nr].text);
	free(t->step);
	t->step = NULL;
	t->room = 0;
}
