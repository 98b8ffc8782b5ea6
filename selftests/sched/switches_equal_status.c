// SPDX-License-Identifier: GPL-2.0
/*
 * Context switches equal the kernel's count, for each task that does not switch meanwhile.
 */
#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

#include "child.h"
#include "ktap.h"
#include "row.h"
#include "time.h"

struct switches {
	uint64_t voluntary, involuntary;
};

static struct switches kernel_count(pid_t tgid, pid_t tid)
{
	return (struct switches){
		status_value(tgid, tid, "voluntary_ctxt_switches"),
		status_value(tgid, tid, "nonvoluntary_ctxt_switches"),
	};
}

static struct switches our_count(const struct table *task)
{
	return (struct switches){
		table_u64(task, 0, "switches_voluntary"),
		table_u64(task, 0, "switches_involuntary"),
	};
}

static bool same(struct switches one, struct switches other)
{
	return one.voluntary == other.voluntary && one.involuntary == other.involuntary;
}

/*
 * A row proves something only between two equal readings of the kernel's; none of a task
 * that is gone.
 */
static void expect_same(pid_t tgid, pid_t tid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS / 5;
	struct switches before, ours, after;
	struct table *task;

	do {
		before = kernel_count(tgid, tid);
		task = task_ask(tid);
		if (!task)
			return;
		ours = our_count(task);
		table_free(task);
		after = kernel_count(tgid, tid);
		if (same(before, after) && same(ours, after))
			return;
		if (after.voluntary == UINT64_MAX)
			return;
	} while (!same(before, after) || clock_ns() < deadline);
	expect(false, "%d: %llu+%llu switches, the kernel counts %llu+%llu", tid,
	       (unsigned long long)ours.voluntary, (unsigned long long)ours.involuntary,
	       (unsigned long long)after.voluntary, (unsigned long long)after.involuntary);
}

static void sleep_often(void *data)
{
	struct gate *gates = data;

	for (;;) {
		gate_wait(&gates[0]);
		gate_open(&gates[1]);
	}
}

static void blocked_child(void)
{
	struct gate gates[2];
	struct table *task;
	pid_t pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pid = spawn(sleep_often, gates);
	for (int i = 0; i < 200; i++) {
		gate_open(&gates[0]);
		gate_wait(&gates[1]);
		if (i % 20)
			continue;
		wait_blocked(pid);
		expect_same(pid, pid);
	}
	wait_blocked(pid);
	task = task_get(pid);
	expect_runs(task, 0);
	expect(our_count(task).voluntary >= 10,
	       "a child that often slept has %s voluntary switches",
	       table_text(task, 0, "switches_voluntary"));
}

/* Involuntary switches by yielding, and by a rival on the same CPU. */
static void compete(void *data)
{
	struct gate *gate = data;

	pin(cpus() - 1);
	for (int i = 0; i < 100; i++)
		sched_yield();
	burn(60000000);
	gate_wait(gate);
}

static void preempted_children(void)
{
	struct gate gate;
	pid_t pids[3];
	uint64_t involuntary = 0;

	gate_init(&gate);
	for (size_t i = 0; i < ARRAY_SIZE(pids); i++)
		pids[i] = spawn(compete, &gate);
	for (size_t i = 0; i < ARRAY_SIZE(pids); i++) {
		uint64_t deadline = clock_ns() + PATIENCE_NS;

		/* Blocked at the gate, not in an earlier page fault. */
		while (stat_state(pids[i], pids[i]) != 'S' ||
		       stat_field(pids[i], pids[i], 14) + stat_field(pids[i], pids[i], 15) < 4)
			require(clock_ns() < deadline, "%d never blocked", pids[i]);
	}
	for (size_t i = 0; i < ARRAY_SIZE(pids); i++) {
		struct table *task;

		expect_same(pids[i], pids[i]);
		task = task_get(pids[i]);
		involuntary += our_count(task).involuntary;
		expect_runs(task, 0);
	}
	expect(involuntary >= 10, "three rivals have only %llu involuntary switches",
	       (unsigned long long)involuntary);
}

static void all_tasks(void)
{
	struct id *tasks;
	int count = list_proc(&tasks);

	for (int i = 0; i < count; i++)
		if (tasks[i].tid != getpid())
			expect_same(tasks[i].tgid, tasks[i].tid);
}

static const struct ktap_case cases[] = {
	{ "switches of a child that sleeps and wakes equal the kernel's", blocked_child },
	{ "switches of children that yield and are preempted equal the kernel's",
	  preempted_children },
	{ "switches of each task in the system equal the kernel's", all_tasks },
};

KTAP_MAIN(cases)
