// SPDX-License-Identifier: GPL-2.0
/*
 * No switch of the machine is missed or counted twice. The kernel counts them all in 'ctxt'
 * of /proc/stat, and a trace contains each. In the trace a task leaves a CPU and gets one
 * as often as its row shows, up to the time of that row. Switches of a task after its
 * release belong to no row; nor do those of the idle tasks.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hold.h"
#include "ktap.h"
#include "load.h"
#include "row.h"
#include "schedule.h"
#include "time.h"
#include "trace.h"

#define CPUS_MAX 64

/* The two handlers of one switch may read the clock this far apart. */
#define SLACK_US 50

/* The number of switches at one moment: the kernel's count, and the trace's. */
struct count {
	uint64_t ctxt;
	uint64_t traced[CPUS_MAX];
};

/* Opened once: closing a file wakes RCU's threads, which would switch. */
static struct {
	int ctxt, traced[CPUS_MAX];
} files;

static void open_files(void)
{
	char path[100];

	require(cpus() <= CPUS_MAX, "more than %d CPUs", CPUS_MAX);
	files.ctxt = open("/proc/stat", O_RDONLY);
	require(files.ctxt >= 0, "/proc/stat: %s", strerror(errno));
	for (int cpu = 0; cpu < cpus(); cpu++) {
		trace_stats_path(cpu, path, sizeof(path));
		files.traced[cpu] = open(path, O_RDONLY);
		require(files.traced[cpu] >= 0, "%s: %s", path, strerror(errno));
	}
}

static char *text_again(int fd)
{
	char *text = lseek(fd, 0, SEEK_SET) ? NULL : file_text(fd);

	require(text, "pread: %s", strerror(errno));
	return text;
}

static uint64_t read_ctxt(void)
{
	char *text = text_again(files.ctxt), *at = strstr(text, "\nctxt ");
	uint64_t ctxt;

	require(at, "no ctxt in /proc/stat");
	ctxt = strtoull(at + 6, NULL, 10);
	free(text);
	return ctxt;
}

static void read_traced(uint64_t *traced)
{
	for (int cpu = 0; cpu < cpus(); cpu++) {
		char *text = text_again(files.traced[cpu]);

		traced[cpu] = trace_stats_count(text);
		free(text);
	}
}

/* No switch occurs between its beginning and its end. */
static struct count count_all(void)
{
	uint64_t deadline = clock_ns() + 3 * PATIENCE_NS;
	struct count count;
	bool stood_still;

	do {
		require(clock_ns() < deadline, "there is always a switch");
		hold_all_cpus();
		count.ctxt = read_ctxt();
		read_traced(count.traced);
		stood_still = read_ctxt() == count.ctxt;
		release_all_cpus();
	} while (!stood_still);
	return count;
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

/* The part of a CPU's trace between two counts. */
struct part {
	struct trace_switch *list;
	int from, to;
};

static uint64_t parts_get(struct part *parts, const struct count *from, const struct count *to)
{
	uint64_t sum = 0;

	for (int cpu = 0; cpu < cpus(); cpu++) {
		int room = trace_switches(cpu, &parts[cpu].list);

		parts[cpu].from = from->traced[cpu];
		parts[cpu].to = to->traced[cpu];
		require(parts[cpu].to <= room, "the trace has %d switches of CPU %d, not %d", room,
			cpu, parts[cpu].to);
		sum += parts[cpu].to - parts[cpu].from;
	}
	return sum;
}

static void parts_free(struct part *parts)
{
	for (int cpu = 0; cpu < cpus(); cpu++)
		free(parts[cpu].list);
}

/* From a row or the trace: how often a task has left a CPU, and got one. */
struct passages {
	uint64_t away, to;
};

static struct passages row_passages(const struct table *table, int row)
{
	return (struct passages){
		table_u64(table, row, "switches_voluntary") +
		table_u64(table, row, "switches_involuntary"),
		table_u64(table, row, "runs"),
	};
}

/* After @after_us, up to @until_us. */
static struct passages traced_passages(const struct part *parts, pid_t pid, uint64_t after_us,
				       uint64_t until_us)
{
	struct passages found = { 0 };

	for (int cpu = 0; cpu < cpus(); cpu++) {
		for (int i = parts[cpu].from; i < parts[cpu].to; i++) {
			const struct trace_switch *at = &parts[cpu].list[i];

			if (at->at_us <= after_us || at->at_us > until_us)
				continue;
			found.away += at->prev == pid;
			found.to += at->next == pid;
		}
	}
	return found;
}

static bool is_within(const char *what, const char *comm, pid_t pid, uint64_t ours,
		      uint64_t least, uint64_t most)
{
	if (least <= ours && ours <= most)
		return true;
	ktap_diag("%s[%d] %s %llu times, %llu to %llu times in the trace", comm, pid, what,
		  (unsigned long long)ours, (unsigned long long)least,
		  (unsigned long long)most);
	return false;
}

/* Since the row @old of @before, or since birth for -1. */
static bool agrees(const struct part *parts, const struct table *before, int old,
		   const struct table *after, int row, const char *until)
{
	pid_t pid = table_u64(after, row, "pid");
	const char *comm = table_text(after, row, "comm");
	uint64_t from_us = old < 0 ? 0 : table_u64(before, old, "now_ns") / 1000;
	uint64_t until_us = table_u64(after, row, until) / 1000;
	struct passages base = { 0 }, now = row_passages(after, row), least, most;

	if (old >= 0)
		base = row_passages(before, old);
	least = traced_passages(parts, pid, from_us + SLACK_US, until_us - SLACK_US);
	most = traced_passages(parts, pid, old < 0 ? 0 : from_us - SLACK_US,
			       until_us + SLACK_US);
	return is_within("left a CPU", comm, pid, now.away - base.away, least.away, most.away) &&
	       is_within("got a CPU", comm, pid, now.to - base.to, least.to, most.to);
}

/* Each row of @after that can be compared; @until names the column with its time. */
static bool all_agree(const struct part *parts, const struct table *before,
		      const struct table *after, const char *until)
{
	uint64_t began_ns = table_u64(before, 0, "now_ns");
	bool good = true;

	for (int row = 0; row < after->rows; row++) {
		int old = table_find(before, "pid", table_u64(after, row, "pid"));

		/* From an earlier attempt. */
		if (table_u64(after, row, until) < began_ns)
			continue;
		/* Begun between the count and the table. */
		if (old < 0 && table_u64(after, row, "born_ns") < began_ns)
			continue;
		good &= agrees(parts, before, old, after, row, until);
	}
	return good;
}

/* A task without a row does not switch. */
static bool all_known(const struct part *parts, const struct table *tasks,
		      const struct table *dead)
{
	bool good = true;

	for (int cpu = 0; cpu < cpus(); cpu++) {
		for (int i = parts[cpu].from; i < parts[cpu].to; i++) {
			pid_t pid = parts[cpu].list[i].prev;

			if (!pid || table_find(tasks, "pid", pid) >= 0 ||
			    table_find(dead, "pid", pid) >= 0)
				continue;
			ktap_diag("%d has no row", pid);
			good = false;
		}
	}
	return good;
}

static bool growth(void)
{
	struct table *before, *tasks, *dead;
	struct part parts[CPUS_MAX];
	struct count from, to;
	uint64_t traced;
	bool good;

	from = count_all();
	before = table_read(LC_PROC "tasks");
	exercise();
	tasks = table_read(LC_PROC "tasks");
	to = count_all();
	/* A task that has died since the other table was read is in both. */
	dead = table_read(LC_PROC "dead");
	traced = parts_get(parts, &from, &to);
	expect(traced >= 600, "only %llu switches", (unsigned long long)traced);
	good = is_near("switches in the trace", traced, to.ctxt - from.ctxt, 0);
	good &= all_agree(parts, before, tasks, "now_ns");
	good &= all_agree(parts, before, dead, "reaped_ns");
	good &= all_known(parts, tasks, dead);
	parts_free(parts);
	table_free(before);
	table_free(tasks);
	table_free(dead);
	return good;
}

/* A CPU that stands still in the middle of a switch has counted part of it. */
static void everything(void)
{
	trace_begin("sched/sched_switch", "0");
	open_files();
	hold_prepare();
	expect_in_attempts("all switches", growth);
}

static const struct ktap_case cases[] = {
	{ "each switch the kernel counts is recorded with its task",
	  everything, trace_cleanup },
};

KTAP_MAIN(cases)
