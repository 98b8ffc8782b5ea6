// SPDX-License-Identifier: GPL-2.0
/* lifecycle: a flight recorder for the life and death of every task. */
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/threads.h>

#include "base/caller.h"
#include "base/clock.h"
#include "base/path.h"
#include "hook_status.h"
#include "hooks.h"
#include "record/cgroup.h"
#include "record/enrol.h"
#include "record/event.h"
#include "record/exec_path.h"
#include "record/life.h"
#include "record/loss.h"
#include "record/oom.h"
#include "record/program.h"
#include "record/stats.h"
#include "record/throttle_table.h"
#include "record/userns.h"
#include "retention.h"
#include "view/debugfs.h"
#include "view/panic.h"
#include "view/proc.h"

#define MAX_TASKS_MIN	16
#define MAX_TASKS_MAX	PID_MAX_LIMIT

static unsigned int max_tasks;
module_param(max_tasks, uint, 0444);
MODULE_PARM_DESC(max_tasks, "maximum number of living tasks with a record, or 0 for kernel.threads-max at boot, 16 to 4194304 (default 0)");

#define EVENTS_MIN 64
#define EVENTS_MAX 1048576

static unsigned int events = 16384;
module_param(events, uint, 0444);
MODULE_PARM_DESC(events, "number of events to keep while there is a reader, 64 to 1048576 (default 16384)");

static unsigned int panic_lines = 32;
module_param(panic_lines, uint, 0444);
MODULE_PARM_DESC(panic_lines, "maximum number of lines printed on panic (newest deaths, youngest tasks), 0 to 1024 (default 32)");

static bool check_range(const char *name, unsigned int value, unsigned int min,
			unsigned int max)
{
	if (value >= min && value <= max)
		return true;
	pr_err("%s=%u: must be between %u and %u\n", name, value, min, max);
	return false;
}

/*
 * The kernel's limit on threads is not exported. At boot, fork_init() gives half of it to
 * the first task as RLIMIT_NPROC. Nothing changes that limit of the idle task, which no
 * system call can name, so twice that is the limit at boot, to within one thread.
 */
static unsigned int threads_max(void)
{
	unsigned long half = init_task.signal->rlim[RLIMIT_NPROC].rlim_max;

	return 2 * clamp(half, MAX_TASKS_MIN / 2UL, MAX_TASKS_MAX / 2UL);
}

static int __init lifecycle_init(void)
{
	int ret;

	if (!max_tasks)
		max_tasks = threads_max();
	if (!check_range("max_tasks", max_tasks, MAX_TASKS_MIN, MAX_TASKS_MAX) ||
	    !check_range("events", events, EVENTS_MIN, EVENTS_MAX) ||
	    !check_range("panic_lines", panic_lines, 0, LC_PANIC_LINES_MAX))
		return -EINVAL;
	lc_path_init();
	lc_caller_init();
	lc_clock_init();
	lc_stats_init();
	lc_event_init(events);
	ret = lc_userns_init();
	if (ret)
		goto exit_clock;
	ret = lc_cgroup_init();
	if (ret)
		goto exit_userns;
	ret = lc_program_init();
	if (ret)
		goto exit_cgroup;
	ret = lc_exec_path_init();
	if (ret)
		goto exit_program;
	/* Few processes act on others: most of the living never do. */
	ret = lc_retention_init(max_tasks / 4);
	if (ret)
		goto exit_exec_path;
	ret = lc_oom_init();
	if (ret)
		goto exit_retention;
	ret = lc_throttle_table_init();
	if (ret)
		goto exit_oom;
	ret = lc_life_init(max_tasks);
	if (ret)
		goto exit_throttle;
	ret = lc_hooks_init();
	if (ret)
		goto exit_task;
	ret = lc_enrol_all();
	if (ret)
		goto exit_hooks;
	ret = lc_proc_init();
	if (ret)
		goto exit_hooks;
	lc_debugfs_init(lc_hook_status_show);
	lc_panic_init(panic_lines);
	return 0;

exit_hooks:
	lc_hooks_exit();
exit_task:
	/* Hooks that were attached for a while may have queued work, too. */
	lc_event_exit();
	lc_enrol_exit();
	lc_loss_exit();
	lc_life_exit();
exit_throttle:
	lc_throttle_table_exit();
exit_oom:
	lc_oom_exit();
exit_retention:
	lc_retention_exit();
exit_exec_path:
	lc_exec_path_exit();
exit_program:
	lc_program_exit();
exit_cgroup:
	lc_cgroup_exit();
exit_userns:
	lc_userns_exit();
exit_clock:
	lc_clock_exit();
	return ret;
}

static void __exit lifecycle_exit(void)
{
	lc_panic_exit();
	lc_debugfs_exit();
	lc_proc_exit();
	lc_hooks_exit();
	lc_event_exit();
	lc_enrol_exit();
	lc_loss_exit();
	lc_life_exit();
	lc_throttle_table_exit();
	lc_oom_exit();
	lc_retention_exit();
	lc_exec_path_exit();
	lc_program_exit();
	lc_cgroup_exit();
	lc_userns_exit();
	lc_clock_exit();
}

module_init(lifecycle_init);
module_exit(lifecycle_exit);

MODULE_DESCRIPTION("A flight recorder for the life and death of every task");
MODULE_AUTHOR("The lifecycle developers");
MODULE_LICENSE("GPL");
MODULE_VERSION(LC_VERSION);
