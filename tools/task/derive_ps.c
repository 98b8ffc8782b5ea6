// SPDX-License-Identifier: GPL-2.0
/* What ps(1) prints of a task, in its own terms. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "task/derive.h"
#include "uapi/words.h"

/* Priorities of classes without nice values, as procps shows them. */
#define PRI_DEADLINE	140
#define PRI_REALTIME	40

void lct_derive_pri(const struct lct_task *task, const struct lct_view *view,
		    struct lct_value *value)
{
	int64_t nice, rtprio;

	(void)view;
	if (lct_task_is_word(task, LCT_COLUMN_policy, "deadline"))
		lct_derive_set(value, PRI_DEADLINE);
	else if (lct_task_number(task, LCT_COLUMN_rtprio, &rtprio) && rtprio)
		lct_derive_set(value, PRI_REALTIME + rtprio);
	else if (lct_task_number(task, LCT_COLUMN_nice, &nice))
		lct_derive_set(value, 19 - nice);
}

/* A letter for each state, in their order; that of proc_pid_stat(5). */
static const char letters[] = "RRRSDDTtPISZ-X";

static const char * const states[] = { LC_STATES(LC_WORD) };

static_assert(sizeof(letters) == sizeof(states) / sizeof(*states) + 1,
	      "each state has a letter");

static char letter_of(const struct lct_task *task)
{
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (lct_task_is_word(task, LCT_COLUMN_state, states[i]))
			return letters[i];
	return '-';
}

static bool equal(const struct lct_task *task, enum lct_column_id a, enum lct_column_id b)
{
	int64_t x, y;

	return lct_task_number(task, a, &x) && lct_task_number(task, b, &y) && x == y;
}

void lct_derive_stat(const struct lct_task *task, const struct lct_view *view,
		     struct lct_value *value)
{
	const char letter = letter_of(task);
	int64_t nice = 0;

	(void)view;
	value->present = letter != '-';
	if (!value->present)
		return;
	lct_task_number(task, LCT_COLUMN_nice, &nice);
	snprintf(value->text, sizeof(value->text), "%c%s%s%s", letter,
		 nice < 0 ? "<" : nice > 0 ? "N" : "",
		 equal(task, LCT_COLUMN_tgid, LCT_COLUMN_sid) ? "s" : "",
		 task->threads > 1 ? "l" : "");
}
