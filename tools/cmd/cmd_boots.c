// SPDX-License-Identifier: GPL-2.0
/* lifecycle boots: list the boots that have been recorded. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libsmartcols.h>

#include "archive/bound.h"
#include "archive/recordings.h"
#include "cmd/cmd.h"
#include "column/format.h"
#include "task/source.h"
#include "text/json.h"
#include "text/sanitize.h"
#include "text/warn.h"
#include "view/print.h"

enum cell { BOOT, ID, LOADED, UNTIL, END, DEATHS, EVICTED, SIZE, KERNEL, HOST, NR };

static const struct {
	const char *heading, *name;
	bool is_number;
} columns[NR] = {
	[BOOT] = { "BOOT", "boot", true },
	[ID] = { "ID", "id", false },
	[LOADED] = { "LOADED", "loaded", false },
	[UNTIL] = { "UNTIL", "until", false },
	[END] = { "END", "end", false },
	[DEATHS] = { "DEATHS", "deaths", true },
	[EVICTED] = { "EVICTED", "evicted", true },
	[SIZE] = { "SIZE", "size_bytes", true },
	[KERNEL] = { "KERNEL", "kernel", false },
	[HOST] = { "HOST", "host", false },
};

struct cells {
	char text[NR][LCT_CELL_TEXT];
};

static void put_time(const struct lct_clock *clock, int64_t ns, bool json, char *out, size_t room)
{
	if (json && !lct_clock_iso(clock, ns, out, room))
		snprintf(out, room, "-");
	else if (!json)
		lct_clock_point(clock, ns, out, room);
}

static void put_count(const struct lct_table *stats, const char *name, char *out, size_t room)
{
	const char *cell = lct_table_cell(stats, 0, lct_table_column(stats, name));

	snprintf(out, room, "%s", cell ? cell : "-");
}

/* How it ended: by a panic, or with the recorder that saw who lived then; else it is not known. */
static void put_end(const char *archive, const struct lct_recording *r, char *out, size_t room)
{
	int folder = lct_recording_open(archive, r->name, ".");

	if (folder < 0)
		return;
	if (!faccessat(folder, LCT_RECORDING_PANIC, F_OK, 0))
		snprintf(out, room, "panic");
	else if (!faccessat(folder, LCT_RECORDING_FILES "/tasks", F_OK, 0))
		snprintf(out, room, "ended");
	close(folder);
}

/* One that has just begun has no `stats` yet. */
static int describe_stats(const char *root, const struct lct_recording *r, bool json,
			  struct cells *c)
{
	struct lct_clock clock;
	struct lct_table stats;
	int status;

	if (!lct_source_has(root, "stats"))
		return 0;
	status = lct_source_values(root, "stats", &stats);
	if (!status) {
		lct_source_clock(root, &clock);
		put_time(&clock, r->loaded_ns, json, c->text[LOADED], sizeof(c->text[LOADED]));
		put_time(&clock, clock.now_ns, json, c->text[UNTIL], sizeof(c->text[UNTIL]));
		put_count(&stats, "dead", c->text[DEATHS], sizeof(c->text[DEATHS]));
		put_count(&stats, "dead_evicted", c->text[EVICTED], sizeof(c->text[EVICTED]));
	}
	lct_table_free(&stats);
	return status;
}

/* What cannot be read of it stays -, after a message. */
static int describe(const struct lct_options *opt, const struct lct_recordings *list, size_t i,
		    struct cells *c)
{
	const char *archive = opt->directory ? opt->directory : LCT_ARCHIVE;
	const struct lct_recording *r = &list->recording[i];
	const int64_t size = lct_bound_size(archive, r->name);
	char *root;
	int status;

	for (i = 0; i < NR; i++)
		snprintf(c->text[i], sizeof(c->text[i]), "-");
	snprintf(c->text[BOOT], sizeof(c->text[BOOT]), "%td",
		 r - list->recording - (ptrdiff_t)list->current);
	snprintf(c->text[ID], sizeof(c->text[ID]), "%s", r->name);
	if (opt->json)
		snprintf(c->text[SIZE], sizeof(c->text[SIZE]), "%lld", (long long)size);
	else
		lct_format_bytes(size, c->text[SIZE], sizeof(c->text[SIZE]));
	put_end(archive, r, c->text[END], sizeof(c->text[END]));
	lct_sanitize_terminal(r->kernel, c->text[KERNEL], sizeof(c->text[KERNEL]));
	lct_sanitize_terminal(r->host, c->text[HOST], sizeof(c->text[HOST]));
	if (asprintf(&root, "%s/%s", archive, r->name) < 0)
		return lct_warn_no_memory();
	status = describe_stats(root, r, opt->json, c);
	free(root);
	return status;
}

static void put_json(struct lct_json *json, const struct cells *c)
{
	size_t i;

	lct_json_open(json, NULL, '{');
	for (i = 0; i < NR; i++)
		if (!strcmp(c->text[i], "-"))
			lct_json_literal(json, columns[i].name, "null");
		else if (columns[i].is_number)
			lct_json_literal(json, columns[i].name, c->text[i]);
		else
			lct_json_string(json, columns[i].name, c->text[i]);
	lct_json_close(json, '}');
}

static int list_json(const struct lct_options *opt, const struct lct_recordings *list)
{
	struct lct_json json = { .out = stdout };
	struct cells c;
	int ret, status = 0;
	size_t i;

	lct_json_open(&json, NULL, '{');
	lct_json_open(&json, "boots", '[');
	for (i = 0; i < list->nr; i++) {
		ret = describe(opt, list, i, &c);
		status = status ? status : ret;
		put_json(&json, &c);
	}
	lct_json_close(&json, ']');
	lct_json_close(&json, '}');
	putchar('\n');
	return status;
}

static int list_table(const struct lct_options *opt, const struct lct_recordings *list)
{
	struct libscols_table *tb = lct_print_table(stdout);
	struct libscols_line *line;
	int damaged, ret = 0, status = 0;
	struct cells c;
	size_t i, j;

	if (!tb)
		return lct_warn_no_memory();
	scols_table_enable_noheadings(tb, opt->noheadings);
	for (j = 0; j < NR; j++)
		ret |= lct_print_column(tb, columns[j].heading,
					columns[j].is_number ? SCOLS_FL_RIGHT : 0);
	for (i = 0; i < list->nr && !ret; i++) {
		line = scols_table_new_line(tb, NULL);
		ret = !line;
		damaged = describe(opt, list, i, &c);
		status = status ? status : damaged;
		for (j = 0; j < NR && !ret; j++)
			ret = scols_line_set_data(line, j, c.text[j]);
	}
	if (!ret)
		ret = scols_print_table(tb);
	scols_unref_table(tb);
	return ret ? lct_warn_no_memory() : status;
}

int lct_cmd_boots(const struct lct_options *opt)
{
	const char *archive = opt->directory ? opt->directory : LCT_ARCHIVE;
	struct lct_recordings list;
	int ret, status = 0;

	ret = lct_recordings_list(&list, archive);
	if (ret == -ENOENT || (!ret && !list.nr && !opt->json)) {
		lct_warn("no boot is recorded in %s: 'lifecycle record' does that", archive);
		status = EXIT_FAILURE;
	} else if (ret) {
		lct_warn("%s: %s", archive, strerror(-ret));
		status = EXIT_FAILURE;
	} else {
		status = opt->json ? list_json(opt, &list) : list_table(opt, &list);
	}
	lct_recordings_free(&list);
	return status;
}
