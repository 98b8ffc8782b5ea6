// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>

#include "view/proc.h"

static struct proc_dir_entry *dir;

static const struct {
	const char *name;
	umode_t mode;
	const struct proc_ops *ops;
} files[] = {
	{ "tasks", 0444, &lc_proc_tasks_ops },
	{ "dead", 0444, &lc_proc_dead_ops },
	{ "task", 0666, &lc_proc_task_ops },
	{ "self", 0444, &lc_proc_self_ops },
	{ "stats", 0444, &lc_proc_stats_ops },
	{ "oom", 0444, &lc_proc_oom_ops },
	{ "events", 0666, &lc_proc_events_ops },
	{ "switches", 0666, &lc_proc_switches_ops },
	{ "waits", 0666, &lc_proc_waits_ops },
};

/**
 * lc_proc_init() - create /proc/lifecycle and its files
 *
 * Context: process.
 * Return: 0 or -ENOMEM, with nothing left behind.
 */
int lc_proc_init(void)
{
	unsigned int i;

	dir = proc_mkdir("lifecycle", NULL);
	if (!dir)
		return -ENOMEM;
	for (i = 0; i < ARRAY_SIZE(files); i++)
		if (!proc_create(files[i].name, files[i].mode, dir, files[i].ops)) {
			lc_proc_exit();
			return -ENOMEM;
		}
	return 0;
}

/**
 * lc_proc_exit() - remove /proc/lifecycle
 *
 * Waits for operations that are running, and ends those that wait for events. Files that stay
 * open return errors from then on.
 *
 * Context: process.
 */
void lc_proc_exit(void)
{
	lc_proc_events_end();
	proc_remove(dir);
}
