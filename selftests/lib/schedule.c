// SPDX-License-Identifier: GPL-2.0
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ktap.h"
#include "schedule.h"
#include "time.h"

#define SCHEDSTATS "/proc/sys/kernel/sched_schedstats"

void expect_in_attempts(const char *what, bool (*attempt)(void))
{
	for (int i = 0; i < ATTEMPTS; i++)
		if (attempt())
			return;
	expect(false, "%s: wrong in each of %d attempts", what, ATTEMPTS);
}

bool is_near(const char *what, uint64_t ours, uint64_t other, uint64_t room)
{
	uint64_t apart = ours > other ? ours - other : other - ours;

	if (apart <= room)
		return true;
	ktap_diag("%s is %llu, not within %llu of %llu", what, (unsigned long long)ours,
		  (unsigned long long)room, (unsigned long long)other);
	return false;
}

struct schedstat schedstat_get(pid_t pid, pid_t tid)
{
	unsigned long long numbers[3];
	char path[64], *text;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/schedstat", pid, tid);
	text = path_text(path);
	if (!text || sscanf(text, "%llu %llu %llu", numbers, numbers + 1, numbers + 2) != 3)
		ktap_skip("no %s", path);
	free(text);
	return (struct schedstat){ numbers[0], numbers[1], numbers[2] };
}

/* Only a row between two equal readings of the kernel's is of the same moment. */
struct table *task_at_rest(pid_t pid, struct schedstat *kernel)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;

	for (;;) {
		struct schedstat before = schedstat_get(pid, pid);
		struct table *task = task_get(pid);
		const char *state = table_text(task, 0, "state");

		*kernel = schedstat_get(pid, pid);
		if (!memcmp(&before, kernel, sizeof(before)) && strcmp(state, "running") &&
		    strcmp(state, "runnable"))
			return task;
		table_free(task);
		require(clock_ns() < deadline, "%d does not stop running", pid);
		sched_yield();
	}
}

/* Lines are 'name   :   number'; the integral part of the number is returned. */
uint64_t sched_value(pid_t pid, const char *name)
{
	char path[64], *text, *at;
	size_t length = strlen(name);
	uint64_t value = UINT64_MAX;

	snprintf(path, sizeof(path), "/proc/%d/sched", pid);
	text = path_text(path);
	for (at = text; at && *at; at = strchr(at, '\n'), at = at ? at + 1 : NULL) {
		if (strncmp(at, name, length) || (at[length] != ' ' && at[length] != ':'))
			continue;
		value = strtoull(strchr(at, ':') + 1, NULL, 10);
		break;
	}
	free(text);
	return value;
}

uint64_t hist_bucket(const char *hist, int bucket)
{
	for (; bucket > 0 && hist; bucket--) {
		hist = strchr(hist, ',');
		hist = hist ? hist + 1 : NULL;
	}
	return hist && *hist != '-' ? strtoull(hist, NULL, 10) : 0;
}

int hist_last(const char *hist)
{
	int last = 0;

	for (; *hist; hist++)
		last += *hist == ',';
	return last;
}

uint64_t hist_count(const char *hist)
{
	uint64_t count = 0;

	for (int i = 0; i <= hist_last(hist); i++)
		count += hist_bucket(hist, i);
	return count;
}

static uint64_t bucket_floor(int bucket)
{
	return bucket ? 1ULL << (bucket + 9) : 0;
}

void expect_latency(const struct table *task)
{
	const char *hist = table_text(task, 0, "latency_hist");
	uint64_t runs = table_u64(task, 0, "runs"), least = 0, most = 0;
	uint64_t longest = table_u64(task, 0, "latency_max_ns");
	int last = hist_last(hist);

	expect_u64("the histogram's sum", hist_count(hist), runs);
	expect(runs == 0 || hist_bucket(hist, last), "the last bucket of %s is empty", hist);
	expect(longest * runs >= table_u64(task, 0, "runnable_ns"),
	       "the longest wait is %llu, the average longer", (unsigned long long)longest);
	expect_between("the longest wait, by its bucket", bucket_floor(last), longest,
		       last == 21 ? UINT64_MAX : bucket_floor(last + 1) - 1);
	for (int i = 0; i <= last; i++) {
		least += hist_bucket(hist, i) * bucket_floor(i);
		most += hist_bucket(hist, i) * (bucket_floor(i + 1) - 1);
	}
	expect_between("runnable_ns, by the histogram", least,
		       table_u64(task, 0, "runnable_ns"), last == 21 ? UINT64_MAX : most);
}

struct class_total class_get(const char *class)
{
	struct table *stats = values_read(LC_PROC "stats");
	struct class_total total;
	char name[64];

	snprintf(name, sizeof(name), "latency_%s_count", class);
	total.count = table_u64(stats, 0, name);
	snprintf(name, sizeof(name), "latency_%s_sum_ns", class);
	total.sum_ns = table_u64(stats, 0, name);
	snprintf(name, sizeof(name), "latency_%s_max_ns", class);
	total.max_ns = table_u64(stats, 0, name);
	snprintf(name, sizeof(name), "latency_%s_hist", class);
	expect_u64(name, hist_count(table_text(stats, 0, name)), total.count);
	table_free(stats);
	return total;
}

static bool kernel_is(const char *word)
{
	char *text = path_text("/proc/sys/kernel/version");
	bool is;

	require(text, "no kernel version");
	is = strstr(text, word);
	free(text);
	return is;
}

bool locks_sleep(void)
{
	return kernel_is("PREEMPT_RT");
}

bool preemptible_kernel(void)
{
	char *mode = path_text("/sys/kernel/debug/sched/preempt");
	bool preemptible;

	preemptible = mode ? strstr(mode, "(full)") || strstr(mode, "(lazy)") :
			     kernel_is(" PREEMPT ");
	free(mode);
	return preemptible || locks_sleep();
}

void schedstats_on(void)
{
	if (!write_file(SCHEDSTATS, "1"))
		ktap_skip("no %s", SCHEDSTATS);
}

void schedstats_off(void)
{
	write_file(SCHEDSTATS, "0");
}
