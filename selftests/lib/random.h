/* SPDX-License-Identifier: GPL-2.0 */
/* Reproducible random numbers. */
#ifndef SELFTESTS_RANDOM_H
#define SELFTESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* Uses a fixed seed or $LC_SEED, and prints it. */
void random_begin(void);
/* For a thread of its own. */
void random_begin_with(uint64_t seed);
uint64_t random_next(void);
/* Less than @end. */
uint64_t random_below(uint64_t end);
/* Up to @end, more often small than large. */
uint64_t random_size(uint64_t end);

#endif
