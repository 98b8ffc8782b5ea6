/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A jammed pipe: a process holds its lock for as long as it is told to. All others that use
 * the pipe, or close it, wait in uninterruptible sleep, which SIGKILL does not end.
 */
#ifndef SELFTESTS_JAM_H
#define SELFTESTS_JAM_H

#include <sys/types.h>

/**
 * struct jam - a jammed pipe
 * @ends: the pipe, before and after it is jammed
 * @holder: child that holds the lock
 */
struct jam {
	int ends[2];
	pid_t holder;
};

void jam_init(struct jam *jam);
/* Jams it, or skips the case. */
void jam_start(struct jam *jam);
void jam_end(struct jam *jam);
/* For spawn(): waits in uninterruptible sleep, from the call on. */
void jam_wait(void *jam);

#endif
