/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_ON_DEATH_H
#define LCT_ON_DEATH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "recorder/notice.h"

/* At most so many programs run at a time ... */
#define LCT_ON_DEATH_RUNNING	16
/* ... and of so many the tasks are known. */
#define LCT_ON_DEATH_KNOWN	64

/**
 * struct lct_on_death - the programs that are run on a notable death
 * @folder:	their folder
 * @running:	PIDs of those that run, 0 for none
 * @until:	when these are killed, CLOCK_MONOTONIC in seconds
 * @known:	the newest ones: their sessions, and until when these are theirs
 * @next:	where the next of these goes
 * @has_left_out: there was no room for one once
 */
struct lct_on_death {
	const char *folder;
	pid_t running[LCT_ON_DEATH_RUNNING];
	int64_t until[LCT_ON_DEATH_RUNNING];
	struct {
		pid_t sid;
		int64_t until;
	} known[LCT_ON_DEATH_KNOWN];
	size_t next;
	bool has_left_out;
};

void lct_on_death_run(struct lct_on_death *programs, const struct lct_notice *notice);
void lct_on_death_reap(struct lct_on_death *programs);
bool lct_on_death_is_own(const struct lct_on_death *programs, const struct lct_task *task);
bool lct_on_death_is_busy(const struct lct_on_death *programs);

#endif
