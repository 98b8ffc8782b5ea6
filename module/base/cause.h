/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Reduces what is known when a task is reaped to one word for why it died.
 * Integers only: the same code is unit-tested in userspace.
 */
#ifndef LC_CAUSE_H
#define LC_CAUSE_H

#ifdef __KERNEL__
#include <linux/signal.h>
#else
#include <signal.h>
#endif

#include "base/account.h"

/**
 * struct lc_cause_inputs - inputs of the decision
 * @status: exit status in the format of wait(2): code << 8 | core << 7 | signal
 * @is_thread: the task is not the leader of its thread group
 * @group_exit: the whole thread group was exiting
 * @group_exec: an exec was ending the other threads of the group
 * @sent_sig: newest fatal signal that was seen being generated, 0 if none
 * @origin: origin of @sent_sig, an enum lc_origin
 * @oom: an enum lc_oom
 * @seccomp: the task was ended because of a system call, without a signal
 */
struct lc_cause_inputs {
	int status;
	bool is_thread;
	bool group_exit;
	bool group_exec;
	int sent_sig;
	u8 origin;
	u8 oom;
	bool seccomp;
};

/**
 * lc_cause_explains() - check whether a signal that was sent explains an exit status
 * @sig: signal in the exit status
 * @sent_sig: signal that was sent
 * @origin: its origin
 *
 * reboot(2) in a PID namespace sends SIGKILL to its init, and the kernel then replaces the
 * signal in the init's exit status: SIGHUP for a reboot, SIGINT for a halt or power-off.
 *
 * Context: Any context.
 * Return: true if it does.
 */
static inline bool lc_cause_explains(int sig, int sent_sig, enum lc_origin origin)
{
	return sig == sent_sig || (origin == LC_ORIGIN_REBOOT && sent_sig == SIGKILL &&
				   (sig == SIGHUP || sig == SIGINT));
}

enum lc_cause lc_cause_of(const struct lc_cause_inputs *e);

#endif /* LC_CAUSE_H */
