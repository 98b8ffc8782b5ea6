/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_TIMELINE_H
#define LCT_TIMELINE_H

#include <stdio.h>

#include "options/options.h"
#include "task/event.h"
#include "task/task.h"

/**
 * struct lct_step - something that happened to a task
 * @tgid, @born_ns: the task
 * @time_ns:	when
 * @nr:		its place among steps of the same time
 * @kind:	its kind, a word as in the events
 * @text:	what it was, a sentence
 */
struct lct_step {
	int64_t tgid, born_ns, time_ns;
	size_t nr;
	char kind[24];
	char *text;
};

/**
 * struct lct_timeline - what happened to tasks
 * @step:	the steps, @nr of them
 */
struct lct_timeline {
	struct lct_step *step;
	size_t nr, room;
};

int lct_timeline_add_event(struct lct_timeline *t, const struct lct_event *event);
int lct_timeline_add_birth(struct lct_timeline *t, const struct lct_task *task,
			   const struct lct_view *view);
int lct_timeline_add_task(struct lct_timeline *t, const struct lct_task *task,
			  const struct lct_view *view, bool has_events);
int lct_timeline_print(struct lct_timeline *t, const struct lct_task *task,
		       const struct lct_view *view, const struct lct_options *opt, FILE *out);
void lct_timeline_free(struct lct_timeline *t);

#endif
