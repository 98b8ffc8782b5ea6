/* SPDX-License-Identifier: GPL-2.0 */
/* Allocations that fail on purpose, on a kernel that was built for that. */
#ifndef SELFTESTS_FAULT_H
#define SELFTESTS_FAULT_H

#include <stdbool.h>

/* Skips the case where the kernel cannot; else each allocation is one that may fail. */
void fault_begin(void);
/* For the cleanup of a case. */
void fault_cleanup(void);

/* From here on only what is called, at whatever depth, by a function of the kernel. */
void fault_within(const char *function);
/* And none of these: the kernel's own mistakes are not for us to find. */
void fault_not_within(const char *function);
/* From here on none from a slab cache that is made from here on. */
void fault_spare_new_caches(void);

/* The caller's allocation number @nth from here on fails. */
void fault_arm(unsigned int nth);
/* How many are left until then, 0 if it has failed; none fails any more. */
unsigned int fault_disarm(void);

/* So many pages the caller can have from here on, and then none any more. */
void fault_pages_arm(unsigned int pages);
/* How many it has left; there is no bound any more. */
unsigned int fault_pages_disarm(void);

/* Every allocation from a slab cache fails, whoever wants it. */
void fault_cache_begin(const char *cache);
void fault_cache_end(void);

#endif
