/* SPDX-License-Identifier: GPL-2.0 */
/* The clocks, and how long to wait. */
#ifndef SELFTESTS_TIME_H
#define SELFTESTS_TIME_H

#include <stdint.h>

/*
 * How long a condition is waited for that the kernel offers no event for.
 * Only a test that fails takes this long.
 */
#define PATIENCE_NS (10ULL * 1000 * 1000 * 1000)

uint64_t clock_ns(void);
uint64_t cpu_ns(void);

#endif
