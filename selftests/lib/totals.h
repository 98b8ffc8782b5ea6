/* SPDX-License-Identifier: GPL-2.0 */
/* The module's totals: against each other, against the kernel's own, against its rows. */
#ifndef SELFTESTS_TOTALS_H
#define SELFTESTS_TOTALS_H

#include <stdint.h>

/* How often the kernel has forked since boot: 'processes' in /proc/stat. */
uint64_t processes(void);
/*
 * How many more births the kernel has counted than the module, which it is to
 * write to @births: a pair read in a quiet moment.
 */
uint64_t birth_lead(uint64_t *births);
/* The module's own count says how much has happened: no time needs to pass. */
void wait_births(uint64_t count);

/* Of debugfs' 'table'. */
uint64_t debug_value(const char *name);

/* When all is quiet: who is not lost and has not died lives. */
void expect_balance(void);
/* When all is quiet: nobody is missing, and nobody is there twice. */
void expect_equal_lists(void);
/* Each row of the living and of the dead has its time, and in order. */
void expect_whole_rows(void);

#endif
