// SPDX-License-Identifier: GPL-2.0
/* Which tasks a list has, before its filter. */
#include "cmd/list.h"

/**
 * lct_list_wants() - check whether a list has a task, unless a filter leaves it out
 * @opt:	the options
 * @task:	the task
 */
bool lct_list_wants(const struct lct_options *opt, const struct lct_task *task)
{
	size_t i;

	if (opt->failed && lct_task_is_clean(task))
		return false;
	if (!opt->npids)
		return (opt->threads || lct_task_is_leader(task)) &&
		       (opt->kernel || opt->comm || opt->state || opt->parent || task->dead ||
			!lct_task_is_kernel_thread(task));
	for (i = 0; i < opt->npids; i++)
		if (task->pid == opt->pids[i] ||
		    (opt->threads && task->tgid == opt->pids[i]))
			return true;
	return false;
}
