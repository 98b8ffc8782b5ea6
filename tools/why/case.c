// SPDX-License-Identifier: GPL-2.0
/* A task to explain, and how other tasks are named in its sentence. */
#include <string.h>

#include "task/value.h"
#include "why/case.h"

/* States, as what the task is doing. */
static const struct {
	const char *word;
	const char *doing;
} states[] = {
	{ "new", "waiting for its first run" },
	{ "running", "running" },
	{ "runnable", "waiting for a CPU" },
	{ "sleeping", "sleeping" },
	{ "disk", "in uninterruptible sleep" },
	{ "iowait", "waiting for I/O" },
	{ "stopped", "stopped" },
	{ "traced", "stopped by its tracer" },
	{ "parked", "parked" },
	{ "idle", "idle" },
	{ "frozen", "frozen" },
	{ "zombie", "a zombie" },
};

/**
 * lct_case_doing() - get what a task does in a state
 * @task:	the task
 * @id:		the column of the state
 *
 * Return: the words, or NULL if the state is not known.
 */
const char *lct_case_doing(const struct lct_task *task, enum lct_column_id id)
{
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(*states); i++)
		if (lct_task_is_word(task, id, states[i].word))
			return states[i].doing;
	return NULL;
}

/**
 * lct_case_put_duration() - print a duration
 * @ns:		the duration
 * @out:	output stream
 */
void lct_case_put_duration(int64_t ns, FILE *out)
{
	char text[LCT_CLOCK_TEXT];

	lct_clock_duration(ns, text, sizeof(text));
	fputs(text, out);
}

/**
 * lct_case_name() - get the name of a task
 * @c:		the case, for the form of the name
 * @task:	the task
 * @text:	receives the name
 * @room:	its size
 *
 * Return: @text.
 */
const char *lct_case_name(const struct lct_case *c, const struct lct_task *task, char *text,
			  size_t room)
{
	lct_value_format(LCT_COLUMN_comm, c->form, task, c->view, text, room);
	return text;
}

/**
 * lct_case_put_task() - name another task
 * @c:		the case, for the form of the name
 * @task:	the task whose columns name it
 * @pid:	the column of its pid
 * @name:	the column of its name
 * @out:	output stream
 */
void lct_case_put_task(const struct lct_case *c, const struct lct_task *task,
		       enum lct_column_id pid, enum lct_column_id name, FILE *out)
{
	char comm[2 * LCT_CELL_ESCAPED];
	bool named = lct_value_format(name, c->form, task, c->view, comm, sizeof(comm));
	int64_t number;

	if (!lct_task_number(task, pid, &number))
		fputs(named ? comm : "an unknown process", out);
	else if (number)
		fprintf(out, "%s (pid %lld)", named ? comm : "a process", (long long)number);
	else
		fprintf(out, "%s (outside this PID namespace)", named ? comm : "a process");
}

/**
 * lct_case_put_unit() - print in which unit a task was
 * @c:		the case
 * @unit:	the column of the unit
 * @out:	output stream; nothing is written if there is none, or for systemd itself
 */
void lct_case_put_unit(const struct lct_case *c, enum lct_column_id unit, FILE *out)
{
	char name[2 * LCT_CELL_ESCAPED];

	if (lct_value_format(unit, c->form, c->task, c->view, name, sizeof(name)) &&
	    strcmp(name, "init.scope"))
		fprintf(out, " in %s", name);
}
