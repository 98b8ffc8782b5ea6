/* SPDX-License-Identifier: GPL-2.0 */
/* The death of a child: its row, compared with the wait status. */
#ifndef SELFTESTS_DEATH_H
#define SELFTESTS_DEATH_H

#include <sys/types.h>

#include "table.h"

/*
 * Words "name=value" separated by blanks, formatted as by printf(3): the expected cells of
 * a row.
 */
#define expect_row(table, row, ...) \
	row_expect(__FILE__, __LINE__, table, row, __VA_ARGS__)
void row_expect(const char *file, int line, const struct table *table, int row,
		const char *format, ...) __attribute__((format(printf, 5, 6)));
#define expect_cells(table, ...) expect_row(table, 0, __VA_ARGS__)

/* Waits for a child; its row must agree with the wait status in every bit. */
struct table *expect_death(pid_t pid, const char *cause);
/* No signal and no killer. */
void expect_no_killer(const struct table *dead);
void expect_no_signal(const struct table *dead);
/* A signal sent by the kernel killed it: it has an origin and no sender. */
void expect_kernel_signal(const struct table *dead, const char *origin, int sig);

/* The name of the calling thread. */
const char *own_comm(void);
/* For spawn(): waits for @gate, for ever if it is never opened. */
void block_on(void *gate);
void block_forever(void *unused);

/* The last case of a test: none of its deaths has an unknown cause. */
void none_unknown(void);

#endif
