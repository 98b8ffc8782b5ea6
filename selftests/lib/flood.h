/* SPDX-License-Identifier: GPL-2.0 */
/* A user who creates many tasks, to reach the bounds on living tasks. */
#ifndef SELFTESTS_FLOOD_H
#define SELFTESTS_FLOOD_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Loads the module with room for eight times as many tasks as there are, so that those of
 * root are in nobody's way. Returns max_tasks.
 */
int flood_load(void);
/* A number of threads that is more than the share of a user, but less than all places. */
int flood_size(int max_tasks);

/* A child that becomes user @uid, then has @threads threads; all live when it returns. */
pid_t flood(unsigned int uid, int threads);
/* The same within the calling process, for good. */
void flood_here(int threads);

/* A child that becomes user @uid and forks @count processes, whose PIDs are in @pids. */
pid_t flood_forker(unsigned int uid, int count, pid_t *pids);

/* The number of threads of process @tgid that have a record. */
int recorded_threads(pid_t tgid);
/* Whether the task has a record, and waiting until it has one. */
bool is_recorded(pid_t pid);
void wait_recorded(pid_t pid);
/* A child of user @uid that is created now gets a record. */
void expect_recorded_child(unsigned int uid);

#endif
