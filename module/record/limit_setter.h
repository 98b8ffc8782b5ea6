/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who set the resource limits of a process, of those limits whose reaching ends it. A child
 * inherits them, and so who set them. It is kept with the leader.
 */
#ifndef LC_LIMIT_SETTER_H
#define LC_LIMIT_SETTER_H

#include <linux/bits.h>

#include "record/gaps.h"
#include "record/record.h"
#include "uapi/words.h"

/* The parts of limits, as bits: one process can set the soft and another the hard limit. */
#define LC_LIMIT_SOFT(limit)	BIT(2 * (limit) - 2)
#define LC_LIMIT_HARD(limit)	BIT(2 * (limit) - 1)

void lc_limit_setter_watch(const struct lc_misses *misses);
void lc_limit_setter_note(struct lc_task *leader, u8 parts, struct task_struct *setter);
void lc_limit_setter_unseen(struct lc_task *leader);
void lc_limit_setter_inherit(struct lc_task *child, struct lc_task *parent);
void lc_limit_setter_move(struct lc_task *to, struct lc_task *from);
struct lc_actor *lc_limit_setter_get(struct lc_task *leader, u8 part, bool *lost);

#endif /* LC_LIMIT_SETTER_H */
