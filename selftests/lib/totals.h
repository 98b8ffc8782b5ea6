/* SPDX-License-Identifier: GPL-2.0 */
/* The module's totals: consistent with each other, the kernel's own and the rows. */
#ifndef SELFTESTS_TOTALS_H
#define SELFTESTS_TOTALS_H

#include <stdint.h>

/* The kernel's count of forks since boot: 'processes' in /proc/stat. */
uint64_t processes(void);
/*
 * The number of births that the kernel has counted beyond the module's, which is stored in
 * @births: read on an idle system.
 */
uint64_t birth_lead(uint64_t *births);
/* Waits until the module has counted this many births, not for a time. */
void wait_births(uint64_t count);

/* A number in debugfs' 'table'. */
uint64_t debug_value(const char *name);

/* On an idle system: births less losses less deaths are the living. */
void expect_balance(void);
/* On an idle system: each task is listed exactly once. */
void expect_equal_lists(void);
/* The times in each row of 'tasks' and 'dead' add up and are in order. */
void expect_whole_rows(void);

#endif
