/* SPDX-License-Identifier: GPL-2.0 */
/* Makes events: which task they are about, and who caused them. */
#ifndef LC_EVENT_MAKE_H
#define LC_EVENT_MAKE_H

#include "record/event.h"

struct lc_actor;

void lc_event_make(struct lc_event_full *full, enum lc_event_kind kind,
		   struct task_struct *task, struct pid *pid, u32 watches);
void lc_event_make_by(struct lc_event_full *full, struct task_struct *by, struct pid *pid);
void lc_event_make_by_actor(struct lc_event_full *full, const struct lc_actor *actor);

#endif /* LC_EVENT_MAKE_H */
