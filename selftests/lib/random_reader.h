/* SPDX-License-Identifier: GPL-2.0 */
/* A reader that uses all read calls at random, at random offsets. */
#ifndef SELFTESTS_RANDOM_READER_H
#define SELFTESTS_RANDOM_READER_H

#include "target.h"

/* Once, before any read: allocates the buffers. */
void random_reader_begin(void);
/* @count calls; each must return the right bytes, or fail with the right errno. */
void random_reader_read(struct target *target, int count);

#endif
