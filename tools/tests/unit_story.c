// SPDX-License-Identifier: GPL-2.0
/* The report of run, on a family with a made-up history. */
#include "ktap.h"
#include "options/options.h"
#include "task/parents.h"
#include "view/story.h"

static const char living[] =
	"# lifecycle 2\n"
	"pid tgid ppid birth_ppid comm state cause born_ns now_ns run_ns zombie_ns\n"
	"1 1 0 - init sleeping - 1 9000000 5 0\n"
	"13 13 1 12 orphan sleeping - 2000000 9000000 1000 0\n"
	"14 14 13 13 undead zombie exited 2100000 9000000 1000 500000\n"
	"17 17 11 11 first zombie exited 2200000 9000000 1000 500000\n"
	"18 17 11 11 second sleeping - 2300000 9000000 1000 0\n"
	"15 15 1 1 stranger sleeping - 2000000 9000000 1000 0\n";

static const char dead[] =
	"# lifecycle 2\n"
	"pid tgid ppid birth_ppid comm state cause born_ns reaped_ns run_ns zombie_ns exit_code exit_signal core_dumped\n"
	"12 12 11 11 job dead failed 1500000 3000000 2000 0 3 - 0\n"
	"16 11 1 11 helper dead group 1600000 4000000 3000 0 0 - 0\n"
	"11 11 1 1 cmd dead crashed 1000000 5000000 4000 0 - 11 1\n";

static const char wanted[] =
	"COMM         PID EXIT\n"
	"cmd           11 SIGSEGV+core\n"
	"|-job         12 3\n"
	"| `-orphan    13 -\n"
	"|   `-undead  14 -\n"
	"`-first       17 -\n"
	"cmd[11] crashed (SIGSEGV+core) after 4.0ms; 5 processes and 2 more threads: "
	"1 failed, 1 crashed, 1 unreaped, 2 still alive; 13.0us on a CPU\n";

static char *tell(int64_t pid, int64_t born_ns, int *status)
{
	struct lct_options opt = { .ncolumns = 3, .columns = {
		LCT_COLUMN_comm, LCT_COLUMN_pid, LCT_COLUMN_exit } };
	struct lct_table a, b;
	struct lct_tasks tasks = { 0 };
	struct lct_view view = { 0 };
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	lct_table_init(&a);
	lct_table_init(&b);
	lct_table_parse(&a, living, strlen(living));
	lct_table_parse(&b, dead, strlen(dead));
	lct_tasks_add(&tasks, &a);
	lct_tasks_add(&tasks, &b);
	lct_tasks_merge(&tasks);
	lct_parents_link(&tasks);
	*status = lct_story_print(&tasks, &view, pid, born_ns, &opt, out);
	fclose(out);
	lct_tasks_free(&tasks);
	lct_table_free(&a);
	lct_table_free(&b);
	return text;
}

int main(void)
{
	int status;
	char *text;

	plan(3);
	text = tell(11, 1000000, &status);
	same(text, wanted, "dead, living, adopted and unreaped tasks, but no unrelated one");
	result(status == 0, "the report succeeds");
	free(text);
	text = tell(11, 6000000, &status);
	result(status == -1 && !*text, "a PID that no task had at that time");
	free(text);
	return ktap_failed;
}
