// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "top/sample.h"

#define HEADER	"# lifecycle 2\ntgid pid born_ns now_ns state run_ns sleep_ns unknown_ns reaped_ns\n"

struct read {
	struct lct_table table;
	struct lct_tasks tasks;
};

static void read_rows(struct read *read, const char *rows)
{
	memset(read, 0, sizeof(*read));
	lct_table_init(&read->table);
	if (lct_table_parse(&read->table, HEADER, strlen(HEADER)) ||
	    lct_table_parse(&read->table, rows, strlen(rows)) ||
	    lct_tasks_add(&read->tasks, &read->table))
		exit(1);
}

static void free_rows(struct read *read)
{
	lct_tasks_free(&read->tasks);
	lct_table_free(&read->table);
}

/* The times of the only row of @after, since @before: on a CPU, asleep, other. */
static void since(const char *before, const char *after, const char *wanted,
		  const char *description)
{
	struct lct_top_known known[8];
	struct lct_top_times times;
	struct read a, b;
	char text[96];

	read_rows(&a, before);
	read_rows(&b, after);
	lct_top_known_make(known, &a.tasks);
	lct_top_known_since(known, a.tasks.nr, b.tasks.task, &times);
	snprintf(text, sizeof(text), "%lld %lld %lld", (long long)times.ns[LCT_TOP_RUN],
		 (long long)times.ns[LCT_TOP_SLEEP], (long long)times.ns[LCT_TOP_OTHER]);
	same(text, wanted, description);
	free_rows(&a);
	free_rows(&b);
}

int main(void)
{
	plan(8);
	since("5 5 100 1000 running 400 500 0 -\n", "5 5 100 2000 running 900 1000 0 -\n",
	      "500 500 0", "a task is compared with itself");
	since("5 5 100 1000 running 400 500 0 -\n", "5 5 1500 2000 running 300 200 0 -\n",
	      "300 200 0", "a PID that is used again is another task, and counts from its birth");
	since("4 4 100 1000 running 400 500 0 -\n", "5 5 1500 2000 running 300 200 0 -\n",
	      "300 200 0", "a newborn counts with its whole life");
	since("", "5 5 100 2000 running 900 1000 0 -\n", "900 1000 0", "the first sample");
	since("5 5 100 1000 running 400 500 0 -\n", "5 5 100 - dead 600 550 0 1250\n", "200 50 0",
	      "a task that has died counts to its end");
	since("5 6 150 1000 running 400 450 0 -\n5 5 100 1000 sleeping 1 899 0 -\n",
	      "5 5 150 2000 running 900 950 0 -\n", "500 500 0",
	      "a thread that executes a program keeps its birth, not its PID");
	since("5 5 100 1000 sleeping 0 0 900 -\n", "5 5 100 2000 sleeping 0 0 1900 -\n",
	      "0 1000 0", "a task without an event is in its state all the time");
	since("5 5 100 1000 sleeping 0 0 900 -\n", "5 5 100 2000 sleeping 50 50 1800 -\n",
	      "50 50 900", "the time until the first event is unknown");
	return ktap_failed;
}
