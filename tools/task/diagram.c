// SPDX-License-Identifier: GPL-2.0
/* The life-cycle diagram of a task: what its account says of states and ways. */
#include <stdio.h>
#include <string.h>

#include "task/diagram.h"
#include "text/clock.h"

static const struct {
	const char *name;
	enum lc_column_id ns, entries;
} waits[LC_WAITS_NR] = {
	{ "sleeping", LC_COLUMN_sleep_ns, LC_COLUMN_sleep_entries },
	{ "disk", LC_COLUMN_disk_ns, LC_COLUMN_disk_entries },
	{ "iowait", LC_COLUMN_iowait_ns, LC_COLUMN_iowait_entries },
	{ "stopped", LC_COLUMN_stopped_ns, LC_COLUMN_stopped_entries },
	{ "traced", LC_COLUMN_traced_ns, LC_COLUMN_traced_entries },
	{ "parked", LC_COLUMN_parked_ns, LC_COLUMN_parked_entries },
	{ "idle", LC_COLUMN_idle_ns, LC_COLUMN_idle_entries },
	{ "frozen", LC_COLUMN_frozen_ns, LC_COLUMN_frozen_entries },
};

static struct lc_stage stage(const struct lc_task *task, const char *name,
			     enum lc_column_id ns, int64_t entered)
{
	const char *state = task->cell[LC_COLUMN_state];
	struct lc_stage s = { .ns = lc_task_number_or(task, ns, 0), .entered = entered };

	s.is_here = state && !strcmp(state, name);
	s.left = s.entered > s.is_here ? s.entered - s.is_here : 0;
	if (s.ns || s.entered)
		s.name = name;
	return s;
}

static void make_start(struct lc_diagram *d, const struct lc_task *task)
{
	if (task->cell[LC_COLUMN_birth])
		d->start = stage(task, "new", LC_COLUMN_new_ns, 1);
	else
		d->start = stage(task, "unknown", LC_COLUMN_unknown_ns, 1);
}

static void make_end(struct lc_diagram *d, const struct lc_task *task)
{
	const char *state = task->cell[LC_COLUMN_state];
	bool is_zombie = state && !strcmp(state, "zombie");

	d->zombie = stage(task, "zombie", LC_COLUMN_zombie_ns, task->dead || is_zombie);
	d->reaped = task->dead;
	d->reaper = lc_task_number_or(task, LC_COLUMN_reaper_pid, 0);
}

/**
 * lc_diagram_make() - find the way of a task through the states
 * @d:		the way
 * @task:	the task
 *
 * What ends a run is counted, but for preemption: it is what remains. The same
 * holds for what begins a wait for a CPU, and the start.
 *
 * Return: false if the module has not counted the states.
 */
bool lc_diagram_make(struct lc_diagram *d, const struct lc_task *task)
{
	int64_t runs = lc_task_number_or(task, LC_COLUMN_runs, 0), waited = 0, woken = 0;
	int i;

	memset(d, 0, sizeof(*d));
	if (!task->cell[LC_COLUMN_runnable_entries])
		return false;
	make_start(d, task);
	make_end(d, task);
	d->runnable = stage(task, "runnable", LC_COLUMN_runnable_ns,
			    lc_task_number_or(task, LC_COLUMN_runnable_entries, 0));
	d->running = stage(task, "running", LC_COLUMN_run_ns, runs);
	for (i = 0; i < LC_WAITS_NR; i++) {
		struct lc_stage *w = &d->wait[d->nwaits];

		*w = stage(task, waits[i].name, waits[i].ns,
			   lc_task_number_or(task, waits[i].entries, 0));
		waited += w->entered;
		woken += w->left;
		d->nwaits += !!w->name;
	}
	d->preempted = d->running.left - waited - d->zombie.entered;
	if (d->preempted < 0)
		d->preempted = 0;
	d->start.left = d->runnable.entered - woken - d->preempted > 0;
	return true;
}

static void dot_stage(const struct lc_stage *s, FILE *out)
{
	char text[LC_CLOCK_TEXT];

	if (!s->name)
		return;
	lc_clock_duration(s->ns, text, sizeof(text));
	fprintf(out, "\t%s [label=\"%s\\n%s\"%s];\n", s->name, s->name, text,
		s->is_here ? ", peripheries=2" : "");
}

static void dot_edge(const struct lc_stage *from, const struct lc_stage *to, int64_t count,
		     FILE *out)
{
	if (from->name && to->name && count)
		fprintf(out, "\t%s -> %s [label=\"%lld\"];\n", from->name, to->name,
			(long long)count);
}

static void dot_title(const char *title, FILE *out)
{
	fputs("\tlabel=\"", out);
	for (; *title; title++)
		fprintf(out, "%s%c", *title == '"' || *title == '\\' ? "\\" : "", *title);
	fputs("\";\n", out);
}

/**
 * lc_diagram_dot() - write the diagram for Graphviz
 * @d:		the diagram
 * @title:	what to write below it, UTF-8
 * @out:	where to
 */
void lc_diagram_dot(const struct lc_diagram *d, const char *title, FILE *out)
{
	int i;

	fprintf(out, "digraph lifecycle {\n");
	dot_title(title, out);
	fprintf(out, "\trankdir=LR;\n\tnode [shape=box];\n");
	dot_stage(&d->start, out);
	dot_stage(&d->runnable, out);
	dot_stage(&d->running, out);
	for (i = 0; i < d->nwaits; i++)
		dot_stage(&d->wait[i], out);
	dot_stage(&d->zombie, out);
	dot_edge(&d->start, &d->runnable, d->start.left, out);
	dot_edge(&d->runnable, &d->running, d->running.entered, out);
	dot_edge(&d->running, &d->runnable, d->preempted, out);
	for (i = 0; i < d->nwaits; i++) {
		dot_edge(&d->running, &d->wait[i], d->wait[i].entered, out);
		dot_edge(&d->wait[i], &d->runnable, d->wait[i].left, out);
	}
	dot_edge(d->running.name ? &d->running : &d->start, &d->zombie, d->zombie.entered, out);
	if (d->reaped) {
		fprintf(out, "\treaped [shape=plaintext];\n\tzombie -> reaped");
		if (d->reaper)
			fprintf(out, " [label=\"by %lld\"]", (long long)d->reaper);
		fprintf(out, ";\n");
	}
	fprintf(out, "}\n");
}
