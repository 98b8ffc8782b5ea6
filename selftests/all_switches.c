// SPDX-License-Identifier: GPL-2.0
/*
 * No switch of the machine is missed or counted twice. The kernel counts them all
 * in the 'ctxt' of /proc/stat, those of the idle tasks too, which are nobody's
 * record: a trace counts these. How often any task got a CPU it counts in
 * /proc/schedstat. Both must grow by exactly what the living and the dead show.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"
#include "trace.h"

struct totals {
	uint64_t ctxt, idle, arrivals, switches, runs;
};

static uint64_t read_ctxt(void)
{
	char *text = path_text("/proc/stat"), *at;
	uint64_t value;

	at = text ? strstr(text, "\nctxt ") : NULL;
	require(at, "no ctxt in /proc/stat");
	value = strtoull(at + 6, NULL, 10);
	free(text);
	return value;
}

/* The last number of each CPU's line: how often a task, but idle, was put on it. */
static uint64_t read_arrivals(void)
{
	char *text = path_text("/proc/schedstat");
	uint64_t sum = 0;

	if (!text)
		ktap_skip("no /proc/schedstat");
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		if (!strncmp(line, "cpu", 3))
			sum += strtoull(strrchr(line, ' ') + 1, NULL, 10);
	free(text);
	return sum;
}

/*
 * One released before its last switch off a CPU (a thread that releases itself,
 * for example) has that still to come when its row is closed: it came all the
 * same, so each of its runs has had its switch.
 */
static void add_rows(struct totals *totals, const char *path)
{
	struct table *table = table_read(path);

	for (int row = 0; row < table->rows; row++) {
		uint64_t runs = table_u64(table, row, "runs");

		totals->runs += runs;
		if (!table_none(table, row, "reaped_ns") && !table_none(table, row, "birth"))
			totals->switches += runs;
		else
			totals->switches += table_u64(table, row, "switches_voluntary") +
					    table_u64(table, row, "switches_involuntary");
	}
	table_free(table);
}

/* Everything of one moment: no switch between the beginning and the end of it. */
static struct totals take(void)
{
	uint64_t deadline = clock_ns() + 3 * PATIENCE_NS;
	struct totals totals;

	do {
		require(clock_ns() < deadline, "the system does not come to rest");
		/* What was closed last time is freed by threads of the kernel: let them. */
		burn(20 * MS_NS);
		memset(&totals, 0, sizeof(totals));
		totals.ctxt = read_ctxt();
		totals.idle = trace_count();
		totals.arrivals = read_arrivals();
		add_rows(&totals, LC_PROC "tasks");
		add_rows(&totals, LC_PROC "dead");
	} while (read_ctxt() != totals.ctxt);
	return totals;
}

static void *thread(void *unused)
{
	sched_yield();
	return NULL;
}

static void work(void *unused)
{
	pthread_t id;

	for (int i = 0; i < 30; i++) {
		pid_t pid = fork();

		if (pid == 0) {
			burn(MS_NS);
			_exit(0);
		}
		sched_yield();
		waitpid(pid, NULL, 0);
		if (!pthread_create(&id, NULL, thread, NULL))
			pthread_join(id, NULL);
	}
}

static void exercise(void)
{
	struct burner burner;
	pid_t pids[3];

	burner_start(&burner, -1);
	for (size_t i = 0; i < ARRAY_SIZE(pids); i++)
		pids[i] = spawn(work, NULL);
	for (int i = 0; i < 200; i++) {
		burner_order(&burner, 0);
		gate_wait(&burner.done);
	}
	for (size_t i = 0; i < ARRAY_SIZE(pids); i++)
		reap(pids[i]);
	end_child(burner.pid);
}

static bool equal(const char *what, uint64_t ours, uint64_t kernels)
{
	if (ours == kernels)
		return true;
	ktap_diag("%s is %llu, for the kernel %llu", what, (unsigned long long)ours,
		  (unsigned long long)kernels);
	return false;
}

/*
 * A CPU that stands still in the middle of a switch is not at rest, and nobody can
 * tell: part of that switch is counted already.
 */
static bool growth(void)
{
	struct totals before = take(), after;
	uint64_t switches, runs, arrivals;
	bool good;

	exercise();
	after = take();
	switches = after.switches - before.switches;
	runs = after.runs - before.runs;
	arrivals = after.arrivals - before.arrivals;
	expect(switches >= 600, "%llu switches are no exercise", (unsigned long long)switches);
	good = equal("the growth of all switches", switches + after.idle - before.idle,
		     after.ctxt - before.ctxt);
	if (preemptible_kernel())
		return runs >= arrivals && good;
	return equal("the growth of all runs", runs, arrivals) && good;
}

static void everything(void)
{
	trace_begin("sched/sched_switch", "prev_pid == 0");
	expect_in_attempts("all switches", growth);
}

static const struct ktap_case cases[] = {
	{ "all switches and runs of the machine are those that the kernel counts",
	  everything, trace_cleanup },
};

KTAP_MAIN(cases)
