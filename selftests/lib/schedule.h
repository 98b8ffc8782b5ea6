/* SPDX-License-Identifier: GPL-2.0 */
/* The scheduler's own figures for a task, and how to compare them. */
#ifndef SELFTESTS_SCHEDULE_H
#define SELFTESTS_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "child.h"
#include "table.h"

/*
 * An emulated CPU may stand still for tens of milliseconds at any point, also between two
 * readings of a clock. A measurement that this can spoil is repeated: a wrong account is
 * wrong every time.
 */
#define ATTEMPTS 8
void expect_in_attempts(const char *what, bool (*attempt)(void));

/* Whether @ours is at most @room away from @other; prints a diagnostic if not. */
bool is_near(const char *what, uint64_t ours, uint64_t other, uint64_t room);

struct schedstat {
	uint64_t run_ns, wait_ns, slices;
};

/* /proc/PID/task/TID/schedstat; skips the test if it does not exist. */
struct schedstat schedstat_get(pid_t pid, pid_t tid);
/* The row of a task at rest, with its schedstat of the same moment. */
struct table *task_at_rest(pid_t pid, struct schedstat *kernel);
/* A number in /proc/PID/sched, UINT64_MAX if it has no such line. */
uint64_t sched_value(pid_t pid, const char *name);

/* Counts of a 'latency_hist': their sum, and the last bucket that is not empty. */
uint64_t hist_count(const char *hist);
int hist_last(const char *hist);
uint64_t hist_bucket(const char *hist, int bucket);
/* Histogram, longest wait and runnable_ns of a task at rest are consistent. */
void expect_latency(const struct table *task);

/* The figures of one class in 'stats'. */
struct class_total {
	uint64_t count, sum_ns, max_ns;
};

struct class_total class_get(const char *class);

/* Whether a task may be preempted in the kernel, also on its way to sleep. */
bool preemptible_kernel(void);
/* Whether the kernel's spinlocks sleep (PREEMPT_RT): a wait for one is a disk wait. */
bool locks_sleep(void);
/* Enables the kernel's schedstats, off by default; with a cleanup for the case. */
void schedstats_on(void);
void schedstats_off(void);

#endif
