/* SPDX-License-Identifier: GPL-2.0 */
/* A process that blocks all signals, and unblocks them at once. */
#ifndef SELFTESTS_VICTIM_H
#define SELFTESTS_VICTIM_H

#include "child.h"

/**
 * struct victim - a process that is sent signals
 * @pid: the process
 * @uid: its uid
 * @ready: opened by it: it blocks them
 * @go: opened for it: it may unblock them
 */
struct victim {
	pid_t pid;
	unsigned int uid;
	struct gate ready, go;
};

/* It blocks all signals when this returns. */
void victim_start(struct victim *victim);
void victim_start_as(struct victim *victim, unsigned int uid);
void victim_unblock(struct victim *victim);

#endif
