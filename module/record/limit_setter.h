/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who set the resource limits of a process, of those limits whose reaching ends it. A child
 * inherits them, and so who set them. It is kept with the leader.
 */
#ifndef LC_LIMIT_SETTER_H
#define LC_LIMIT_SETTER_H

#include "record/record.h"
#include "uapi/words.h"

void lc_limit_setter_note(struct lc_task *leader, enum lc_rlimit limit, struct task_struct *setter);
void lc_limit_setter_inherit(struct lc_task *child, struct lc_task *parent);
void lc_limit_setter_move(struct lc_task *to, struct lc_task *from);
struct lc_actor *lc_limit_setter_get(struct lc_task *leader, enum lc_rlimit limit, bool *lost);

#endif /* LC_LIMIT_SETTER_H */
