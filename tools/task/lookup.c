// SPDX-License-Identifier: GPL-2.0
/* One task by its number: the living one, else the one that had it last. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "task/lookup.h"
#include "task/source.h"
#include "text/warn.h"

/* A recording has no `task` to write to: look in the tables. */
static int find_recorded(const char *root, int64_t pid, struct lc_table *t,
			 struct lc_tasks *tasks)
{
	const char * const files[] = { "tasks", "dead" };
	size_t i, j;
	int status;

	for (i = 0; i < 2; i++) {
		lc_table_free(t);
		status = lc_source_table(root, files[i], t);
		if (status)
			return status;
		if (lc_tasks_add(tasks, t))
			return lc_warn_no_memory();
		/* The newest that had the pid comes last. */
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

static int ask_module(int64_t pid, struct lc_table *t, struct lc_tasks *tasks)
{
	char text[16];
	int fd, ret, status;

	fd = lc_source_open(NULL, LC_DIR_PROC, "task", O_RDWR, &status);
	if (fd < 0)
		return status;
	snprintf(text, sizeof(text), "%lld\n", (long long)pid);
	status = 0;
	if (write(fd, text, strlen(text)) >= 0) {
		ret = lc_table_read_values(t, fd);
		if (ret)
			status = lc_source_failed("task", t, ret);
		else if (lc_tasks_add(tasks, t))
			status = lc_warn_no_memory();
	} else if (errno != ESRCH) {
		lc_warn("task: %s", strerror(errno));
		status = EXIT_FAILURE;
	}
	close(fd);
	return status;
}

/**
 * lc_lookup() - find the task of a number
 * @root:	folder that stands for /, or NULL
 * @pid:	the number
 * @t:		an empty table for it, to be freed in any case
 * @tasks:	an empty list, which gets one member, or none if there is no such task
 *
 * Return: an exit status.
 */
int lc_lookup(const char *root, int64_t pid, struct lc_table *t, struct lc_tasks *tasks)
{
	return root ? find_recorded(root, pid, t, tasks) : ask_module(pid, t, tasks);
}
