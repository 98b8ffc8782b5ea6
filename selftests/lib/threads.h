/* SPDX-License-Identifier: GPL-2.0 */
/* Several identical threads of a process. */
#ifndef SELFTESTS_THREADS_H
#define SELFTESTS_THREADS_H

#include <pthread.h>

void threads_start(pthread_t *threads, int count, void *(*run)(void *data), void *data);
void threads_join(const pthread_t *threads, int count);

/* For spawn(): the leader and that many threads, each of which waits for @gate. */
#define BLOCKED_THREADS 5
void block_with_threads(void *gate);

#endif
