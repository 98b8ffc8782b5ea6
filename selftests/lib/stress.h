/* SPDX-License-Identifier: GPL-2.0 */
/* All that can be done to a kernel at once, for as long as a stress test may last. */
#ifndef SELFTESTS_STRESS_H
#define SELFTESTS_STRESS_H

#include <stdint.h>
#include <sys/types.h>

#include "reader.h"

/**
 * struct stress - who makes it
 * @stressors: stress-ng of a user, who may execute, and of root, who may schedule
 * @hotplug: takes CPUs away and gives them back
 * @stop: shared with that
 * @plugged: shared with that: how often it has
 * @reader: reads meanwhile
 * @processes: how many the kernel had forked when it began
 * @began_ns: when that was
 */
struct stress {
	pid_t stressors[2], hotplug;
	volatile int *stop;
	volatile uint64_t *plugged;
	struct reader reader;
	uint64_t processes, began_ns;
};

/* The share of the time that this program is given, see scripts/check.d/stress. */
uint64_t stress_budget_ns(int percent);
void stress_begin(struct stress *stress);
/* All is quiet again when it returns, and all CPUs are there. */
void stress_end(struct stress *stress);
/* For the cleanup of a case, which may have ended early. */
void stress_cleanup(void);
/* A line of check-stress's table: what was done, and how many births were lost. */
void stress_report(uint64_t began_ns, uint64_t lost, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
