/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LCT_CASE_H
#define LCT_CASE_H

#include <stdio.h>

#include "task/oom_kill.h"
#include "task/task.h"

/**
 * struct lct_case - a task to explain, and related facts
 * @task:	the task; its parent is used if it has been linked
 * @leader:	the leader of a thread, NULL if unknown
 * @holder:	a task that it waits for, NULL if unknown: for the last thread of the init of a
 *		PID namespace a process of that namespace, for a thread in exec, or a leader
 *		that has ended, another thread
 * @holders:	how many such there are
 * @passed:	a child that had died of the signal that its exit status stands for, NULL if
 *		none is known
 * @kill:	its row in the list of OOM kills, NULL for none
 * @sharing:	with whose memory it was killed: the row of that victim, NULL for none
 * @grouped:	its cgroup was killed as a group
 * @view:	clock of the times
 * @form:	form of the names
 */
struct lct_case {
	const struct lct_task *task;
	const struct lct_task *leader;
	const struct lct_task *holder;
	size_t holders;
	const struct lct_task *passed;
	const struct lct_oom_kill *kill;
	const struct lct_oom_kill *sharing;
	bool grouped;
	const struct lct_view *view;
	enum lct_form form;
};

const char *lct_case_doing(const struct lct_task *task, enum lct_column_id id);
void lct_case_put_duration(int64_t ns, FILE *out);
const char *lct_case_name(const struct lct_case *c, const struct lct_task *task, char *text,
			  size_t room);
void lct_case_put_task(const struct lct_case *c, const struct lct_task *task,
		       enum lct_column_id pid, enum lct_column_id name, FILE *out);
void lct_case_put_unit(const struct lct_case *c, enum lct_column_id unit, FILE *out);

#endif
