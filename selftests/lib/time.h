/* SPDX-License-Identifier: GPL-2.0 */
/* Clocks, and a time limit for polling. */
#ifndef SELFTESTS_TIME_H
#define SELFTESTS_TIME_H

#include <stdint.h>

/*
 * The limit for a condition that the kernel reports by no event. Only a failing test takes
 * this long.
 */
#define PATIENCE_NS (60ULL * 1000 * 1000 * 1000)

uint64_t clock_ns(void);
uint64_t cpu_ns(void);

#endif
