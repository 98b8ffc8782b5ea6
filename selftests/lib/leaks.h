/* SPDX-License-Identifier: GPL-2.0 */
/* What an unloaded module may leave behind. */
#ifndef SELFTESTS_LEAKS_H
#define SELFTESTS_LEAKS_H

#include <stdint.h>

/* A number in /proc/meminfo, in KiB. */
uint64_t meminfo(const char *name);
/* Objects in use of a slab cache, and its capacity; 0 if it does not exist. */
uint64_t slab_used(const char *name);
uint64_t slab_room(const char *name);

/* Unloads as soon as no file in debugfs is open, which keeps the module loaded. */
void unload_when_free(void);
/* The module is unloaded, and so are its files, hooks and caches. */
void expect_nothing_left(void);

/**
 * struct leaks - numbers that a leak increases
 * @vmalloc_kb: the module's tables
 * @percpu_kb: the module's counters
 * @tasks: task_struct objects, which its records reference
 * @pids: pid objects, which its history references
 * @living: the number of tasks
 */
struct leaks {
	uint64_t vmalloc_kb, percpu_kb, tasks, pids, living;
};

void leaks_measure(struct leaks *leaks);
/* On an idle system: at most a little more than before, once all is freed. */
void expect_no_growth(const struct leaks *before);

#endif
