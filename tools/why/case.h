/* SPDX-License-Identifier: GPL-2.0 */
#ifndef LC_CASE_H
#define LC_CASE_H

#include <stdio.h>

#include "task/oom_kill.h"
#include "task/task.h"

/**
 * struct lc_case - what is known of a task that is to be judged
 * @task:	the task; its parent is used where it has been looked for
 * @leader:	of a thread: its process, NULL where that is not known
 * @kill:	the OOM kill that it died in, NULL for none
 * @grouped:	that kill was of others too
 * @view:	clock of the times
 * @form:	whose eyes the names in it are for
 */
struct lc_case {
	const struct lc_task *task;
	const struct lc_task *leader;
	const struct lc_kill *kill;
	bool grouped;
	const struct lc_view *view;
	enum lc_form form;
};

void lc_case_put_task(const struct lc_case *c, const struct lc_task *task,
		      enum lc_column_id pid, enum lc_column_id name, FILE *out);

#endif
