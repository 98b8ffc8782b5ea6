/* SPDX-License-Identifier: GPL-2.0 */
/* All kinds of stress at once, for as long as a stress test may take. */
#ifndef SELFTESTS_STRESS_H
#define SELFTESTS_STRESS_H

#include <stdint.h>
#include <sys/types.h>

#include "reader.h"

/**
 * struct stress - the sources of stress
 * @stressors: stress-ng as a user, for execs, and as root, for policies
 * @hotplug: unplugs and replugs CPUs
 * @stop: shared with it: set to make it exit
 * @plugged: shared with it: the number of unplugs
 * @reader: reads all files meanwhile
 * @processes: the kernel's count of forks at the start
 * @began_ns: the time of the start
 */
struct stress {
	pid_t stressors[2], hotplug;
	volatile int *stop;
	volatile uint64_t *plugged;
	struct reader reader;
	uint64_t processes, began_ns;
};

/* This program's share of the time, see scripts/check.d/stress. */
uint64_t stress_budget_ns(int percent);
void stress_begin(struct stress *stress);
/* When it returns the system is idle again, and all CPUs are online. */
void stress_end(struct stress *stress);
/* For the cleanup of a case, which may have ended early. */
void stress_cleanup(void);
/* A line of check-stress's table: what was done, and the number of lost births. */
void stress_report(uint64_t began_ns, uint64_t lost, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
