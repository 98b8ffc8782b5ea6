/* SPDX-License-Identifier: GPL-2.0 */
/* A process that root kills and reaps itself: what it knows must be in the process's row. */
#ifndef SELFTESTS_WITNESS_H
#define SELFTESTS_WITNESS_H

#include <stdint.h>
#include <sys/types.h>

#include "table.h"

/* In the names of all processes that are not for users to see. */
#define WITNESS_WORD "rootonly"
/* What a forged siginfo claims as the sender: PIDs are smaller, and no user has the UID. */
#define WITNESS_CLAIMED_PID 7654321
#define WITNESS_CLAIMED_UID 4321

/**
 * struct witness - a life and its end, as the parent has seen them
 * @pid: the process
 * @killer: the process of root that killed it
 * @uid: its user
 * @born_ns: before and after its birth
 * @killed_ns: before and after the signal was sent
 * @reaped_ns: before and after the wait
 */
struct witness {
	pid_t pid, killer;
	unsigned int uid;
	uint64_t born_ns[2], killed_ns[2], reaped_ns[2];
};

/* As root: it becomes user @uid, and blocks. */
void witness_bear(struct witness *witness, unsigned int uid);
/* Another process of root kills it with SIGTERM. */
void witness_kill(struct witness *witness);
/* @dead has its row, with the right killer, cause and times. */
void witness_expect(const struct witness *witness, const struct table *dead, const char *which);

#endif
