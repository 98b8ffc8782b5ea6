/* SPDX-License-Identifier: GPL-2.0 */
/* Children that load a CPU, and their placement and policy. */
#ifndef SELFTESTS_LOAD_H
#define SELFTESTS_LOAD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "child.h"

#define MS_NS 1000000ULL

void set_policy(pid_t pid, int policy, int priority);
/*
 * Whether real-time tasks leave others a share of each CPU; also for the cleanup of a case. Skips
 * the case if the kernel leaves them one always.
 */
void realtime_leaves_share(bool leaves);
void pin_task(pid_t pid, int cpu);
void unpin_task(pid_t pid);

/* A child that uses CPU number @cpu for ever, and has started; any CPU for -1. */
pid_t spawn_hog(int cpu);
void end_child(pid_t pid);

/* A child that burns CPU time on request, and sleeps in between. */
struct burner {
	pid_t pid;
	struct gate orders, done;
};

void burner_start(struct burner *burner, int cpu);
void burner_order(struct burner *burner, uint64_t ns);
void burner_wait(struct burner *burner);

#endif
