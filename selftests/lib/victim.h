/* SPDX-License-Identifier: GPL-2.0 */
/* Somebody who holds all signals back, and lets them in at once. */
#ifndef SELFTESTS_VICTIM_H
#define SELFTESTS_VICTIM_H

#include "child.h"

/**
 * struct victim - one who is sent signals
 * @pid: the process
 * @uid: whose it is
 * @ready: told by it: it holds them back
 * @go: told to it: they may come
 */
struct victim {
	pid_t pid;
	unsigned int uid;
	struct gate ready, go;
};

/* It holds them back when it returns. */
void victim_start(struct victim *victim);
void victim_start_as(struct victim *victim, unsigned int uid);
void victim_unblock(struct victim *victim);

#endif
