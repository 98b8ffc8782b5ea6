/* SPDX-License-Identifier: GPL-2.0 */
/* Processes that allocate memory. */
#ifndef SELFTESTS_MEMHOG_H
#define SELFTESTS_MEMHOG_H

#include <stddef.h>
#include <stdint.h>

#define MIB (1UL << 20)

/* The caller allocates that much, touches each page, and keeps it. */
void eat(size_t size);
/* The same with memory that its children would share. */
void eat_to_share(size_t size);
/* The caller's oom_score_adj. */
void set_oom_adj(int adj);
/* MemAvailable in /proc/meminfo, in bytes. */
uint64_t memory_available(void);

#endif
