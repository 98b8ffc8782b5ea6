// SPDX-License-Identifier: GPL-2.0
/* Rows that are printed as they come. */
#include <string.h>

#include "ktap.h"
#include "task/task.h"
#include "view/lines.h"

static const char dead[] =
	"# lifecycle 2\n"
	"pid tgid comm cause run_ns zombie_ns exit_code\n"
	"11 11 sh exited 1000 0 0\n"
	"12 12 a\\033b\\040c exited 2000000 0 0\n"
	"123456789 123456789 worker failed 3000000000 7000 3\n";

static const char table[] =
	"    PID COMM            CAUSE       RUN EXIT\n"
	"     11 sh              exited    1.0us 0\n"
	"     12 a\\033b c        exited    2.0ms 0\n"
	"# lost: 4\n"
	"123456789 worker          failed   3.000s 3\n";

static const char raw[] =
	"pid comm cause run_ns zombie_ns exit\n"
	"11 sh exited 1000 0 0\n"
	"12 a\\033b\\040c exited 2000000 0 0\n"
	"# lost: 4\n"
	"123456789 worker failed 3000000000 7000 3\n";

static const char json[] =
	"{\"pid\": 11, \"comm\": \"sh\"}\n"
	"{\"pid\": 12, \"comm\": \"a\\u001bb c\"}\n"
	"{\"lost\": 4}\n"
	"{\"pid\": 123456789, \"comm\": \"worker\"}\n";

/* The first two tasks as the first rows, the third after a loss. */
static void prints(const struct lct_options *opt, const char *wanted, const char *description)
{
	struct lct_lines lines = { .opt = opt };
	struct lct_row row[3] = { 0 };
	struct lct_tasks tasks = { 0 };
	struct lct_view view = { 0 };
	struct lct_table t;
	char *text = NULL;
	size_t size, i;

	lct_table_init(&t);
	lct_table_parse(&t, dead, strlen(dead));
	lct_tasks_add(&tasks, &t);
	for (i = 0; i < 3; i++)
		row[i].task = &tasks.task[i];
	lines.out = open_memstream(&text, &size);
	lct_lines_begin(&lines, &(struct lct_rows){ .nr = 2, .row = row }, &view);
	lct_lines_lost(&lines, 4);
	lct_lines_print(&lines, &(struct lct_rows){ .nr = 1, .row = row + 2 }, &view);
	fclose(lines.out);
	same(text, wanted, description);
	free(text);
	lct_tasks_free(&tasks);
	lct_table_free(&t);
}

int main(void)
{
	struct lct_options opt = { .ncolumns = 6, .optional = { [4] = true }, .columns = {
		LCT_COLUMN_pid, LCT_COLUMN_comm, LCT_COLUMN_cause, LCT_COLUMN_run_ns,
		LCT_COLUMN_zombie_ns, LCT_COLUMN_exit } };

	plan(3);
	prints(&opt, table, "the first rows decide the columns, names are escaped");
	opt.raw = true;
	prints(&opt, raw, "raw values of all columns");
	opt.raw = false;
	opt.json = true;
	opt.ncolumns = 2;
	prints(&opt, json, "a JSON object a line");
	return ktap_failed;
}
