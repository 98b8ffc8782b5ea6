/* SPDX-License-Identifier: GPL-2.0 */
/* A process that reads all of the module's files repeatedly, loaded or not. */
#ifndef SELFTESTS_READER_H
#define SELFTESTS_READER_H

#include <stdint.h>
#include <sys/types.h>

/**
 * struct reader - a reading process
 * @pid: the process
 * @stop: shared with it: set to make it exit
 * @files: shared with it: the number of files read completely
 */
struct reader {
	pid_t pid;
	volatile int *stop;
	volatile uint64_t *files;
};

void reader_begin(struct reader *reader);
/* Returns the number of files read; unexpected errors have failed the case. */
uint64_t reader_end(struct reader *reader);

/* All readable files, terminated by NULL. */
extern const char * const reader_paths[];

#endif
