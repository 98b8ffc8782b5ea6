/* SPDX-License-Identifier: GPL-2.0 */
/* A reader of the stream of events. */
#ifndef SELFTESTS_EVENTS_H
#define SELFTESTS_EVENTS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "table.h"

#define LC_EVENTS LC_PROC "events"
#define LC_SWITCHES LC_PROC "switches"
#define LC_WAITS LC_PROC "waits"

/**
 * struct events - an open stream, with all that has been read of it
 * @fd: the file, which does not block
 * @text: what has been read
 * @used: its length
 * @table: the same, or NULL if it has not been read since it was last parsed
 */
struct events {
	int fd;
	char *text;
	size_t used;
	struct table *table;
};

/* From now on; @filter may be NULL. */
void events_open(struct events *events, const char *filter);
/* Of another of the files. */
void events_open_file(struct events *events, const char *path, const char *filter);
void events_close(struct events *events);
/* Writes a filter: 0 or a negative errno. */
int events_filter(int fd, const char *filter);
/* Reads what there is; returns the number of bytes. */
size_t events_read(struct events *events);
/* All that has been read. */
const struct table *events_table(struct events *events);
/* The only row of this event and PID, waited for; then nothing of it is lost. */
int events_get(struct events *events, const char *event, pid_t pid);
/* The row of this event and PID that is number @nr from 0 on, which has been read; or -1. */
int events_nth(struct events *events, const char *event, pid_t pid, int nr);
/* How many rows of this event and PID there are; any PID if it is 0. */
int events_count(struct events *events, const char *event, pid_t pid);
uint64_t events_u64(struct events *events, int row, const char *column);
const char *events_text(struct events *events, int row, const char *column);
/* Births of all tasks since boot, as the kernel counts them. */
uint64_t events_births_of_kernel(void);

#endif
