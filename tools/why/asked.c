// SPDX-License-Identifier: GPL-2.0
/*
 * What others had asked of a task before its end: the signal that a handler took, and the
 * one that was ignored. A daemon exits with status 0 on SIGTERM; who sent that?
 */
#include <string.h>

#include "task/value.h"
#include "why/asked.h"

/* An end this much later has nothing to do with the signal, as far as anybody can tell. */
#define RELATED_NS	(120 * 1000000000LL)

/**
 * struct request - how one kind of request is told
 * @verb:	what the task did with the signal
 * @name:	column of its name
 * @at:		column of the time
 * @origin:	column of its origin
 * @pid:	column of its sender's pid
 * @comm:	column of its sender's name
 * @unit:	column of its sender's unit
 */
struct request {
	const char *verb;
	enum lct_column_id name, at, origin, pid, comm, unit;
};

static const struct request requests[] = {
	{ "handled", LCT_COLUMN_handled, LCT_COLUMN_handled_ns,
	  LCT_COLUMN_handled_origin, LCT_COLUMN_handled_sender_pid,
	  LCT_COLUMN_handled_sender_comm, LCT_COLUMN_handled_sender_unit },
	{ "ignored", LCT_COLUMN_ignored, LCT_COLUMN_ignored_sent_ns,
	  LCT_COLUMN_ignored_origin, LCT_COLUMN_ignored_sender_pid,
	  LCT_COLUMN_ignored_sender_comm, LCT_COLUMN_ignored_sender_unit },
};

static bool is_related(const struct lct_task *task, enum lct_column_id at, int64_t *before)
{
	int64_t died, asked;

	if (!lct_task_number(task, LCT_COLUMN_died_ns, &died) ||
	    !lct_task_number(task, at, &asked))
		return false;
	*before = died - asked;
	return *before >= 0 && *before <= RELATED_NS;
}

static void put_sender(const struct lct_case *c, const struct request *request, FILE *out)
{
	fputs(" from ", out);
	if (lct_task_is_word(c->task, request->origin, "terminal"))
		fputs("its terminal", out);
	else
		lct_case_put_task(c, c->task, request->pid, request->comm, out);
	lct_case_put_unit(c, request->unit, out);
}

/**
 * lct_asked_to_end() - check whether a task ended shortly after a signal that it handled or ignored
 * @task: the task
 */
bool lct_asked_to_end(const struct lct_task *task)
{
	int64_t before;
	size_t i;

	for (i = 0; i < sizeof(requests) / sizeof(*requests); i++)
		if (is_related(task, requests[i].at, &before))
			return true;
	return false;
}

/**
 * lct_asked_print() - print what the task had been asked shortly before its end
 * @c:		the case
 * @out:	output stream; nothing is written if there was nothing
 */
void lct_asked_print(const struct lct_case *c, FILE *out)
{
	char duration[LCT_CLOCK_TEXT], name[LCT_CELL_ESCAPED];
	int64_t before;
	size_t i;

	for (i = 0; i < sizeof(requests) / sizeof(*requests); i++) {
		const struct request *request = &requests[i];

		if (!is_related(c->task, request->at, &before) ||
		    !lct_value_format(request->name, LCT_FORM_HUMAN, c->task, c->view, name,
				      sizeof(name)))
			continue;
		lct_clock_duration(before, duration, sizeof(duration));
		fprintf(out, ", %s after it %s %s", duration, request->verb, name);
		put_sender(c, request, out);
	}
}
