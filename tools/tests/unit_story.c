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

static const char many[] =
	"# lifecycle 2\n"
	"pid tgid ppid birth_ppid comm state cause born_ns reaped_ns run_ns zombie_ns exit_code exit_signal core_dumped\n"
	"21 21 20 20 job dead exited 1100000 2000000 10000 0 0 - 0\n"
	"31 31 21 21 a\\033b dead exited 1110000 1900000 1000 0 0 - 0\n"
	"22 22 20 20 job dead exited 1200000 3000000 20000 0 0 - 0\n"
	"32 32 22 22 a\\033b dead exited 1210000 1900000 2000 0 0 - 0\n"
	"33 33 22 22 a\\033b dead exited 1220000 1900000 3000 0 0 - 0\n"
	"23 23 20 20 job dead exited 1300000 3000000 20000 0 0 - 0\n"
	"24 24 20 20 job dead exited 1400000 3000000 30000 0 0 - 0\n"
	"34 34 23 23 a\\033b dead exited 1500000 1900000 4000 0 0 - 0\n"
	"35 35 24 24 a\\033b dead exited 1500001 1900000 4000 0 0 - 0\n"
	"25 25 20 20 job dead failed 1600000 3000000 30000 0 1 - 0\n"
	"26 26 20 20 bare dead exited 1700000 3000000 30000 0 0 - 0\n"
	"27 27 20 20 bare dead exited 1800000 3000000 30000 0 0 - 0\n"
	"28 28 20 20 bare dead exited 1900000 3000000 30000 0 0 - 0\n"
	"20 20 1 1 make dead exited 1000000 5000000 4000 0 0 - 0\n";

static const char gathered[] =
	"COMM              PID EXIT\n"
	"make               20 0\n"
	"|-4 x job      21..24 0\n"
	"| `-5 x a\\033b 31..35 0\n"
	"|-job              25 1\n"
	"|-bare             26 0\n"
	"|-bare             27 0\n"
	"`-bare             28 0\n"
	"make[20] exited (0) after 4.0ms; 14 processes: 13 exited, 1 failed; 218.0us on a CPU\n";

static const char wanted[] =
	"COMM         PID EXIT\n"
	"cmd           11 SIGSEGV+core\n"
	"|-job         12 3\n"
	"| `-orphan    13 -\n"
	"|   `-undead  14 -\n"
	"`-first       17 -\n"
	"cmd[11] crashed (SIGSEGV+core) after 4.0ms; 5 processes and 2 more threads: "
	"1 failed, 1 crashed, 1 unreaped, 2 still alive; 13.0us on a CPU\n";

static char *story(const char *deaths, int64_t pid, int64_t born_ns, bool all, int *status)
{
	struct lct_options opt = { .all = all, .ncolumns = 3, .columns = {
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
	lct_table_parse(&b, deaths, strlen(deaths));
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

	plan(5);
	text = story(dead, 11, 1000000, false, &status);
	same(text, wanted, "dead, living, adopted and unreaped tasks, but no unrelated one");
	result(status == 0, "the report succeeds");
	free(text);
	text = story(dead, 11, 6000000, false, &status);
	result(status == -1 && !*text, "a PID that no task had at that time");
	free(text);
	text = story(many, 20, 1000000, false, &status);
	same(text, gathered, "four and more that are alike are gathered, with their children");
	free(text);
	text = story(many, 20, 1000000, true, &status);
	result(strstr(text, "24 0\n"), "one by one with --all");
	free(text);
	return ktap_failed;
}
