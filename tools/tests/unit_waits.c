// SPDX-License-Identifier: GPL-2.0
#include "ktap.h"
#include "task/waits.h"

#define HEADER	"# lifecycle 2\npid tgid comm born_ns reaped_ns now_ns runnable_ns " \
		"latency_max_ns latency_hist dead_threads\n"

/* One snapshot. */
struct view {
	struct lct_table t;
	struct lct_tasks tasks;
	struct lct_family f;
	struct lct_past past;
};

static void look(struct view *v, const char *rows)
{
	memset(v, 0, sizeof(*v));
	lct_table_init(&v->t);
	if (lct_table_parse(&v->t, HEADER, strlen(HEADER)) ||
	    lct_table_parse(&v->t, rows, strlen(rows)) || lct_tasks_add(&v->tasks, &v->t))
		exit(1);
	lct_tasks_merge(&v->tasks);
	if (lct_family_link(&v->f, &v->tasks) || lct_past_note(&v->past, &v->tasks))
		exit(1);
}

static void forget(struct view *v)
{
	lct_past_free(&v->past);
	lct_family_free(&v->f);
	lct_tasks_free(&v->tasks);
	lct_table_free(&v->t);
}

/* Between two snapshots, the target has @count waits of @sum_ns in all. */
static void comes(struct lct_target target, const char *before, const char *after, int64_t count,
		  int64_t sum_ns, const char *description)
{
	struct lct_waits w;
	struct view a, b;

	look(&a, before);
	look(&b, after);
	lct_waits_collect(&w, &target, &a.f, NULL);
	lct_waits_collect(&w, &target, &b.f, &a.past);
	if (w.hist.count != count || w.hist.sum_ns != sum_ns)
		printf("# got %lld waits of %lldns\n", (long long)w.hist.count,
		       (long long)w.hist.sum_ns);
	result(w.hist.count == count && w.hist.sum_ns == sum_ns, description);
	forget(&a);
	forget(&b);
}

static void intervals(void)
{
	const struct lct_target process = { .pid = 5 }, thread = { .pid = 6 };
	const struct lct_target named = { .comm = "s*h" };
	const char *two = "5 5 sh 100 - 1000 50 20 3 0\n6 5 x 200 - 1000 70 30 1,1 0\n";

	comes(process, two, "5 5 sh 100 - 2000 60 20 4 0\n6 5 x 200 - 2000 80 30 1,3 0\n", 3, 20,
	      "the waits of all threads of a process are added up");
	comes(thread, two, "5 5 sh 100 - 2000 60 20 4 0\n6 5 x 200 - 2000 80 30 1,3 0\n", 2, 10,
	      "a thread has only its own waits");
	comes(process, two, "5 5 sh 100 - 2000 50 20 3 1\n6 5 x 200 1500 - 90 30 1,4 0\n", 3, 20,
	      "a thread that died is counted up to its death");
	comes(process, two, "5 5 sh 100 1800 - 51 20 4 1\n6 5 x 200 1500 - 90 30 1,4 0\n", 4, 21,
	      "so is a process that died");
	comes(process, two, "5 5 sh 100 - 2000 50 20 3 0\n6 5 x 200 - 2000 70 30 1,1 0\n"
	      "7 5 y 1100 1200 - 8 8 2 0\n", 2, 8,
	      "a thread that was born and died in the interval counts in full");
	comes(process, two, "5 5 sh 1700 - 2000 9 9 9 0\n", 0, 0,
	      "another process with the same PID does not count");
	comes(thread, two, "6 6 sh 1700 - 2000 9 9 9 0\n", 0, 0, "nor another thread");
	comes(process, two, "5 5 x 200 - 2000 75 30 1,2 1\n6 5 sh 100 1500 - 52 20 4 0\n", 2, 7,
	      "an exec by a thread exchanges PIDs, not waits");
	comes((struct lct_target){ .pid = 7 },
	      "5 5 x 200 - 1000 50 20 3 0\n6 5 y 200 - 1000 70 30 1 0\n"
	      "7 5 z 200 - 1000 9 9 9 0\n", "5 5 x 200 - 2000 50 20 3 0\n"
	      "6 5 y 200 - 2000 70 30 1 0\n7 5 z 200 - 2000 10 9 10 0\n", 1, 1,
	      "threads born at the same time are told apart");
	comes(named, two, "5 5 sh 100 - 2000 60 20 4 0\n6 5 x 200 - 2000 80 30 1,3 0\n"
	      "8 8 ssh 1100 1900 - 5 5 1 0\n9 9 she 1100 - 2000 7 7 1 0\n", 4, 25,
	      "processes by name, whatever the names of their threads");
	comes(named, "5 5 cat 100 - 1000 50 20 3 0\n", "5 5 sh 100 - 2000 60 20 4 0\n", 1, 10,
	      "waits before a change of name are not counted");
}

static void since_birth(void)
{
	const char *rows = "5 5 old 100 300 - 1 1 1 0\n5 5 new 400 - 1000 8 4 2 3\n"
			   "6 5 a 500 700 - 4 4 1 0\n7 5 b 500 - 1000 1 1 1 0\n";
	struct lct_target target = { .pid = 5 }, nobody = { .pid = 77 };
	struct lct_waits w;
	struct view v;

	look(&v, rows);
	lct_waits_collect(&w, &target, &v.f, NULL);
	result(w.hist.count == 4 && w.hist.sum_ns == 13 && w.threads == 3 && w.living == 2,
	       "of two processes with one PID, the living one");
	result(w.evicted == 2, "two of three dead threads have been evicted");
	lct_waits_collect(&w, &nobody, &v.f, NULL);
	result(!w.leader && !w.hist.count, "an unknown PID has no waits");
	forget(&v);
}

int main(void)
{
	plan(14);
	intervals();
	since_birth();
	return ktap_failed;
}
