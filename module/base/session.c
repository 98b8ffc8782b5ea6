// SPDX-License-Identifier: GPL-2.0
#include <linux/audit.h>
#include <linux/kdev_t.h>
#include <linux/sched/signal.h>
#include <linux/tty.h>
#include <linux/tty_driver.h>
#include <linux/uaccess.h>

#include "base/session.h"

/*
 * The end of a session or a hang-up takes the terminal from all its processes, and may free
 * it. The lock against that may sleep on PREEMPT_RT. So what is read may have been freed;
 * it stands only if the process still has the terminal afterwards, and with it a reference.
 */
static u32 terminal_of(const struct signal_struct *signal)
{
	struct tty_struct *tty = READ_ONCE(signal->tty);
	int major, minor_start, index;
	struct tty_driver *driver;

	if (!tty || get_kernel_nofault(driver, &tty->driver) ||
	    get_kernel_nofault(index, &tty->index) ||
	    get_kernel_nofault(major, &driver->major) ||
	    get_kernel_nofault(minor_start, &driver->minor_start))
		return 0;
	smp_rmb(); /* read it before it is looked at again */
	return READ_ONCE(signal->tty) == tty ?
	       new_encode_dev(MKDEV(major, minor_start) + index) : 0;
}

/**
 * lc_session_terminal() - get the controlling terminal of a process
 * @terminal: receives it
 * @task: a thread of the process that has not been released
 *
 * Context: RCU read side. Does not sleep.
 */
void lc_session_terminal(union lc_terminal *terminal, struct task_struct *task)
{
	const union lc_terminal now = { {
		.sid = pid_nr(task_session(task)),
		.nr = terminal_of(task->signal),
	} };

	WRITE_ONCE(terminal->all, now.all);
}

/**
 * lc_session_read() - read where a process belongs
 * @session: receives it
 * @task: a thread of the process
 * @pid: struct pid of the task, which selects the PID namespaces; NULL if not known
 * @last: a terminal that it has had, which is still meant if it is in the same session; a
 *	  process that has been hung up has none any more
 *
 * Context: RCU read side, with a reference to @task. Does not sleep.
 */
void lc_session_read(struct lc_session *session, struct task_struct *task, struct pid *pid,
		     const union lc_terminal *last)
{
	struct pid *sid = task_session(task);

	lc_nspid_set(&session->pgid, task_pgrp(task), pid);
	lc_nspid_set(&session->sid, sid, pid);
	session->loginuid = audit_get_loginuid(task);
	session->id = audit_get_sessionid(task);
	session->tty = terminal_of(task->signal);
	if (!session->tty && sid && last->sid == pid_nr(sid))
		session->tty = last->nr;
}
