// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "ktap.h"
#include "row.h"

static const char * const times[] = {
	"new_ns", "run_ns", "runnable_ns", "sleep_ns", "disk_ns", "iowait_ns", "stopped_ns",
	"traced_ns", "parked_ns", "idle_ns", "frozen_ns", "zombie_ns", "unknown_ns",
};

void expect_conserved(const struct table *table, int row)
{
	uint64_t sum = 0, end, born = table_u64(table, row, "born_ns");

	for (size_t i = 0; i < ARRAY_SIZE(times); i++)
		sum += table_u64(table, row, times[i]);
	if (table_none(table, row, "reaped_ns"))
		end = table_u64(table, row, "now_ns");
	else
		end = table_u64(table, row, "reaped_ns");
	expect(sum == end - born, "pid %s (%s, %s): the states add up to %llu, the age is %lld",
	       table_text(table, row, "pid"), table_text(table, row, "comm"),
	       table_text(table, row, "state"), (unsigned long long)sum,
	       (long long)(end - born));
}

void expect_ordered(const struct table *table, int row)
{
	static const char * const points[] = { "born_ns", "first_run_ns", "died_ns", "reaped_ns" };
	uint64_t last = 0;

	for (size_t i = 0; i < ARRAY_SIZE(points); i++) {
		uint64_t point = table_u64_or(table, row, points[i], last);

		expect(point >= last, "pid %s: %s is %lld ns before what comes before it",
		       table_text(table, row, "pid"), points[i], (long long)(last - point));
		last = point;
	}
}

void expect_runs(const struct table *table, int row)
{
	uint64_t runs = table_u64(table, row, "runs");
	uint64_t switches = table_u64(table, row, "switches_voluntary") +
			    table_u64(table, row, "switches_involuntary");
	bool dead = !table_none(table, row, "reaped_ns");
	bool running = !strcmp(table_text(table, row, "state"), "running");

	if (dead)
		expect(runs == switches || runs == switches + 1,
		       "pid %s: %llu runs, %llu switches", table_text(table, row, "pid"),
		       (unsigned long long)runs, (unsigned long long)switches);
	else
		expect(runs == switches + running, "pid %s (%s): %llu runs, %llu switches",
		       table_text(table, row, "pid"), table_text(table, row, "state"),
		       (unsigned long long)runs, (unsigned long long)switches);
}

static int compare(const void *one, const void *other)
{
	const struct id *a = one, *b = other;

	return a->tid < b->tid ? -1 : a->tid > b->tid;
}

static void append(struct id **list, int *count, pid_t tgid, pid_t tid)
{
	if (*count % 256 == 0)
		*list = realloc(*list, (*count + 256) * sizeof(**list));
	require(*list, "no memory");
	(*list)[(*count)++] = (struct id){ tgid, tid };
}

int list_proc(struct id **list)
{
	DIR *proc = opendir("/proc"), *threads;
	struct dirent *entry, *thread;
	char path[64];
	int count = 0;

	*list = NULL;
	require(proc, "/proc: %s", strerror(errno));
	while ((entry = readdir(proc))) {
		if (entry->d_name[0] < '0' || entry->d_name[0] > '9')
			continue;
		snprintf(path, sizeof(path), "/proc/%.20s/task", entry->d_name);
		threads = opendir(path);
		while (threads && (thread = readdir(threads)))
			if (thread->d_name[0] != '.')
				append(list, &count, atoi(entry->d_name), atoi(thread->d_name));
		if (threads)
			closedir(threads);
	}
	closedir(proc);
	qsort(*list, count, sizeof(**list), compare);
	return count;
}

int list_tasks(struct id **list)
{
	struct table *tasks = table_read(LC_PROC "tasks");
	int count = 0;

	*list = NULL;
	for (int row = 0; row < tasks->rows; row++)
		append(list, &count, table_u64(tasks, row, "tgid"), table_u64(tasks, row, "pid"));
	table_free(tasks);
	qsort(*list, count, sizeof(**list), compare);
	return count;
}

bool same_ids(const struct id *one, int one_count, const struct id *other, int other_count)
{
	return one_count == other_count && !memcmp(one, other, one_count * sizeof(*one));
}

void explain_ids(const struct id *proc, int proc_count, const struct id *tasks, int tasks_count)
{
	int i = 0, j = 0;

	while (i < proc_count || j < tasks_count) {
		pid_t left = i < proc_count ? proc[i].tid : 0x7fffffff;
		pid_t right = j < tasks_count ? tasks[j].tid : 0x7fffffff;

		if (left == right && proc[i].tgid != tasks[j].tgid)
			ktap_diag("%d is a thread of %d in /proc, of %d in tasks", left,
				  proc[i].tgid, tasks[j].tgid);
		else if (left < right)
			ktap_diag("%d is in /proc alone", left);
		else if (right < left)
			ktap_diag("%d is in tasks %s", right,
				  j && tasks[j - 1].tid == right ? "again" : "alone");
		i += left <= right;
		j += right <= left;
	}
}
