// SPDX-License-Identifier: GPL-2.0
/* Hooks that do not fire are silent in debugfs' 'hooks', in 'stats', and once in the log. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "kmsg.h"
#include "knob.h"
#include "ktap.h"
#include "sender.h"
#include "table.h"
#include "time.h"

#define WATCHED 4
#define LOGGED "lifecycle: hooks do not fire:"

static const char * const watched[WATCHED] = {
	"do_exit", "release_task", "complete_signal", "copy_process",
};

static struct table *hooks(void)
{
	return table_read(LC_DEBUG "hooks");
}

static int row_of(const struct table *table, const char *name)
{
	for (int row = 0; row < table->rows; row++)
		if (!strcmp(table_text(table, row, "name"), name))
			return row;
	require(false, "there is no hook '%s'", name);
	return -1;
}

/* One event for each hook that has a twin. */
static void die_once(void)
{
	pid_t pid = spawn(block_forever, NULL);

	send_signal(pid, SIGKILL);
	reap(pid);
}

static void exit_now(void *unused)
{
	_exit(0);
}

static bool is_at(const struct table *table, int row, const char *status)
{
	return !strcmp(table_text(table, row, "status"), status);
}

/* Whether the knob turns the hook off: all kinds but tracepoints depend on ftrace. */
static bool depends_on(const struct table *table, int row, enum knob knob)
{
	const char *kind = table_text(table, row, "kind");

	if (is_at(table, row, "unavailable") || !strcmp(kind, "tracepoint"))
		return false;
	return knob == KNOB_FTRACE || strcmp(kind, "ftrace");
}

/* Tasks die until all that depend on the knob are there. */
static void wait_status(enum knob knob, const char *status)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	struct table *table;
	int there;

	do {
		die_once();
		table = hooks();
		there = 0;
		for (int i = 0; i < WATCHED; i++)
			there += is_at(table, row_of(table, watched[i]), status) ||
				 !depends_on(table, row_of(table, watched[i]), knob);
		table_free(table);
		require(there == WATCHED || clock_ns() < deadline, "%d of %d hooks are %s", there,
			WATCHED, status);
	} while (there < WATCHED);
}

static void expect_all(enum knob knob, const char *status)
{
	struct table *table = hooks();

	for (int row = 0; row < table->rows; row++)
		expect(is_at(table, row, depends_on(table, row, knob) ? status : "attached") ||
		       is_at(table, row, "unavailable"), "%s is %s",
		       table_text(table, row, "name"), table_text(table, row, "status"));
	table_free(table);
}

/* How many of those that have a twin depend on the knob. */
static int count_watched(enum knob knob)
{
	struct table *table = hooks();
	int count = 0;

	for (int i = 0; i < WATCHED; i++)
		count += depends_on(table, row_of(table, watched[i]), knob);
	table_free(table);
	return count;
}

/* A miss that the kernel counts may be seen by the twin, but is no silence. */
static void none_by_default(void)
{
	struct table *table;

	for (int i = 0; i < 200; i++)
		die_once();
	expect_all(KNOB_FTRACE, "attached");
	table = hooks();
	for (int i = 0; i < WATCHED; i++) {
		int row = row_of(table, watched[i]);

		if (is_at(table, row, "unavailable"))
			continue;
		expect(table_u64(table, row, "unseen") <= table_u64(table, row, "misses"),
		       "%s: more events are unseen than missed", watched[i]);
		expect_text("silent_from_ns", table_text(table, row, "silent_from_ns"), "-");
		expect_text("silent_to_ns", table_text(table, row, "silent_to_ns"), "-");
	}
	table_free(table);
	expect_u64("silent_hooks", stats_get("silent_hooks"), 0);
}

static void expect_times(enum knob knob, uint64_t off, uint64_t on)
{
	struct table *table = hooks();

	for (int i = 0; i < WATCHED; i++) {
		int row = row_of(table, watched[i]);
		uint64_t from;

		if (!depends_on(table, row, knob))
			continue;
		from = table_u64(table, row, "silent_from_ns");
		expect(table_u64(table, row, "unseen") > 0, "%s has seen all", watched[i]);
		expect_between("silent_from_ns", off, from, on);
		expect_between("silent_to_ns", on, table_u64(table, row, "silent_to_ns"),
			       clock_ns());
	}
	table_free(table);
}

/* A hook is silent with the others of its way before its own twin has proven it. */
static void wait_proven(uint64_t count)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS, proven;

	while ((proven = stats_get("silent_hooks")) != count) {
		require(clock_ns() < deadline, "%llu are silent in stats, not %llu",
			(unsigned long long)proven, (unsigned long long)count);
		die_once();
	}
}

static void silence(enum knob knob)
{
	uint64_t off = clock_ns(), on;

	knob_off(knob);
	wait_status(knob, "silent");
	expect_all(knob, "silent");
	wait_proven(count_watched(knob));
	on = clock_ns();
	knob_on(knob);
	wait_status(knob, "attached");
	expect_all(knob, "attached");
	expect_u64("silent_hooks", stats_get("silent_hooks"), 0);
	expect_times(knob, off, on);
}

static void by_ftrace(void)
{
	silence(KNOB_FTRACE);
}

static void by_kprobes(void)
{
	silence(KNOB_KPROBES);
}

/* In how many lines of the log a hook is named. */
static int times_named(const char *text, const char *name)
{
	const char *line = text, *end;
	char word[32];
	int times = 0;

	snprintf(word, sizeof(word), " %s ", name);
	while ((line = strstr(line, LOGGED))) {
		const char *found = strstr(line, word);

		end = strchr(line, '\n');
		times += found && (!end || found < end);
		line += strlen(LOGGED);
	}
	return times;
}

/* Whether those that each task calls are named, as far as they depend on the knob. */
static bool all_named(const char *text, enum knob knob)
{
	static const char * const called[] = { "do_exit", "release_task", "copy_process" };
	struct table *table = hooks();
	bool all = true;

	for (size_t i = 0; i < ARRAY_SIZE(called); i++)
		all &= !depends_on(table, row_of(table, called[i]), knob) ||
		       times_named(text, called[i]);
	table_free(table);
	return all;
}

/* The kernel does not turn off all at once, so that they may be named in several lines. */
static char *wait_logged(int log, enum knob knob, void (*die)(void))
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	char *text = calloc(1, 1), *more;

	do {
		require(clock_ns() < deadline, "the log does not name the hooks:\n%s", text);
		die();
		more = kmsg_text(log);
		text = realloc(text, strlen(text) + strlen(more) + 1);
		require(text, "no memory");
		strcat(text, more);
		free(more);
	} while (!all_named(text, knob));
	return text;
}

/* Tasks die and are killed until a line that follows would have been logged. */
static void expect_named_once(int log, enum knob knob, const char *before)
{
	struct table *table = hooks();
	char *after;

	for (uint64_t end = clock_ns() + 1500000000; clock_ns() < end;)
		die_once();
	after = kmsg_text(log);
	for (int i = 0; i < WATCHED; i++) {
		int row = row_of(table, watched[i]);
		int times = times_named(before, watched[i]) + times_named(after, watched[i]);

		expect(times == depends_on(table, row, knob), "%s is named %d times:\n%s%s",
		       watched[i], times, before, after);
	}
	expect(!times_named(before, "sched_switch"), "a tracepoint is named");
	free(after);
	table_free(table);
}

static void log_twice(enum knob knob)
{
	int log = kmsg_open();
	char *text;

	for (int i = 0; i < 2; i++) {
		knob_off(knob);
		text = wait_logged(log, knob, die_once);
		expect_named_once(log, knob, text);
		knob_on(knob);
		wait_status(knob, "attached");
		free(text);
	}
}

static void ftrace_logged(void)
{
	log_twice(KNOB_FTRACE);
}

static void kprobes_logged(void)
{
	log_twice(KNOB_KPROBES);
}

/* Nobody sends it a signal, or its parent one that it does not ignore. */
static void exit_once(void)
{
	reap(spawn(exit_now, NULL));
}

static bool is_unavailable(const char *name)
{
	struct table *table = hooks();
	bool missing = is_at(table, row_of(table, name), "unavailable");

	table_free(table);
	return missing;
}

/* The hook on signals has been named, since those on deaths fell silent. */
static void named_before(void)
{
	uint64_t silent, deadline;
	int log = kmsg_open();
	char *text;

	if (is_unavailable("complete_signal"))
		ktap_skip("complete_signal is not hooked");
	knob_off(KNOB_FTRACE);
	text = wait_logged(log, KNOB_FTRACE, exit_once);
	silent = stats_get("silent_hooks");
	deadline = clock_ns() + PATIENCE_NS;
	while (stats_get("silent_hooks") == silent) {
		require(clock_ns() < deadline, "signals are still seen");
		die_once();
	}
	expect_named_once(log, KNOB_FTRACE, text);
	free(text);
}

static const struct ktap_case cases[] = {
	{ "no hook is silent by default", none_by_default },
	{ "all but tracepoints are silent with kernel.ftrace_enabled=0", by_ftrace, knobs_on },
	{ "kprobes are silent while disabled, and no others", by_kprobes, knobs_on },
	{ "each silence of ftrace is logged once", ftrace_logged, knobs_on },
	{ "each silence of kprobes is logged once", kprobes_logged, knobs_on },
	{ "a hook is named once in a silence", named_before, knobs_on },
};

KTAP_MAIN(cases)
