// SPDX-License-Identifier: GPL-2.0
/*
 * No switch of the machine is missed or counted twice. The kernel counts them all
 * in the 'ctxt' of /proc/stat, those of the idle tasks too, which are nobody's
 * record: a trace counts these. How often any task got a CPU it counts in
 * /proc/schedstat. Both must grow by exactly what the living and the dead show.
 */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"
#include "trace.h"

struct totals {
	uint64_t ctxt, idle, arrivals, switches, runs;
};

/* What is read of one moment: these files, then the trace's own of each CPU. */
enum source { STAT, SCHEDSTAT, TASKS, DEAD, TRACES };

static const char * const paths[] = {
	[STAT] = "/proc/stat",
	[SCHEDSTAT] = "/proc/schedstat",
	[TASKS] = LC_PROC "tasks",
	[DEAD] = LC_PROC "dead",
};

#define CPUS_MAX 64

struct moment {
	int fds[TRACES + CPUS_MAX];
	char *texts[TRACES + CPUS_MAX];
	int count;
};

static void moment_open(struct moment *moment)
{
	char path[100];

	require(cpus() <= CPUS_MAX, "more than %d CPUs", CPUS_MAX);
	moment->count = TRACES + cpus();
	for (int i = 0; i < moment->count; i++) {
		if (i < TRACES)
			snprintf(path, sizeof(path), "%s", paths[i]);
		else
			trace_stats_path(i - TRACES, path, sizeof(path));
		moment->fds[i] = open(path, O_RDONLY | O_CLOEXEC);
		moment->texts[i] = NULL;
		if (moment->fds[i] < 0 && i == SCHEDSTAT)
			ktap_skip("no %s", path);
		require(moment->fds[i] >= 0, "%s: %s", path, strerror(errno));
	}
}

static char *text_again(int fd)
{
	require(!lseek(fd, 0, SEEK_SET), "lseek: %s", strerror(errno));
	return file_text(fd);
}

static void moment_read(struct moment *moment)
{
	for (int i = 0; i < moment->count; i++) {
		free(moment->texts[i]);
		moment->texts[i] = text_again(moment->fds[i]);
		require(moment->texts[i], "read: %s", strerror(errno));
	}
}

static void moment_close(struct moment *moment)
{
	for (int i = 0; i < moment->count; i++)
		close(moment->fds[i]);
}

static uint64_t read_ctxt(const char *text)
{
	const char *at = strstr(text, "\nctxt ");

	require(at, "no ctxt in /proc/stat");
	return strtoull(at + 6, NULL, 10);
}

/* The last number of each CPU's line: how often a task, but idle, was put on it. */
static uint64_t read_arrivals(char *text)
{
	uint64_t sum = 0;

	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		if (!strncmp(line, "cpu", 3))
			sum += strtoull(strrchr(line, ' ') + 1, NULL, 10);
	return sum;
}

/*
 * One released before its last switch off a CPU (a thread that releases itself,
 * for example) has that still to come when its row is closed: it came all the
 * same, so each of its runs has had its switch.
 */
static void add_rows(struct totals *totals, char *text)
{
	struct table *table = table_parse(text);

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

static bool is_one_moment(struct moment *moment)
{
	char *text;
	bool same;

	moment_read(moment);
	text = text_again(moment->fds[STAT]);
	same = read_ctxt(text) == read_ctxt(moment->texts[STAT]);
	free(text);
	return same;
}

/*
 * Everything of one moment: no switch between the beginning and the end of it. A
 * file that is closed is freed by threads of the kernel, which nobody is told of:
 * all are open before, and there is time for what else is to be done, on all CPUs.
 */
static struct totals take(void)
{
	uint64_t deadline = clock_ns() + 3 * PATIENCE_NS;
	struct totals totals = { 0 };
	struct moment moment;

	moment_open(&moment);
	do {
		require(clock_ns() < deadline, "the system does not come to rest");
		poll(NULL, 0, 20);
	} while (!is_one_moment(&moment));
	moment_close(&moment);
	totals.ctxt = read_ctxt(moment.texts[STAT]);
	totals.arrivals = read_arrivals(moment.texts[SCHEDSTAT]);
	add_rows(&totals, moment.texts[TASKS]);
	add_rows(&totals, moment.texts[DEAD]);
	free(moment.texts[STAT]);
	free(moment.texts[SCHEDSTAT]);
	for (int i = TRACES; i < moment.count; i++) {
		totals.idle += trace_stats_count(moment.texts[i]);
		free(moment.texts[i]);
	}
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
