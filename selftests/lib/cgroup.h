/* SPDX-License-Identifier: GPL-2.0 */
/* A cgroup (version 2) of the test's own, or a skipped test. */
#ifndef SELFTESTS_CGROUP_H
#define SELFTESTS_CGROUP_H

#include <stdint.h>

#define CGROUP "/sys/fs/cgroup/lc-test"

/* @needed: a file that the wanted controller brings along */
void cgroup_make(const char *needed);
void cgroup_set(const char *file, const char *value);
void cgroup_enter(void);
/* Into its neighbour, whose name begins with its own. */
void cgroup_enter_next(void);
uint64_t cgroup_event(const char *file, const char *name);
void cgroup_cleanup(void);

#endif
