/* SPDX-License-Identifier: GPL-2.0 */
/* Events of signals. Each is called only if lc_event_wanted(). */
#ifndef LC_EVENT_SIGNAL_H
#define LC_EVENT_SIGNAL_H

#include "record/event.h"
#include "record/signals.h"

void lc_event_signal_sent(const struct lc_generated *s, enum lc_outcome result);
void lc_event_signal_delivered(struct lc_task *rec, const struct lc_signal *signal,
			       enum lc_outcome outcome);

#endif /* LC_EVENT_SIGNAL_H */
