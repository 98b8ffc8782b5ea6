/* SPDX-License-Identifier: GPL-2.0 */
/* Many deaths of a kind, of a user, to fill the history with. */
#ifndef SELFTESTS_DEATHS_H
#define SELFTESTS_DEATHS_H

#include <stdint.h>

#include "table.h"

enum end {
	ENDS_EXITED,	/* exit status 0 */
	ENDS_FAILED,	/* exit status 1 */
	ENDS_KILLED,	/* by a signal that it sent to itself */
	ENDS_THREAD,	/* a thread of a process that stays until all have ended */
};

/* @count tasks of user @uid end, one after another, by children of a child. */
void die(unsigned int uid, enum end end, int count);

/* Rows of @dead with that real user ID, and that cause if not NULL. */
int rows_of_user(const struct table *dead, unsigned int uid, const char *cause);

/* Rows of @dead are in the order of death_seq, and each number is there once. */
void expect_in_order(const struct table *dead);
/* The counts and times in 'stats' agree with the rows that a reader sees. */
void expect_kept_counts(void);

/* Writes the parameter history=. Returns 0 or an errno. */
int resize_history(const char *sizes);

#endif
