// SPDX-License-Identifier: GPL-2.0
/* Failed execs. One that succeeds has a hook of its own. */
#include <linux/errno.h>
#include <linux/fcntl.h>
#include <linux/sched.h>

#include "base/syscall.h"
#include "probe/probe.h"
#include "record/event_life.h"
#include "record/exec.h"
#include "record/exec_path.h"
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

/* 6.14, commit a5874fde3c08: only asks whether the file could be executed. */
#ifndef AT_EXECVE_CHECK
#define AT_EXECVE_CHECK 0x10000
#endif

/* Nothing was to be executed, even if the kernel rejects the flag because it is older. */
static bool only_asks(void)
{
	return lc_syscall_is(current, execveat) &&
	       lc_syscall_argument(current, 4) & AT_EXECVE_CHECK;
}

/* What the kernel has copied of the call is freed by now. */
static void read_call(struct lc_exec_call *call)
{
	const bool is_at = lc_syscall_is(current, execveat);

	call->fd = is_at ? lc_syscall_argument(current, 0) : AT_FDCWD;
	call->path = lc_syscall_argument(current, is_at);
	call->arguments = lc_syscall_argument(current, 1 + is_at);
}

static noinline_for_stack void add_event(struct lc_task *rec, int err,
					 const struct lc_exec_call *call)
{
	char path[LC_EXEC_PATH_LEN];

	lc_event_life_exec_failed(rec, err, lc_exec_path_now(path, err, call) ? path : NULL);
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
	struct lc_exec_call call;
	struct lc_task *rec;

	lc_probe_hit(do_execveat_common);
	if (likely(err <= 0) || is_restarted(err) || only_asks())
		return 0;
	rcu_read_lock();
	rec = lc_table_find(current);
	if (rec) {
		read_call(&call);
		lc_exec_failed(rec, err, &call);
		if (lc_event_wanted())
			add_event(rec, err, &call);
	}
	rcu_read_unlock();
	return 0;
}
