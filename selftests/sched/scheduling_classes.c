// SPDX-License-Identifier: GPL-2.0
/*
 * Waits count for the task's scheduling class, and its policy is right. The guest has no
 * other tasks in batch, idle and deadline: their sums are exact.
 */
#include <sched.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"

struct attributes {
	uint32_t size, policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime, deadline, period;
};

/* A sleeping task of that class, and the counts before it runs. */
struct subject {
	struct burner burner;
	const char *class;
	struct table *task;
	struct class_total total;
};

static void settle(struct subject *subject, const char *class)
{
	wait_blocked(subject->burner.pid);
	subject->class = class;
	subject->task = task_get(subject->burner.pid);
	subject->total = class_get(class);
}

static void work(struct subject *subject)
{
	for (int i = 0; i < 50; i++) {
		burner_order(&subject->burner, MS_NS);
		gate_wait(&subject->burner.done);
	}
	wait_blocked(subject->burner.pid);
}

static void expect_grown(struct subject *subject, const char *policy, bool alone)
{
	struct class_total total = class_get(subject->class);
	struct table *task = task_get(subject->burner.pid);
	uint64_t waits = hist_count(table_text(task, 0, "latency_hist")) -
			 hist_count(table_text(subject->task, 0, "latency_hist"));
	uint64_t ns = table_u64(task, 0, "runnable_ns") -
		      table_u64(subject->task, 0, "runnable_ns");

	expect_text("policy", table_text(task, 0, "policy"), policy);
	expect(waits >= 1, "no wait was counted");
	if (alone) {
		expect_u64("the class's waits", total.count - subject->total.count, waits);
		expect_u64("the class's time", total.sum_ns - subject->total.sum_ns, ns);
	} else {
		expect(total.count - subject->total.count >= waits,
		       "the class counts too few waits");
		expect(total.sum_ns - subject->total.sum_ns >= ns,
		       "the class counts too little time");
	}
	expect(total.max_ns * waits >= ns, "the class's longest wait is shorter than the average");
	expect_latency(task);
	end_child(subject->burner.pid);
}

static void counts(int policy, int priority, const char *word, const char *class, bool alone)
{
	struct subject subject;

	burner_start(&subject.burner, cpus() - 1);
	set_policy(subject.burner.pid, policy, priority);
	settle(&subject, class);
	work(&subject);
	expect_grown(&subject, word, alone);
}

static void fair(void)
{
	counts(SCHED_OTHER, 0, "other", "fair", false);
}

static void batch(void)
{
	counts(SCHED_BATCH, 0, "batch", "batch", true);
}

static void idle(void)
{
	counts(SCHED_IDLE, 0, "idle", "idle", true);
}

static void real_time(void)
{
	counts(SCHED_FIFO, 1, "fifo", "rt", false);
	counts(SCHED_RR, 99, "rr", "rt", false);
}

/* A fifth of each period is its runtime; for the rest it is throttled. */
static void deadline(void)
{
	struct attributes attributes = {
		.size = sizeof(attributes), .policy = 6 /* SCHED_DEADLINE */,
		.runtime = 10 * MS_NS, .deadline = 50 * MS_NS, .period = 50 * MS_NS,
	};
	struct subject subject;
	struct table *task;

	burner_start(&subject.burner, -1);
	if (syscall(SYS_sched_setattr, subject.burner.pid, &attributes, 0))
		ktap_skip("sched_setattr: %s", strerror(errno));
	settle(&subject, "deadline");
	burner_order(&subject.burner, 80 * MS_NS);
	burner_wait(&subject.burner);
	task = task_get(subject.burner.pid);
	expect(table_u64(task, 0, "switches_involuntary") >= 3, "it was throttled %s times",
	       table_text(task, 0, "switches_involuntary"));
	expect(table_u64(task, 0, "runnable_ns") >= 80 * MS_NS, "it waited %s ns",
	       table_text(task, 0, "runnable_ns"));
	expect_text("weight", table_text(task, 0, "weight"), "-");
	expect_grown(&subject, "deadline", true);
}

/* A SCHED_IDLE task beside a hog has 3 of 1027 parts of the CPU. */
static bool crumbs(void)
{
	struct burner hog, idler;
	struct table *task;
	bool good;

	burner_start(&hog, 1);
	burner_start(&idler, 1);
	set_policy(idler.pid, SCHED_IDLE, 0);
	burner_order(&hog, 300 * MS_NS);
	burner_order(&idler, 10000 * MS_NS);
	gate_wait(&hog.done);
	task = task_get(idler.pid);
	expect_u64("weight", table_u64(task, 0, "weight"), 3);
	good = table_u64(task, 0, "run_ns") < table_u64(task, 0, "runnable_ns") / 5;
	if (!good)
		ktap_diag("ran %s ns, waited %s", table_text(task, 0, "run_ns"),
			  table_text(task, 0, "runnable_ns"));
	end_child(hog.pid);
	end_child(idler.pid);
	return good;
}

static void idle_gives_way(void)
{
	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	pin(0);
	expect_in_attempts("a SCHED_IDLE task beside a hog", crumbs);
}

/* No wait is added to the class that a task has left. */
static void change(void)
{
	struct class_total batch_before, batch_after;
	struct subject subject;

	burner_start(&subject.burner, -1);
	set_policy(subject.burner.pid, SCHED_BATCH, 0);
	work(&subject);
	set_policy(subject.burner.pid, SCHED_IDLE, 0);
	settle(&subject, "idle");
	batch_before = class_get("batch");
	work(&subject);
	batch_after = class_get("batch");
	expect_u64("waits in batch", batch_after.count, batch_before.count);
	expect_grown(&subject, "idle", true);
}

/* The stop thread of a CPU moves a running task away from it. */
static void stop(void)
{
	struct class_total before = class_get("stop");

	if (cpus() < 2)
		ktap_skip("needs two CPUs");
	for (int i = 0; i < 10; i++)
		pin(i % 2);
	expect(class_get("stop").count - before.count >= 9, "too few waits are counted");
}

static const struct ktap_case cases[] = {
	{ "waits of SCHED_OTHER count for the class fair", fair },
	{ "waits of SCHED_BATCH count for the class batch", batch },
	{ "waits of SCHED_IDLE count for the class idle", idle },
	{ "waits of SCHED_FIFO and SCHED_RR count for the class rt", real_time },
	{ "a throttled SCHED_DEADLINE task waits in the class deadline", deadline },
	{ "waits of stop threads count for a class of their own", stop },
	{ "a SCHED_IDLE task beside a hog mostly waits", idle_gives_way },
	{ "a change of policy changes the class", change },
};

KTAP_MAIN(cases)
