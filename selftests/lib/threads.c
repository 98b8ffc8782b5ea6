// SPDX-License-Identifier: GPL-2.0
#include "child.h"
#include "ktap.h"
#include "threads.h"

void threads_start(pthread_t *threads, int count, void *(*run)(void *data), void *data)
{
	for (int i = 0; i < count; i++)
		require(!pthread_create(&threads[i], NULL, run, data), "no thread");
}

void threads_join(const pthread_t *threads, int count)
{
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
}

static void *block_thread(void *gate)
{
	gate_wait(gate);
	return NULL;
}

void block_with_threads(void *gate)
{
	pthread_t threads[BLOCKED_THREADS];

	threads_start(threads, BLOCKED_THREADS, block_thread, gate);
	gate_wait(gate);
	threads_join(threads, BLOCKED_THREADS);
}
