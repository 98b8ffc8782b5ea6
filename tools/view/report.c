// SPDX-License-Identifier: GPL-2.0
/* What `latency` says: a histogram for each class or target, as text or JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "task/value.h"
#include "text/warn.h"
#include "view/print.h"
#include "view/report.h"

static const char * const classes[] = { LC_CLASSES(LC_WORD) };

static void begin_report(struct lc_report *r, const struct lc_moment *now,
			 const struct lc_moment *before)
{
	char at[LC_CLOCK_TEXT], length[LC_CLOCK_TEXT];

	if (r->opt->json) {
		r->json = (struct lc_json){ .out = stdout };
		snprintf(at, sizeof(at), "%lld", (long long)now->clock.now_ns);
		snprintf(length, sizeof(length), "%lld",
			 before ? (long long)(now->clock.now_ns - before->clock.now_ns) : 0);
		lc_json_open(&r->json, NULL, '{');
		lc_json_literal(&r->json, "now_ns", at);
		lc_json_literal(&r->json, "interval_ns", before ? length : "null");
		lc_json_open(&r->json, "latency", '[');
	} else if (before) {
		lc_clock_point(&now->clock, now->clock.now_ns, at, sizeof(at));
		lc_clock_duration(now->clock.now_ns - before->clock.now_ns, length,
				  sizeof(length));
		printf("%s, the last %s\n\n", at, length);
	}
}

static void end_report(struct lc_report *r)
{
	if (r->opt->json) {
		lc_json_close(&r->json, ']');
		lc_json_close(&r->json, '}');
		putchar('\n');
	}
	fflush(stdout);
}

/**
 * lc_report_classes() - report the waits of the classes
 * @r:		the report
 * @now:	what there is
 * @before:	what is not to be counted any more, or NULL
 *
 * Return: an exit status.
 */
int lc_report_classes(struct lc_report *r, const struct lc_moment *now,
		      const struct lc_moment *before)
{
	bool any = false;
	int i;

	begin_report(r, now, before);
	for (i = 0; i < LC_CLASS_NR; i++) {
		struct lc_hist h = now->class[i];

		if (before)
			lc_hist_since(&h, &before->class[i]);
		if (r->opt->class ? strcmp(classes[i], r->opt->class) : !h.count)
			continue;
		if (r->opt->json) {
			lc_json_open(&r->json, NULL, '{');
			lc_json_string(&r->json, "class", classes[i]);
			lc_hist_json(&h, &r->json);
			lc_json_close(&r->json, '}');
		} else {
			printf("%sClass %s\n", any ? "\n" : "", classes[i]);
			lc_hist_print(&h, stdout);
		}
		any = true;
	}
	if (!any && !r->opt->json)
		printf("No task of any class has waited for a CPU.\n");
	end_report(r);
	return 0;
}

static void print_target(const struct lc_target *target, const struct lc_waits *w)
{
	char comm[LC_CELL_ESCAPED];

	if (w->leader)
		lc_column_format(LC_COLUMN_comm, LC_FORM_HUMAN, w->leader, NULL, comm,
				 sizeof(comm));
	if (!target->pid)
		printf("Processes named %s: %zu, with %zu task%s\n", target->comm, w->processes,
		       w->threads, w->threads == 1 ? "" : "s");
	else if (!w->leader)
		printf("Process %lld, which has ended\n", (long long)target->pid);
	else if (target->is_thread)
		printf("Thread %s[%lld]\n", comm, (long long)target->pid);
	else
		printf("Process %s[%lld]: %zu thread%s living, %zu dead\n", comm,
		       (long long)target->pid, w->living, w->living == 1 ? "" : "s",
		       w->threads - w->living);
	lc_hist_print(&w->hist, stdout);
	if (w->forgotten)
		printf("  without those of %lld dead thread%s, which the history has forgotten\n",
		       (long long)w->forgotten, w->forgotten == 1 ? "" : "s");
}

static void put_target(struct lc_json *json, const struct lc_target *target,
		       const struct lc_waits *w)
{
	char text[LC_CELL_ESCAPED];

	lc_json_open(json, NULL, '{');
	snprintf(text, sizeof(text), "%lld", (long long)target->pid);
	if (target->pid)
		lc_json_literal(json, "pid", text);
	if (target->pid && !w->leader)
		lc_json_literal(json, "comm", "null");
	else if (target->pid && lc_column_format(LC_COLUMN_comm, LC_FORM_JSON, w->leader, NULL,
						 text, sizeof(text)))
		lc_json_string(json, "comm", text);
	else
		lc_json_string(json, "comm", target->comm ? target->comm : "");
	snprintf(text, sizeof(text), "%zu", w->threads);
	lc_json_literal(json, "threads", text);
	snprintf(text, sizeof(text), "%zu", w->living);
	lc_json_literal(json, "threads_living", text);
	snprintf(text, sizeof(text), "%lld", (long long)w->forgotten);
	lc_json_literal(json, "threads_forgotten", text);
	lc_hist_json(&w->hist, json);
	lc_json_close(json, '}');
}

/**
 * lc_report_tasks() - report the waits of the targets
 * @r:		the report
 * @tasks:	the living, and the dead as far as they matter
 * @now:	when that was
 * @before:	what is not to be counted any more, or NULL
 * @living:	how many tasks of the targets live
 *
 * Return: an exit status.
 */
int lc_report_tasks(struct lc_report *r, const struct lc_tasks *tasks,
		    const struct lc_moment *now, const struct lc_moment *before,
		    size_t *living)
{
	struct lc_family f;
	struct lc_waits w;
	int status = 0;
	size_t i;

	*living = 0;
	if (lc_family_link(&f, tasks)) {
		lc_family_free(&f);
		return lc_warn_no_memory();
	}
	begin_report(r, now, before);
	for (i = 0; i < r->ntargets; i++) {
		lc_waits_collect(&w, &r->targets[i], &f, before ? &before->past : NULL);
		*living += w.living;
		if (r->targets[i].pid && !w.leader && !before) {
			lc_warn("no task that you may see, living or dead, has pid %lld",
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
	lc_family_free(&f);
	return status;
}
