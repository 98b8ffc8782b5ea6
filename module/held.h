/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Signals that will end a process, but not at once: they are blocked, it is stopped
 * or traced, or it dumps core first. Of several any may be the first that is let
 * in. Few processes have any, so all share one small table.
 */
#ifndef LC_HELD_H
#define LC_HELD_H

#include <linux/uidgid.h>

#include "facts.h"

struct lc_task;

void lc_held_keep(struct lc_task *leader, kuid_t owner, bool group,
		  const struct lc_signal *signal);
void lc_held_forget(struct lc_task *leader, int sig, bool group);
bool lc_held_take(struct lc_task *leader, int sig, struct lc_signal *signal);
void lc_held_move(struct lc_task *from, struct lc_task *to);
void lc_held_drop(struct lc_task *leader);
u64 lc_held_lost(void);

#endif /* LC_HELD_H */
