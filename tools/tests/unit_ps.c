// SPDX-License-Identifier: GPL-2.0
/* What ps(1) shows of a task, and which tasks are the kernel's. */
#include "made.h"
#include "task/value.h"

static const struct {
	const char *facts, *pri, *stat, *description;
} cases[] = {
	{ "state=sleeping policy=other nice=0 rtprio=0", "19", "S", "an ordinary process" },
	{ "state=running policy=other nice=-5 rtprio=0", "24", "R<", "a negative nice value" },
	{ "state=runnable policy=batch nice=19 rtprio=0", "0", "RN", "the greatest nice value" },
	{ "state=sleeping policy=fifo nice=0 rtprio=50", "90", "S", "a real-time priority" },
	{ "state=sleeping policy=deadline nice=0 rtprio=0", "140", "S", "a deadline" },
	{ "state=disk nice=0 sid=7", "19", "Ds", "a session leader in disk wait" },
	{ "state=zombie nice=0 sid=5", "19", "Z", "a zombie" },
	{ "state=traced nice=0", "19", "t", "stopped by a tracer" },
	{ "state=unknown", "-", "-", "what is not known" },
};

static const struct {
	const char *facts;
	bool is_one;
	const char *description;
} threads[] = {
	{ "birth=kthread exe=- pgid=0 sid=0", true, "born as one" },
	{ "birth=kthread exe=/sbin/modprobe pgid=0 sid=0", false, "forked from one" },
	{ "birth=- exe=- pid=2 ppid=0 pgid=0 sid=0", true, "kthreadd" },
	{ "birth=- exe=- ppid=2 pgid=0 sid=0", true, "a child of kthreadd" },
	{ "birth=- exe=- ppid=2 pgid=9 sid=9", false, "a child of PID 2 with a session" },
	{ "birth=- exe=/sbin/modprobe ppid=2 pgid=0 sid=0", false, "a program of the kernel" },
	{ "birth=fork exe=- ppid=2 pgid=0 sid=0", false, "a child that was forked" },
};

static const char *value(const struct made *made, enum lct_column_id id)
{
	static char text[2 * LCT_CELL_ESCAPED];

	lct_value_format(id, LCT_FORM_HUMAN, &made->task, NULL, text, sizeof(text));
	return text;
}

int main(void)
{
	static struct made made;
	size_t i;

	plan(2 * NR(cases) + NR(threads));
	for (i = 0; i < NR(cases); i++) {
		make(&made, cases[i].facts);
		same(value(&made, LCT_COLUMN_pri), cases[i].pri, cases[i].description);
		same(value(&made, LCT_COLUMN_stat), cases[i].stat, cases[i].description);
	}
	for (i = 0; i < NR(threads); i++) {
		make(&made, threads[i].facts);
		result(lct_task_is_kernel_thread(&made.task) == threads[i].is_one,
		       threads[i].description);
	}
	return ktap_failed;
}
