/* SPDX-License-Identifier: GPL-2.0 */
/* Somebody who reads a file by all the calls there are, drawn by lot, as are the places. */
#ifndef SELFTESTS_RANDOM_READER_H
#define SELFTESTS_RANDOM_READER_H

#include "target.h"

/* Once, before any reading: the memory to read into. */
void random_reader_begin(void);
/* @count calls; each has to give what belongs there, or to be refused for its reason. */
void random_reader_read(struct target *target, int count);

#endif
