// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "top/columns.h"

#define HEADER	"# lifecycle 2\ntgid pid born_ns reaped_ns now_ns state comm uid run_ns " \
		"dead_threads_run_ns\n"

static const char living[] =
	"5 5 100 - 9000 sleeping a 0 10 3\n"
	"5 6 200 - 9000 running a 0 20 0\n"
	"8 8 300 - 9000 running b 7 40 0\n"
	"9 9 8000 - 9000 running c 7 80 0\n";
static const char dead[] =
	"9 9 400 700 - dead old 7 100 0\n"
	"5 7 250 8500 - dead a 0 3 0\n"
	"9 10 500 600 - dead old 7 200 0\n";

/* A sample of the rows above: of the whole lives, or as if the dead had died in an interval. */
static void make(struct lct_top_sample *s, int64_t interval_ns)
{
	size_t i;

	memset(s, 0, sizeof(*s));
	lct_table_init(&s->table);
	lct_table_init(&s->deaths.table);
	if (lct_table_parse(&s->table, HEADER, strlen(HEADER)) ||
	    lct_table_parse(&s->table, living, strlen(living)) ||
	    lct_table_parse(&s->deaths.table, HEADER, strlen(HEADER)) ||
	    lct_table_parse(&s->deaths.table, dead, strlen(dead)) ||
	    lct_tasks_add(&s->tasks, &s->table) ||
	    lct_tasks_add(&s->deaths.tasks, &s->deaths.table))
		exit(1);
	s->times = calloc(s->tasks.nr, sizeof(*s->times));
	s->deaths.times = calloc(s->deaths.tasks.nr, sizeof(*s->times));
	for (i = 0; i < s->tasks.nr; i++)
		lct_top_times_read(&s->times[i], &s->tasks.task[i]);
	for (i = 0; i < s->deaths.tasks.nr; i++)
		lct_top_times_read(&s->deaths.times[i], &s->deaths.tasks.task[i]);
	for (i = 0; i < s->tasks.nr; i++)
		s->times[i].interval_ns = 1000;
	for (i = 0; i < s->deaths.tasks.nr; i++)
		s->deaths.times[i].interval_ns = 1000;
	s->deaths.fd = -1;
	s->deaths.seen = s->deaths.tasks.nr;
	s->interval_ns = interval_ns;
	s->view.clock.now_ns = 9000;
}

static void shows(int64_t interval_ns, struct lct_top_choice choice,
		  enum lct_top_column_id column, const char *wanted, const char *description)
{
	const struct lct_top_order order = { .column = column };
	struct lct_top_rows rows = { 0 };
	struct lct_top_sample s;
	char text[256] = "";
	size_t i, n = 0;

	make(&s, interval_ns);
	if (lct_top_rows_make(&rows, &s, &choice))
		exit(1);
	lct_top_columns_sort(&rows, &order, &s.view);
	for (i = 0; i < rows.nr; i++)
		n += snprintf(text + n, sizeof(text) - n, "%s%s%lld:%lld", i ? " " : "",
			      rows.row[i].task->dead ? "dead" : "",
			      (long long)lct_top_columns[LCT_TOP_PID].number(&rows.row[i]),
			      (long long)rows.row[i].times.ns[LCT_TOP_RUN]);
	same(text, wanted, description);
	lct_top_rows_free(&rows);
	lct_top_sample_close(&s);
}

int main(void)
{
	plan(8);
	shows(1000, (struct lct_top_choice){ 0 }, LCT_TOP_PID, "5:33 8:40 dead9:300 9:80",
	      "threads, living and dead, are folded into the process that they belonged to");
	shows(0, (struct lct_top_choice){ 0 }, LCT_TOP_PID, "5:33 8:40 dead9:100 9:80",
	      "since birth, reaped threads are those that the leader's row counts");
	shows(1000, (struct lct_top_choice){ .threads = true }, LCT_TOP_PID,
	      "5:10 6:20 dead7:3 8:40 dead9:100 9:80 dead10:200", "a row for each thread");
	shows(1000, (struct lct_top_choice){ 0 }, LCT_TOP_RUN_PERCENT, "dead9:300 9:80 8:40 5:33",
	      "the largest first");
	shows(1000, (struct lct_top_choice){ .text = "OL" }, LCT_TOP_PID, "dead9:300",
	      "a filter ignores case");
	shows(1000, (struct lct_top_choice){ .has_uid = true, .uid = 7 }, LCT_TOP_PID,
	      "8:40 dead9:300 9:80", "the processes of a user");
	shows(1000, (struct lct_top_choice){ .group = LCT_TOP_BY_COMMAND }, LCT_TOP_RUN_PERCENT,
	      "dead0:300 1:80 1:40 1:33", "processes grouped by command; the dead are none");
	shows(1000, (struct lct_top_choice){ .group = LCT_TOP_BY_UNIT }, LCT_TOP_RUN_PERCENT,
	      "3:453", "a group has the times of all its processes");
	return ktap_failed;
}
