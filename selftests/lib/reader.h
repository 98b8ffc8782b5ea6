/* SPDX-License-Identifier: GPL-2.0 */
/* Somebody who reads all of the module's files, over and over, whether they are there or not. */
#ifndef SELFTESTS_READER_H
#define SELFTESTS_READER_H

#include <stdint.h>
#include <sys/types.h>

/**
 * struct reader - one who reads
 * @pid: the process
 * @stop: shared with it: that it shall end
 * @files: shared with it: how many it has read to their end
 */
struct reader {
	pid_t pid;
	volatile int *stop;
	volatile uint64_t *files;
};

void reader_begin(struct reader *reader);
/* Returns how many files it has read; what it could not read has failed the case. */
uint64_t reader_end(struct reader *reader);

/* All files that can be read, to a NULL. */
extern const char * const reader_paths[];

#endif
