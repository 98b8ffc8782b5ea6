/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_EVENT_PRINT_H
#define LCT_EVENT_PRINT_H

#include <stdio.h>

#include "options/command.h"
#include "task/event.h"
#include "text/clock.h"

/**
 * struct lct_event_print - how events are printed
 * @opt:	columns and form
 * @out:	output stream
 * @clock:	clock of the times
 * @begin_ns:	time of the first event that was printed, 0 before
 */
struct lct_event_print {
	const struct lct_options *opt;
	FILE *out;
	struct lct_clock clock;
	int64_t begin_ns;
};

void lct_event_print_headings(const struct lct_event_print *print);
void lct_event_print(struct lct_event_print *print, const struct lct_event *event);

#endif
