// SPDX-License-Identifier: GPL-2.0
/* Selection of tasks by cause, killer, time, name, user, or where they belong. */
#include <fnmatch.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cmd/filter.h"
#include "task/unit.h"
#include "text/nearest.h"
#include "text/warn.h"
#include "text/when.h"

#define NSEC_PER_SEC	1000000000LL
/* For a check of the form: any time will do. */
#define NOW_NS	(1LL << 60)

static const char * const causes[] = { LC_CAUSES(LC_WORD) };
static const char * const states[] = { LC_STATES(LC_WORD) };

#define NR(words)	((int)(sizeof(words) / sizeof(*(words))))

/* Words that begin with a letter: `-` stands for none. */
static int bad_word(const struct lct_options *opt, const char *what, const char *word, size_t len,
		    const char * const *words, int nr)
{
	struct lct_nearest nearest;
	int i;

	lct_nearest_begin(&nearest, word, len);
	for (i = 0; i < nr; i++)
		if (*words[i] != '-')
			lct_nearest_try(&nearest, words[i], strlen(words[i]));
	fprintf(stderr, "lifecycle %s: unknown %s '%.*s'", opt->command->name, what, (int)len,
		word);
	if (nearest.best)
		fprintf(stderr, "; the nearest is '%s'", nearest.best);
	fputs("; known are:", stderr);
	for (i = 0; i < nr; i++)
		if (*words[i] != '-')
			fprintf(stderr, " %s", words[i]);
	fputc('\n', stderr);
	return LCT_EXIT_USAGE;
}

/* A list of words, each a bit in @bits. */
static int read_words(unsigned long *bits, const struct lct_options *opt, const char *what,
		      const char *list, const char * const *words, int nr)
{
	for (;;) {
		size_t len = strcspn(list, ",");
		int i;

		for (i = 0; i < nr; i++)
			if (*words[i] != '-' && strlen(words[i]) == len &&
			    !strncmp(words[i], list, len))
				break;
		if (i == nr)
			return bad_word(opt, what, list, len, words, nr);
		*bits |= 1UL << i;
		if (!list[len])
			return 0;
		list += len + 1;
	}
}

static int read_killer(struct lct_filter *filter, const struct lct_options *opt)
{
	const char *killer = opt->killer;

	if (!*killer)
		return lct_options_misuse(opt, "--killer needs a name or a PID");
	if (killer[strspn(killer, "0123456789")]) {
		filter->killer = killer;
		return 0;
	}
	if (!lct_options_pid(killer, strlen(killer), &filter->killer_pid))
		return lct_options_misuse(opt, "'%s' is not a PID", killer);
	return 0;
}

static int read_uid(struct lct_filter *filter, const struct lct_options *opt)
{
	struct passwd *pw;

	filter->has_uid = true;
	if (lct_cell_number(opt->uid, &filter->uid) && filter->uid >= 0 &&
	    filter->uid < UINT32_MAX)
		return 0;
	pw = getpwnam(opt->uid);
	if (!pw)
		return lct_options_misuse(opt, "unknown user '%s'", opt->uid);
	filter->uid = pw->pw_uid;
	return 0;
}

static int read_place(struct lct_filter *filter, const struct lct_options *opt)
{
	if (opt->unit && !*opt->unit)
		return lct_options_misuse(opt, "--unit needs a name");
	if (opt->cgroup && *opt->cgroup != '/')
		return lct_options_misuse(opt, "'%s' is not the path of a cgroup", opt->cgroup);
	filter->unit = opt->unit;
	filter->cgroup = opt->cgroup;
	if (opt->parent && !lct_options_pid(opt->parent, strlen(opt->parent), &filter->parent))
		return lct_options_misuse(opt, "'%s' is not a PID", opt->parent);
	filter->has_session = opt->session;
	if (opt->session && (!lct_cell_number(opt->session, &filter->session) ||
			     filter->session < 0))
		return lct_options_misuse(opt, "'%s' is not the ID of a session", opt->session);
	return 0;
}

static int check_time(const struct lct_options *opt, const char *time)
{
	int64_t unused;

	if (!time || lct_when_parse(time, NOW_NS, &unused))
		return 0;
	return lct_options_misuse(opt,
				  "'%s' is not a time like '2 days ago', 5m, today, '2026-11-22 14:03' or 14:03",
				  time);
}

/**
 * lct_filter_make() - create a filter from the options
 * @filter:	the filter, which points into the options
 * @opt:	the options
 *
 * Return: an exit status.
 */
int lct_filter_make(struct lct_filter *filter, const struct lct_options *opt)
{
	int status = 0;

	*filter = (struct lct_filter){ .comm = opt->comm };
	if (opt->cause)
		status = read_words(&filter->causes, opt, "cause", opt->cause, causes, NR(causes));
	if (!status && opt->state)
		status = read_words(&filter->states, opt, "state", opt->state, states, NR(states));
	if (!status && opt->killer)
		status = read_killer(filter, opt);
	if (!status && opt->uid)
		status = read_uid(filter, opt);
	if (!status)
		status = read_place(filter, opt);
	filter->since = opt->since;
	filter->until = opt->until;
	filter->is_past = opt->boot;
	if (!status)
		status = check_time(opt, opt->since);
	if (!status)
		status = check_time(opt, opt->until);
	return status;
}

static int64_t wall_clock(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return ts.tv_sec * NSEC_PER_SEC + ts.tv_nsec;
}

/**
 * lct_filter_since() - get the time before which no death of another boot matches
 * @filter:	the filter
 *
 * Return: seconds since the epoch, 0 if any may match.
 */
time_t lct_filter_since(const struct lct_filter *filter)
{
	int64_t ns = 0;

	if (filter->since && filter->is_past)
		lct_when_parse(filter->since, wall_clock(), &ns);
	return ns > 0 ? ns / NSEC_PER_SEC : 0;
}

/**
 * lct_filter_begin() - compute the points in time that --since and --until mean
 * @filter:	the filter
 * @clock:	the clock of the tasks; unless they are those of another boot, now is its time
 *
 * Return: an exit status.
 */
int lct_filter_begin(struct lct_filter *filter, const struct lct_clock *clock)
{
	const int64_t now_ns = filter->is_past ? wall_clock() : clock->realtime_ns;
	const int64_t offset_ns = clock->now_ns - clock->realtime_ns;

	filter->begin_ns = INT64_MIN;
	filter->end_ns = INT64_MAX;
	if (!filter->since && !filter->until)
		return 0;
	if (!clock->known) {
		lct_warn("--%s: the recording has no stats file, so its time is unknown",
			 filter->since ? "since" : "until");
		return LCT_EXIT_DATA;
	}
	if (filter->since && lct_when_parse(filter->since, now_ns, &filter->begin_ns))
		filter->begin_ns += offset_ns;
	if (filter->until && lct_when_parse(filter->until, now_ns, &filter->end_ns))
		filter->end_ns += offset_ns;
	return 0;
}

/* A name may have characters that mean something in a pattern: systemd's escapes, for example. */
static bool matches(const char *pattern, const char *text)
{
	return !strcmp(pattern, text) || !fnmatch(pattern, text, 0);
}

static bool is_named(const struct lct_task *task, enum lct_column_id id, const char *pattern)
{
	char comm[LCT_CELL_TEXT];

	return lct_task_text(task, id, comm, sizeof(comm)) && matches(pattern, comm);
}

/**
 * lct_filter_has_unit() - check whether a task belongs to a unit
 * @task:	the task
 * @pattern:	the name of the unit, or a shell pattern; without its type if it is a service
 */
bool lct_filter_has_unit(const struct lct_task *task, const char *pattern)
{
	char service[LCT_CELL_TEXT], unit[LCT_CELL_TEXT];

	snprintf(service, sizeof(service), "%s.service", pattern);
	return lct_unit_of(task, LCT_COLUMN_cgroup, unit, sizeof(unit)) &&
	       (matches(pattern, unit) || matches(service, unit));
}

static bool has_program(const struct lct_task *task, const char *pattern)
{
	char exe[LCT_CELL_TEXT];
	const char *slash;

	if (!lct_task_text(task, LCT_COLUMN_exe, exe, sizeof(exe)))
		return false;
	slash = strrchr(exe, '/');
	return matches(pattern, slash ? slash + 1 : exe);
}

/**
 * lct_filter_has_name() - check whether a task has a name
 * @task:	the task
 * @pattern:	the name of its command or of its program's file, or a shell pattern
 */
bool lct_filter_has_name(const struct lct_task *task, const char *pattern)
{
	return is_named(task, LCT_COLUMN_comm, pattern) || has_program(task, pattern);
}

/* Of a path that is cut, it is not known what it is below. */
static bool is_below(const struct lct_task *task, const char *cgroup)
{
	size_t len = strlen(cgroup);
	char path[LCT_CELL_TEXT];

	while (len && cgroup[len - 1] == '/')
		len--;
	return lct_task_text(task, LCT_COLUMN_cgroup, path, sizeof(path)) && *path == '/' &&
	       !strncmp(path, cgroup, len) && (!path[len] || path[len] == '/');
}

static bool is_number(const struct lct_task *task, enum lct_column_id id, int64_t wanted)
{
	int64_t value;

	return lct_task_number(task, id, &value) && value == wanted;
}

/* Whether the word of a column is one of those that are wanted. */
static bool has_word(const struct lct_task *task, enum lct_column_id id, unsigned long wanted,
		     const char * const *words, int nr)
{
	int i;

	for (i = 0; i < nr; i++)
		if (wanted & 1UL << i && lct_task_is_word(task, id, words[i]))
			return true;
	return false;
}

static bool died_between(const struct lct_task *task, int64_t begin_ns, int64_t end_ns)
{
	int64_t died_ns;

	return lct_task_number(task, LCT_COLUMN_died_ns, &died_ns) && died_ns >= begin_ns &&
	       died_ns <= end_ns;
}

/**
 * lct_filter_passes() - check whether a task matches
 * @filter:	the filter
 * @task:	the task
 */
bool lct_filter_passes(const struct lct_filter *filter, const struct lct_task *task)
{
	if (filter->causes &&
	    !has_word(task, LCT_COLUMN_cause, filter->causes, causes, NR(causes)))
		return false;
	if (filter->states &&
	    !has_word(task, LCT_COLUMN_state, filter->states, states, NR(states)))
		return false;
	if (filter->killer_pid && !is_number(task, LCT_COLUMN_killer_pid, filter->killer_pid))
		return false;
	if (filter->killer && !is_named(task, LCT_COLUMN_killer_comm, filter->killer))
		return false;
	if (filter->comm && !is_named(task, LCT_COLUMN_comm, filter->comm))
		return false;
	if (filter->has_uid && !is_number(task, LCT_COLUMN_uid, filter->uid))
		return false;
	if (filter->unit && !lct_filter_has_unit(task, filter->unit))
		return false;
	if (filter->cgroup && !is_below(task, filter->cgroup))
		return false;
	if (filter->parent && task->ppid != filter->parent && task->birth_ppid != filter->parent)
		return false;
	if (filter->has_session && !is_number(task, LCT_COLUMN_session, filter->session))
		return false;
	return (!filter->since && !filter->until) ||
	       died_between(task, filter->begin_ns, filter->end_ns);
}
