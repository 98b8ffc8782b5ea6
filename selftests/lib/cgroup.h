/* SPDX-License-Identifier: GPL-2.0 */
/* A cgroup (v2) for the test, or a skipped test. */
#ifndef SELFTESTS_CGROUP_H
#define SELFTESTS_CGROUP_H

#include <stdint.h>

#define CGROUP "/sys/fs/cgroup/lc-test"

/* @needed: a file that the required controller adds */
void cgroup_make(const char *needed);
void cgroup_set(const char *file, const char *value);
void cgroup_enter(void);
/* Moves the caller to a neighbour, whose name has this one's as a prefix. */
void cgroup_enter_next(void);
uint64_t cgroup_event(const char *file, const char *name);
void cgroup_cleanup(void);

#endif
