// SPDX-License-Identifier: GPL-2.0
/* The output of `latency`: a histogram for each class or target, as text or JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "task/value.h"
#include "text/warn.h"
#include "view/print.h"
#include "view/report.h"

static const char * const classes[] = { LC_CLASSES(LC_WORD) };

static void begin_report(struct lct_report *r, const struct lct_moment *now,
			 const struct lct_moment *before)
{
	char at[LCT_CLOCK_TEXT], length[LCT_CLOCK_TEXT];

	if (r->opt->json) {
		r->json = (struct lct_json){ .out = stdout };
		snprintf(at, sizeof(at), "%lld", (long long)now->clock.now_ns);
		snprintf(length, sizeof(length), "%lld",
			 before ? (long long)(now->clock.now_ns - before->clock.now_ns) : 0);
		lct_json_open(&r->json, NULL, '{');
		lct_json_literal(&r->json, "now_ns", at);
		lct_json_literal(&r->json, "interval_ns", before ? length : "null");
		lct_json_open(&r->json, "latency", '[');
	} else if (before) {
		lct_clock_point(&now->clock, now->clock.now_ns, at, sizeof(at));
		lct_clock_duration(now->clock.now_ns - before->clock.now_ns, length,
				   sizeof(length));
		printf("%s, the last %s\n\n", at, length);
	}
}

static void end_report(struct lct_report *r)
{
	if (r->opt->json) {
		lct_json_close(&r->json, ']');
		lct_json_close(&r->json, '}');
		putchar('\n');
	}
	fflush(stdout);
}

/**
 * lct_report_classes() - report the waits of the classes
 * @r:		the report
 * @now:	current snapshot
 * @before:	earlier snapshot to subtract, or NULL
 *
 * Return: an exit status.
 */
int lct_report_classes(struct lct_report *r, const struct lct_moment *now,
		       const struct lct_moment *before)
{
	bool any = false;
	int i;

	begin_report(r, now, before);
	for (i = 0; i < LC_CLASS_NR; i++) {
		struct lct_hist h = now->class[i];

		if (before)
			lct_hist_since(&h, &before->class[i]);
		if (r->opt->class ? strcmp(classes[i], r->opt->class) : !h.count)
			continue;
		if (r->opt->json) {
			lct_json_open(&r->json, NULL, '{');
			lct_json_string(&r->json, "class", classes[i]);
			lct_hist_json(&h, &r->json);
			lct_json_close(&r->json, '}');
		} else {
			printf("%sClass %s\n", any ? "\n" : "", classes[i]);
			lct_hist_print(&h, stdout);
		}
		any = true;
	}
	if (!any && !r->opt->json)
		printf("No task has waited for a CPU.\n");
	end_report(r);
	return 0;
}

static void print_target(const struct lct_target *target, const struct lct_waits *w)
{
	char comm[LCT_CELL_ESCAPED];

	if (w->leader)
		lct_value_format(LCT_COLUMN_comm, LCT_FORM_HUMAN, w->leader, NULL, comm,
				 sizeof(comm));
	if (!target->pid)
		printf("Processes named %s: %zu, with %zu task%s\n", target->comm, w->processes,
		       w->threads, w->threads == 1 ? "" : "s");
	else if (!w->leader)
		printf("Process %lld (ended)\n", (long long)target->pid);
	else if (target->is_thread)
		printf("Thread %s[%lld]\n", comm, (long long)target->pid);
	else
		printf("Process %s[%lld]: %zu thread%s living, %zu dead\n", comm,
		       (long long)target->pid, w->living, w->living == 1 ? "" : "s",
		       w->threads - w->living);
	lct_hist_print(&w->hist, stdout);
	if (w->evicted)
		printf("  not included: %lld dead thread%s evicted from the history\n",
		       (long long)w->evicted, w->evicted == 1 ? "" : "s");
}

static void put_target(struct lct_json *json, const struct lct_target *target,
		       const struct lct_waits *w)
{
	char text[LCT_CELL_ESCAPED];

	lct_json_open(json, NULL, '{');
	snprintf(text, sizeof(text), "%lld", (long long)target->pid);
	if (target->pid)
		lct_json_literal(json, "pid", text);
	if (target->pid && !w->leader)
		lct_json_literal(json, "comm", "null");
	else if (target->pid && lct_value_format(LCT_COLUMN_comm, LCT_FORM_JSON, w->leader, NULL,
						 text, sizeof(text)))
		lct_json_string(json, "comm", text);
	else
		lct_json_string(json, "comm", target->comm ? target->comm : "");
	snprintf(text, sizeof(text), "%zu", w->threads);
	lct_json_literal(json, "threads", text);
	snprintf(text, sizeof(text), "%zu", w->living);
	lct_json_literal(json, "threads_living", text);
	snprintf(text, sizeof(text), "%lld", (long long)w->evicted);
	lct_json_literal(json, "threads_evicted", text);
	lct_hist_json(&w->hist, json);
	lct_json_close(json, '}');
}

/**
 * lct_report_tasks() - report the waits of the targets
 * @r:		the report
 * @tasks:	the living, and the relevant dead
 * @now:	current snapshot
 * @before:	earlier snapshot to subtract, or NULL
 * @living:	receives the number of living tasks of the targets
 *
 * Return: an exit status.
 */
int lct_report_tasks(struct lct_report *r, const struct lct_tasks *tasks,
		     const struct lct_moment *now, const struct lct_moment *before,
		     size_t *living)
{
	struct lct_family f;
	struct lct_waits w;
	int status = 0;
	size_t i;

	*living = 0;
	if (lct_family_link(&f, tasks)) {
		lct_family_free(&f);
		return lct_warn_no_memory();
	}
	begin_report(r, now, before);
	for (i = 0; i < r->ntargets; i++) {
		lct_waits_collect(&w, &r->targets[i], &f, before ? &before->past : NULL);
		*living += w.living;
		if (r->targets[i].pid && !w.leader && !before) {
			lct_warn("no task with PID %lld, living or dead, that you may see",
				 (long long)r->targets[i].pid);
			status = EXIT_FAILURE;
		} else if (r->opt->json) {
			put_target(&r->json, &r->targets[i], &w);
		} else {
			printf("%s", i ? "\n" : "");
			print_target(&r->targets[i], &w);
		}
	}
	end_report(r);
	lct_family_free(&f);
	return status;
}
