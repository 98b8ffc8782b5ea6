// SPDX-License-Identifier: GPL-2.0
/* lifecycle latency: histograms of run-queue latency. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/cmd.h"
#include "task/follow.h"
#include "task/scope.h"
#include "task/source.h"
#include "text/warn.h"
#include "view/print.h"
#include "view/report.h"

#define NSEC_PER_SEC	1000000000LL

static const char * const classes[] = { LC_CLASSES(LC_WORD) };

static const char *value_of(const struct lct_table *t, const char *class, const char *what)
{
	char name[64];

	snprintf(name, sizeof(name), "latency_%s_%s", class, what);
	return lct_table_cell(t, 0, lct_table_column(t, name));
}

static int read_classes(const struct lct_options *opt, struct lct_moment *m)
{
	struct lct_table t;
	int i, status;

	status = lct_source_values(opt->root, "stats", &t);
	if (!status && lct_table_column(&t, "latency_fair_hist") < 0) {
		lct_warn("stats: no run-queue latency: %s",
			 lct_table_column(&t, "deaths") < 0 ?
			 "system-wide totals are not available in a container; try -p PID" :
			 "written by another version of the module");
		status = LCT_EXIT_DATA;
	}
	for (i = 0; i < LC_CLASS_NR && !status; i++) {
		lct_hist_parse(&m->class[i], value_of(&t, classes[i], "hist"));
		lct_cell_number(value_of(&t, classes[i], "sum_ns"), &m->class[i].sum_ns);
		lct_cell_number(value_of(&t, classes[i], "max_ns"), &m->class[i].max_ns);
	}
	lct_table_free(&t);
	return status;
}

static int has_waits(const struct lct_table *t)
{
	if (lct_table_column(t, "latency_hist") >= 0)
		return 0;
	lct_warn("tasks: no run-queue latency: written by another version of the module");
	return LCT_EXIT_DATA;
}

static int since_load(struct lct_report *r)
{
	struct lct_moment now = { 0 };
	struct lct_source s;
	size_t living;
	int status;

	if (!r->ntargets) {
		lct_source_clock(r->opt->root, &now.clock);
		status = read_classes(r->opt, &now);
		return status ? status : lct_report_classes(r, &now, NULL);
	}
	status = lct_source_load(&s, r->opt->root, LCT_READ_LIVING | LCT_READ_DEAD);
	if (!status)
		status = has_waits(&s.living);
	now.clock = s.view.clock;
	if (!status)
		status = lct_report_tasks(r, &s.tasks, &now, NULL, &living);
	if (!status && r->opt->comm)
		status = lct_source_warn_evicted(r->opt->root);
	lct_source_free(&s);
	return status;
}

static void wait_until(struct timespec *at, int64_t interval_ns)
{
	at->tv_sec += interval_ns / NSEC_PER_SEC;
	at->tv_nsec += interval_ns % NSEC_PER_SEC;
	if (at->tv_nsec >= NSEC_PER_SEC) {
		at->tv_sec++;
		at->tv_nsec -= NSEC_PER_SEC;
	}
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, at, NULL) == EINTR)
		;
}

static int follow_classes(struct lct_report *r)
{
	struct lct_moment now = { 0 }, before;
	struct timespec at;
	int64_t i;
	int status;

	clock_gettime(CLOCK_MONOTONIC, &at);
	lct_source_clock(NULL, &now.clock);
	status = read_classes(r->opt, &now);
	for (i = 0; !status && (!r->count || i < r->count); i++) {
		before = now;
		wait_until(&at, r->interval_ns);
		lct_source_clock(NULL, &now.clock);
		status = read_classes(r->opt, &now);
		if (i && !r->opt->json)
			putchar('\n');
		if (!status)
			status = lct_report_classes(r, &now, &before);
	}
	return status;
}

/* Take a snapshot: living tasks, and those that died since the previous one. */
static int take_snapshot(struct lct_follow *w, struct lct_moment *now, struct lct_followed *tasks)
{
	int status;

	lct_source_clock(NULL, &now->clock);
	status = lct_follow_look(w, tasks);
	if (!status)
		status = has_waits(&tasks->living);
	if (!status && lct_past_note(&now->past, &tasks->tasks))
		status = lct_warn_no_memory();
	return status;
}

/* A target must be alive when following starts. */
static int pin_targets(struct lct_report *r, const struct lct_tasks *tasks)
{
	struct lct_family f;
	struct lct_waits w;
	int status = 0;
	size_t i;

	if (lct_family_link(&f, tasks))
		status = lct_warn_no_memory();
	for (i = 0; i < r->ntargets && !status; i++) {
		lct_waits_collect(&w, &r->targets[i], &f, NULL);
		if (r->targets[i].pid && !w.living) {
			lct_warn("no living task with PID %lld that you may see",
				 (long long)r->targets[i].pid);
			status = EXIT_FAILURE;
		}
	}
	lct_family_free(&f);
	return status;
}

static int follow_once(struct lct_report *r, struct lct_follow *w, const struct lct_moment *before,
		       struct lct_moment *now, size_t *living)
{
	const int64_t lost = w->lost;
	struct lct_followed tasks;
	int status;

	status = take_snapshot(w, now, &tasks);
	if (!status)
		status = lct_report_tasks(r, &tasks.tasks, now, before, living);
	if (w->lost > lost)
		lct_warn("%lld deaths were missed because the history is too short: their last waits are missing",
			 (long long)(w->lost - lost));
	lct_followed_free(&tasks);
	lct_table_clear_rows(&w->dead);
	return status;
}

static int follow_tasks(struct lct_report *r, struct lct_follow *w)
{
	struct lct_moment now = { 0 }, before = { 0 };
	struct lct_followed tasks;
	size_t living = 1;
	struct timespec at;
	int64_t i;
	int status;

	clock_gettime(CLOCK_MONOTONIC, &at);
	status = take_snapshot(w, &before, &tasks);
	if (!status) {
		lct_scope_warn(NULL);
		status = pin_targets(r, &tasks.tasks);
	}
	lct_followed_free(&tasks);
	lct_table_clear_rows(&w->dead);
	for (i = 0; !status && living && (!r->count || i < r->count); i++) {
		wait_until(&at, r->interval_ns);
		if (i && !r->opt->json)
			putchar('\n');
		status = follow_once(r, w, &before, &now, &living);
		/* A process of that name may still start, but a dead PID is not followed again. */
		living += !!r->opt->comm;
		lct_past_free(&before.past);
		before = now;
		memset(&now, 0, sizeof(now));
	}
	lct_past_free(&before.past);
	return status;
}

static int follow(struct lct_report *r)
{
	struct lct_follow w;
	int status;

	if (!r->ntargets)
		return follow_classes(r);
	status = lct_follow_open(&w);
	if (!status)
		status = follow_tasks(r, &w);
	lct_follow_close(&w);
	return status;
}

/* Seconds, with a decimal point in every locale. */
static bool read_interval(const char *s, int64_t *ns)
{
	int64_t unit = NSEC_PER_SEC;

	for (*ns = 0; *s >= '0' && *s <= '9' && *ns < 1000000 * NSEC_PER_SEC; s++)
		*ns = *ns * 10 + (*s - '0') * NSEC_PER_SEC;
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++) {
			unit /= 10;
			*ns += (*s - '0') * unit;
		}
	return !*s && *ns > 0;
}

static int choose(struct lct_report *r, const struct lct_options *opt)
{
	size_t i;
	int c;

	if (!!opt->npids + !!opt->comm + !!opt->class > 1)
		return lct_options_misuse(opt, "--pid, --comm and --class are mutually exclusive");
	for (c = 0; opt->class && c < LC_CLASS_NR; c++)
		if (!strcmp(opt->class, classes[c]))
			break;
	if (opt->class && c == LC_CLASS_NR)
		return lct_options_misuse(opt, "unknown class '%s'", opt->class);
	for (i = 0; i < opt->npids; i++)
		r->targets[r->ntargets++].pid = opt->pids[i];
	if (opt->comm)
		r->targets[r->ntargets++].comm = opt->comm;
	return 0;
}

int lct_cmd_latency(const struct lct_options *opt)
{
	struct lct_report *r;
	int status;

	if (opt->nargs > 2)
		return lct_options_misuse(opt, "too many arguments");
	r = calloc(1, sizeof(*r));
	if (!r)
		return lct_warn_no_memory();
	r->opt = opt;
	status = choose(r, opt);
	if (!status && opt->nargs && !read_interval(opt->args[0], &r->interval_ns))
		status = lct_options_misuse(opt, "'%s' is not a number of seconds", opt->args[0]);
	if (!status && opt->nargs > 1 &&
	    !lct_options_pid(opt->args[1], strlen(opt->args[1]), &r->count))
		status = lct_options_misuse(opt, "'%s' is not a count", opt->args[1]);
	if (!status && opt->nargs && opt->root)
		status = lct_options_misuse(opt, "an interval cannot be used with --root");
	if (!status)
		status = r->interval_ns ? follow(r) : since_load(r);
	free(r);
	return status;
}
