// SPDX-License-Identifier: GPL-2.0
/* The life-cycle diagram for Graphviz. */
#include <stdio.h>

#include "text/clock.h"
#include "view/diagram_dot.h"

static void dot_stage(const struct lct_stage *s, FILE *out)
{
	char text[LCT_CLOCK_TEXT];

	if (!s->name)
		return;
	lct_clock_duration(s->ns, text, sizeof(text));
	fprintf(out, "\t%s [label=\"%s\\n%s\"%s];\n", s->name, s->name, text,
		s->is_here ? ", peripheries=2" : "");
}

static void dot_edge(const struct lct_stage *from, const struct lct_stage *to, int64_t count,
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
 * lct_diagram_dot() - print the diagram for Graphviz
 * @d:		the diagram
 * @title:	text below it, UTF-8
 * @out:	output stream
 */
void lct_diagram_dot(const struct lct_diagram *d, const char *title, FILE *out)
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
