// SPDX-License-Identifier: GPL-2.0
/* lifecycle status: the module's totals, losses and hooks. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libsmartcols.h>

#include "cmd/cmd.h"
#include "task/source.h"
#include "text/clock.h"
#include "text/json.h"
#include "text/sanitize.h"
#include "text/warn.h"
#include "uapi/words.h"
#include "view/print.h"

/**
 * struct state - what is shown
 * @stats:	totals, for all users
 * @hooks, @table: from debugfs, empty if they cannot be read
 */
struct state {
	struct lct_table stats, hooks, table;
};

/* The files in debugfs are optional: only root can read them, if it is mounted. */
static void read_debug(const char *root, const char *file, struct lct_table *t,
		       int (*reader)(struct lct_table *t, int fd))
{
	char *path;
	int fd;

	lct_table_init(t);
	if (asprintf(&path, "%s" LCT_DIR_DEBUG "%s", root ? root : "", file) < 0)
		return;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	free(path);
	if (fd < 0)
		return;
	if (reader(t, fd))
		lct_warn("%s: %s", file, t->error);
	close(fd);
}

static int64_t value_of(const struct lct_table *t, const char *name)
{
	int64_t value = 0;

	lct_cell_number(lct_table_cell(t, 0, lct_table_column(t, name)), &value);
	return value;
}

static void print_value(const struct lct_table *t, const char *name, const char *label)
{
	if (lct_table_column(t, name) >= 0)
		printf("  %-24s %lld\n", label, (long long)value_of(t, name));
}

/* Totals of one kind share a prefix of their names. */
static void print_family(const struct lct_table *t, const char *prefix, const char *heading)
{
	const size_t n = strlen(prefix);
	char name[LCT_CELL_TEXT];
	bool any = false;
	size_t i;

	for (i = 0; i < t->ncols; i++) {
		if (strncmp(t->names[i], prefix, n) || !value_of(t, t->names[i]))
			continue;
		if (!any)
			printf("\n%s\n", heading);
		any = true;
		lct_cell_copy(t->names[i] + n, name, sizeof(name));
		printf("  %-24s %lld\n", name, (long long)value_of(t, t->names[i]));
	}
}

static void print_load(const struct lct_table *stats, const struct lct_clock *clock)
{
	char since[LCT_CLOCK_TEXT], ago[LCT_CLOCK_TEXT];
	int64_t loaded = value_of(stats, "loaded_ns");

	lct_clock_point(clock, loaded, since, sizeof(since));
	lct_clock_duration(clock->now_ns - loaded, ago, sizeof(ago));
	printf("The module was loaded at %s (%s ago).\n", since, ago);
}

static void print_totals(const struct lct_table *stats)
{
	if (lct_table_column(stats, "living") < 0) {
		printf("\nSystem-wide totals are not available in a container.\n");
		return;
	}
	printf("\nTasks\n");
	print_value(stats, "living", "living");
	print_value(stats, "enrolled", "found at load");
	print_value(stats, "births", "births");
	print_value(stats, "execs", "execs");
	print_value(stats, "deaths", "deaths");
	print_value(stats, "oom_kills", "OOM kills");
	print_value(stats, "oom_events", "OOM decisions");
	print_value(stats, "forks_failed", "failed forks");
	printf("\nLosses\n");
	print_value(stats, "lost", "tasks without a record");
	print_value(stats, "lost_full", "  max_tasks reached");
	print_value(stats, "lost_reserved", "  reserved for root");
	print_value(stats, "lost_share", "  share of the user");
	print_value(stats, "lost_memory", "  no memory");
	print_value(stats, "enrolled_late", "  recorded later");
	print_value(stats, "lost_senders", "pending signal senders");
	print_value(stats, "lost_programs", "programs and paths of execs");
	print_value(stats, "dead_evicted", "dead records evicted");
	print_value(stats, "oom_evicted", "OOM kills evicted");
	print_family(stats, "deaths_", "Deaths by cause");
	print_family(stats, "forks_failed_", "Failed forks by errno");
}

static void print_memory(const struct lct_table *table)
{
	printf("\nMemory\n");
	print_value(table, "record_bytes", "bytes per record");
	print_value(table, "memory_bytes", "bytes in use");
	print_value(table, "living_peak", "peak of living tasks");
	print_value(table, "max_tasks", "limit of living tasks");
	print_value(table, "reserved_for_root", "  reserved for root");
	print_value(table, "max_tasks_of_user", "  limit of another user");
}

/* How far back the history of each kind reaches. */
static void print_history(const struct lct_table *stats, const struct lct_table *table,
			  const struct lct_clock *clock)
{
	static const char *const kinds[] = { LC_KEPTS(LC_WORD) };
	char dead[40], name[60], ago[LCT_CLOCK_TEXT];
	int64_t oldest;
	int i;

	if (lct_table_column(stats, "dead_notable") < 0)
		return;
	printf("\nHistory\n");
	for (i = 0; i < LC_KEPT_NR; i++) {
		snprintf(dead, sizeof(dead), "dead_%s", kinds[i]);
		printf("  %-10s %7lld", kinds[i], (long long)value_of(stats, dead));
		snprintf(name, sizeof(name), "history_%s", kinds[i]);
		if (table)
			printf(" of %-7lld", (long long)value_of(table, name));
		snprintf(name, sizeof(name), "%s_evicted", dead);
		printf(" %lld evicted", (long long)value_of(stats, name));
		snprintf(name, sizeof(name), "%s_oldest_ns", dead);
		oldest = value_of(stats, name);
		if (oldest) {
			lct_clock_duration(clock->now_ns - oldest, ago, sizeof(ago));
			printf(", the oldest %s ago", ago);
		}
		printf("\n");
	}
}

/* Deaths are recorded all the same, by tracepoints, but with fewer facts. */
static void print_silence(const struct lct_table *stats, const struct lct_table *hooks)
{
	const int status = lct_table_column(hooks, "status");
	const int name = lct_table_column(hooks, "name");
	char cell[LCT_CELL_TEXT];
	int silent = 0;
	size_t row;

	for (row = 0; row < hooks->nrows; row++) {
		const char *word = lct_table_cell(hooks, row, status);

		if (!word || strcmp(word, "silent"))
			continue;
		lct_cell_copy(lct_table_cell(hooks, row, name) ?: "-", cell, sizeof(cell));
		printf("%s%s", silent++ ? ", " : "\nThese hooks do not fire: ", cell);
	}
	if (!silent && !value_of(stats, "silent_hooks"))
		return;
	if (silent)
		printf(".\n");
	else
		printf("\nSome hooks do not fire.\n");
	printf("For deaths in this time, the reaper and the time of reaping are unknown.\n"
	       "Either kernel.ftrace_enabled is 0, or kprobes are disabled.\n");
}

static bool is_number(const char *column)
{
	return !strcmp(column, "hits") || !strcmp(column, "misses") || !strcmp(column, "unseen") ||
	       !strncmp(column, "silent_", 7);
}

static int print_hooks(const struct lct_table *hooks)
{
	struct libscols_table *tb = lct_print_table(stdout);
	char cell[LCT_CELL_TEXT];
	size_t i, row;
	int ret = !tb;

	printf("\n");
	fflush(stdout);
	for (i = 0; i < hooks->ncols && !ret; i++) {
		char heading[32];
		size_t n;

		lct_cell_copy(hooks->names[i], heading, sizeof(heading));
		for (n = 0; heading[n]; n++)
			heading[n] -= heading[n] >= 'a' && heading[n] <= 'z' ? 'a' - 'A' : 0;
		if (!i)
			snprintf(heading, sizeof(heading), "HOOK");
		ret = !scols_table_new_column(tb, heading, 0, is_number(hooks->names[i]) ?
					      SCOLS_FL_RIGHT : 0);
	}
	for (row = 0; row < hooks->nrows && !ret; row++) {
		struct libscols_line *line = scols_table_new_line(tb, NULL);

		ret = !line;
		for (i = 0; i < hooks->ncols && !ret; i++) {
			lct_cell_copy(hooks->rows[row][i], cell, sizeof(cell));
			ret = scols_line_set_data(line, i, cell);
		}
	}
	if (!ret)
		ret = scols_print_table(tb);
	scols_unref_table(tb);
	return ret ? lct_warn_no_memory() : 0;
}

static void add_row(struct lct_json *json, const struct lct_table *t, size_t row)
{
	char text[2 * LCT_CELL_ESCAPED];
	int64_t number;
	size_t i;

	for (i = 0; i < t->ncols; i++) {
		const char *cell = lct_table_cell(t, row, i);

		if (!cell) {
			lct_json_literal(json, t->names[i], "null");
		} else if (lct_cell_number(cell, &number)) {
			/* Reformat it: JSON does not allow leading zeros. */
			snprintf(text, sizeof(text), "%lld", (long long)number);
			lct_json_literal(json, t->names[i], text);
		} else {
			lct_sanitize_utf8(cell, text, sizeof(text));
			lct_json_string(json, t->names[i], text);
		}
	}
}

static int print_json(const struct state *s)
{
	struct lct_json json = { .out = stdout };
	size_t row;

	lct_json_open(&json, NULL, '{');
	lct_json_open(&json, "stats", '{');
	add_row(&json, &s->stats, 0);
	lct_json_close(&json, '}');
	if (s->table.nrows) {
		lct_json_open(&json, "table", '{');
		add_row(&json, &s->table, 0);
		lct_json_close(&json, '}');
	}
	if (s->hooks.nrows) {
		lct_json_open(&json, "hooks", '[');
		for (row = 0; row < s->hooks.nrows; row++) {
			lct_json_open(&json, NULL, '{');
			add_row(&json, &s->hooks, row);
			lct_json_close(&json, '}');
		}
		lct_json_close(&json, ']');
	}
	lct_json_close(&json, '}');
	putchar('\n');
	return 0;
}

static int print_state(const struct state *s, const struct lct_options *opt)
{
	struct lct_clock clock;

	if (opt->json)
		return print_json(s);
	lct_source_clock(opt->root, &clock);
	print_load(&s->stats, &clock);
	print_totals(&s->stats);
	print_history(&s->stats, s->table.nrows ? &s->table : NULL, &clock);
	if (s->table.nrows)
		print_memory(&s->table);
	print_silence(&s->stats, &s->hooks);
	if (s->hooks.nrows)
		return print_hooks(&s->hooks);
	printf(opt->root ? "\nThis recording has no hooks and no memory usage.\n" :
	       geteuid() ? "\nOnly root can see hooks and memory usage, in debugfs.\n" :
			   "\nHooks and memory usage are in debugfs, which cannot be read here.\n");
	return 0;
}

int lct_cmd_status(const struct lct_options *opt)
{
	struct state s;
	int status;

	read_debug(opt->root, "hooks", &s.hooks, lct_table_read);
	read_debug(opt->root, "table", &s.table, lct_table_read_values);
	status = lct_source_values(opt->root, "stats", &s.stats);
	if (!status)
		status = print_state(&s, opt);
	lct_table_free(&s.stats);
	lct_table_free(&s.hooks);
	lct_table_free(&s.table);
	return status;
}
