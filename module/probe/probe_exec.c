// SPDX-License-Identifier: GPL-2.0
/* Failed execs. One that succeeds has a hook of its own. */
#include <linux/errno.h>
#include <linux/sched.h>

#include "probe/probe.h"
#include "record/exec.h"
#include "record/table.h"

/*
 * A signal has interrupted it, and it is restarted: user space sees no failure, except for
 * EINTR if there is a handler that does not restart it.
 */
static bool is_restarted(int err)
{
	switch (err) {
	case ERESTARTSYS:
	case ERESTARTNOINTR:
	case ERESTARTNOHAND:
	case ERESTART_RESTARTBLOCK:
		return true;
	default:
		return false;
	}
}

/**
 * probe_do_execveat_common() - record that an exec has failed
 * @ri: unused
 * @regs: return value of the function
 *
 * It is called by all system calls that execute a program, and returns 0 before the program
 * runs. Past the point of no return a failure kills the process, but is returned likewise.
 *
 * Context: kretprobe, in the task.
 * Return: 0.
 */
int probe_do_execveat_common(struct kretprobe_instance *ri, struct pt_regs *regs)
{
	int err = -(int)regs_return_value(regs);
	struct lc_task *rec;

	lc_probe_hit(do_execveat_common);
	if (likely(err <= 0) || is_restarted(err))
		return 0;
	rcu_read_lock();
	rec = lc_table_find(current);
	if (rec)
		lc_exec_failed(rec, err);
	rcu_read_unlock();
	return 0;
}
