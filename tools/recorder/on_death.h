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
 * @known:	sessions of the newest ones, each named after its PID
 * @next:	where the next of these goes
 * @left_out:	runs that there was no room for
 */
struct lct_on_death {
	const char *folder;
	pid_t running[LCT_ON_DEATH_RUNNING];
	int64_t until[LCT_ON_DEATH_RUNNING];
	pid_t known[LCT_ON_DEATH_KNOWN];
	size_t next;
	int64_t left_out;
};

void lct_on_death_run(struct lct_on_death *programs, const struct lct_notice *notice);
void lct_on_death_reap(struct lct_on_death *programs);
bool lct_on_death_is_own(const struct lct_on_death *programs, const struct lct_task *task);
bool lct_on_death_is_busy(const struct lct_on_death *programs);

#endif
