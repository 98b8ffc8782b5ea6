// SPDX-License-Identifier: GPL-2.0
/* Lookup of a task by PID: the living one, else the newest dead one. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "task/lookup.h"
#include "task/source.h"
#include "text/warn.h"

/* A recording has no `task` file to write to: search the tables. */
static int find_recorded(const char *root, int64_t pid, struct lct_table *t,
			 struct lct_tasks *tasks)
{
	const char * const files[] = { "tasks", "dead" };
	size_t i, j;
	int status;

	for (i = 0; i < 2; i++) {
		lct_table_free(t);
		status = lct_source_table(root, files[i], t);
		if (status)
			return status;
		if (lct_tasks_add(tasks, t))
			return lct_warn_no_memory();
		/* The newest task with the PID is the last row. */
		for (j = tasks->nr; j-- > 0;) {
			if (tasks->task[j].pid != pid)
				continue;
			tasks->task[0] = tasks->task[j];
			tasks->nr = 1;
			return 0;
		}
		tasks->nr = 0;
	}
	return 0;
}

static int ask_module(int64_t pid, struct lct_table *t, struct lct_tasks *tasks)
{
	char text[16];
	int fd, ret, status;

	fd = lct_source_open(NULL, LCT_DIR_PROC, "task", O_RDWR, &status);
	if (fd < 0)
		return status;
	snprintf(text, sizeof(text), "%lld\n", (long long)pid);
	status = 0;
	if (write(fd, text, strlen(text)) >= 0) {
		ret = lct_table_read_values(t, fd);
		if (ret)
			status = lct_source_failed("task", t, ret);
		else if (lct_tasks_add(tasks, t))
			status = lct_warn_no_memory();
	} else if (errno != ESRCH) {
		lct_warn("task: %s", strerror(errno));
		status = EXIT_FAILURE;
	}
	close(fd);
	return status;
}

/**
 * lct_lookup_pid() - find a task by PID
 * @root:	root folder of a recording, or NULL
 * @pid:	the PID
 * @t:		an empty table for it, freed by the caller, also on failure
 * @tasks:	an empty list, which receives the task, or nothing if there is none
 *
 * Return: an exit status.
 */
int lct_lookup_pid(const char *root, int64_t pid, struct lct_table *t, struct lct_tasks *tasks)
{
	return root ? find_recorded(root, pid, t, tasks) : ask_module(pid, t, tasks);
}
