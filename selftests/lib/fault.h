/* SPDX-License-Identifier: GPL-2.0 */
/* Injected allocation failures, on a kernel that supports them. */
#ifndef SELFTESTS_FAULT_H
#define SELFTESTS_FAULT_H

#include <stdbool.h>

/* Skips the case if the kernel cannot; else each allocation may be made to fail. */
void fault_begin(void);
/* For the cleanup of a case. */
void fault_cleanup(void);

/* From here on only allocations below a function of the kernel fail. */
void fault_within(const char *function);
/* And none below this one: bugs of the kernel itself are out of scope. */
void fault_not_within(const char *function);
/* From here on none of a slab cache that is created from here on. */
void fault_spare_new_caches(void);

/* Allocation number @nth of the caller from here on fails. */
void fault_arm(unsigned int nth);
/* How many are left until then, 0 if it has failed; none fails any more. */
unsigned int fault_disarm(void);

/* From here on the caller gets this many pages, and then none. */
void fault_pages_arm(unsigned int pages);
/* How many are left; the limit is removed. */
unsigned int fault_pages_disarm(void);

/* Each allocation from a slab cache fails, for any task. */
void fault_cache_begin(const char *cache);
void fault_cache_end(void);

#endif
