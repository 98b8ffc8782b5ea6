/* SPDX-License-Identifier: GPL-2.0 */
/* The end of a child: its row, held against what its parent is told of it. */
#ifndef SELFTESTS_DEATH_H
#define SELFTESTS_DEATH_H

#include <sys/types.h>

#include "table.h"

/*
 * Words "name=value" with a blank between, in the manner of printf(3): what the
 * cells of a row have to be.
 */
#define expect_row(table, row, ...) \
	row_expect(__FILE__, __LINE__, table, row, __VA_ARGS__)
void row_expect(const char *file, int line, const struct table *table, int row,
		const char *format, ...) __attribute__((format(printf, 5, 6)));
#define expect_cells(table, ...) expect_row(table, 0, __VA_ARGS__)

/* Waits for a child; its row agrees with the wait status in every bit. */
struct table *expect_death(pid_t pid, const char *cause);
/* Nobody killed it, and no signal. */
void expect_no_killer(const struct table *dead);
void expect_no_signal(const struct table *dead);
/* A signal of the kernel's making killed it: all there is to know of its sender. */
void expect_kernel_signal(const struct table *dead, const char *origin, int sig);

/* The name of the calling thread. */
const char *own_comm(void);
/* For spawn(): reads @gate, for ever if it is that of nobody. */
void block_on(void *gate);
void block_forever(void *unused);

/* The last case of a test: no death in it was without a cause. */
void none_unknown(void);

#endif
