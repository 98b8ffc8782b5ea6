/* SPDX-License-Identifier: GPL-2.0 */
/* What a module may leave behind. */
#ifndef SELFTESTS_LEAKS_H
#define SELFTESTS_LEAKS_H

#include <stdint.h>

/* A number of /proc/meminfo, in KiB. */
uint64_t meminfo(const char *name);
/* Objects in use of a slab cache, and those that there is room for; 0 where it is not there. */
uint64_t slab_used(const char *name);
uint64_t slab_room(const char *name);

/* Unloads as soon as nobody has a file of debugfs open, which keeps the module in place. */
void unload_when_free(void);
/* The module is gone: so are its files, hooks and caches. */
void expect_nothing_left(void);

/**
 * struct leaks - what a leak would add to
 * @vmalloc_kb: tables of the module
 * @percpu_kb: its counters
 * @tasks: structures of tasks, which its records hold
 * @pids: structures of pids, which its dead hold
 * @living: tasks that there are
 */
struct leaks {
	uint64_t vmalloc_kb, percpu_kb, tasks, pids, living;
};

void leaks_measure(struct leaks *leaks);
/* When all is quiet: not more than a little more than before, how long it takes to let go. */
void expect_no_growth(const struct leaks *before);

#endif
