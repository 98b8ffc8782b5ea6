// SPDX-License-Identifier: GPL-2.0
#include <limits.h>

#include "ktap.h"
#include "task/family.h"

#define LIVES INT64_MAX
#define NR(a) (sizeof(a) / sizeof(*(a)))

#define TASK(p, t, b, from, to) \
	{ .pid = (p), .tgid = (t), .ppid = (b), .birth_ppid = (b), .born_ns = (from), \
	  .end_ns = (to), .dead = (to) != LIVES }

/* "PID@parent's PID" of all rows, in order. */
static void wanted_tree(struct lct_task *task, size_t nr, ssize_t root_pid, int flags,
			const bool *wanted, char *out)
{
	struct lct_tasks tasks = { .nr = nr, .task = task };
	struct lct_rows rows = { 0 };
	struct lct_family f;
	size_t i;

	*out = '\0';
	lct_family_link(&f, &tasks);
	lct_family_rows(&f, root_pid ? lct_family_find(&f, root_pid, LIVES) : LCT_FAMILY_ALL, flags,
			wanted, &rows);
	for (i = 0; i < rows.nr; i++) {
		ssize_t parent = rows.row[i].parent;

		out += sprintf(out, "%s%lld@%lld", i ? " " : "", (long long)rows.row[i].task->pid,
			       parent < 0 ? 0LL : (long long)rows.row[parent].task->pid);
	}
	free(rows.row);
	lct_family_free(&f);
}

static void tree(struct lct_task *task, size_t nr, ssize_t root_pid, int flags, char *out)
{
	wanted_tree(task, nr, root_pid, flags, NULL, out);
}

static void reuse(void)
{
	struct lct_task t[] = {
		TASK(1, 1, 0, 0, LIVES), TASK(5, 5, 1, 10, 20), TASK(5, 5, 1, 30, LIVES),
		TASK(6, 6, 5, 15, LIVES), TASK(7, 7, 5, 35, 36), TASK(8, 8, 5, 20, 21),
		TASK(9, 9, 5, 25, 26),
	};
	char out[256];

	t[6].ppid = 1;
	tree(t, NR(t), 0, 0, out);
	same(out, "1@0 5@1 6@5 8@5 9@1 5@1 7@5",
	     "a child belongs to the process that had the PID when it was born");
}

static void adopted(void)
{
	struct lct_task t[] = {
		TASK(1, 1, 0, 0, LIVES), TASK(5, 5, 1, 10, 20), TASK(6, 6, 5, 15, LIVES),
		TASK(7, 7, 99, 16, LIVES),
	};
	char out[256];

	t[2].ppid = 1;
	t[3].ppid = 1;
	tree(t, NR(t), 0, 0, out);
	same(out, "1@0 5@1 6@5 7@1",
	     "an orphan stays with the parent that forked it, if that is known");
	tree(t, NR(t), 5, 0, out);
	same(out, "5@0 6@5", "also if the dead parent is the root");
	tree(t, NR(t), 0, LCT_FAMILY_LIVING, out);
	same(out, "1@0 5@1 6@5 7@1", "the dead parent of a living child is shown");
	t[2].dead = true;
	t[2].end_ns = 18;
	tree(t, NR(t), 0, LCT_FAMILY_LIVING, out);
	same(out, "1@0 7@1", "a branch without a living process is omitted");
}

static void threads(void)
{
	/* The leader of 5 is a thread that took over the PID in an exec. */
	struct lct_task t[] = {
		TASK(1, 1, 0, 0, LIVES), TASK(11, 5, 1, 10, 40), TASK(5, 5, 5, 20, 90),
		TASK(6, 6, 5, 15, 16), TASK(7, 7, 5, 50, 51), TASK(12, 5, 1, 60, 70),
	};
	char out[256];

	tree(t, NR(t), 0, 0, out);
	same(out, "1@0 5@1 6@5 7@5", "a process continues if another of its threads calls exec");
	tree(t, NR(t), 0, LCT_FAMILY_THREADS, out);
	same(out, "1@0 5@1 11@5 12@5 6@5 7@5", "threads are shown under their process");
}

/* Rows that contradict each other must not cause an endless loop. */
static void nonsense(void)
{
	struct lct_task t[] = {
		TASK(1, 1, 2, 5, LIVES), TASK(2, 2, 1, 5, LIVES), TASK(3, 3, 3, 5, LIVES),
		TASK(0, 0, 0, 0, LIVES), TASK(4, 4, -1, 1, LIVES),
	};
	char out[256];

	tree(t, NR(t), 0, 0, out);
	same(out, "0@0 1@0 2@1 3@0 4@0", "no process is its own ancestor");
	tree(t, 0, 0, 0, out);
	same(out, "", "without tasks there are no rows");
	tree(t, NR(t), 77, 0, out);
	same(out, "0@0 1@0 2@1 3@0 4@0", "with an unknown root all tasks are shown");
}

/* 1 has 5, which has the dead 6 and 7; 7 has 8; 9 is another child of 1. */
static void wanted(void)
{
	struct lct_task t[] = {
		TASK(1, 1, 0, 0, LIVES), TASK(5, 5, 1, 10, LIVES), TASK(6, 6, 5, 11, 20),
		TASK(7, 7, 5, 12, LIVES), TASK(8, 8, 7, 13, LIVES), TASK(9, 9, 1, 14, LIVES),
		TASK(10, 5, 1, 15, LIVES),
	};
	const bool dead[NR(t)] = { [2] = true }, inner[NR(t)] = { [3] = true };
	const bool thread[NR(t)] = { [6] = true }, none[NR(t)] = { 0 };
	char out[256];

	wanted_tree(t, NR(t), 0, 0, dead, out);
	same(out, "1@0 5@1 6@5", "a process that is wanted has its ancestors");
	wanted_tree(t, NR(t), 5, 0, inner, out);
	same(out, "5@0 7@5", "up to the root, and not its children");
	wanted_tree(t, NR(t), 0, LCT_FAMILY_LIVING, dead, out);
	same(out, "", "one that is wanted and living must be both");
	wanted_tree(t, NR(t), 0, LCT_FAMILY_THREADS, thread, out);
	same(out, "1@0 5@1 10@5", "a process is wanted for a thread");
	wanted_tree(t, NR(t), 0, 0, none, out);
	same(out, "", "none is wanted");
}

int main(void)
{
	plan(15);
	reuse();
	adopted();
	threads();
	nonsense();
	wanted();
	return ktap_failed;
}
