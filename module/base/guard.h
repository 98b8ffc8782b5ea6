/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who may look into a process: know where its memory is, and which program it executes.
 * The rule is that of ptrace(2). A process's own user may not if it is not dumpable: it
 * executes a program that the user cannot read or that has a set-user-ID bit, or it has
 * changed its credentials (PR_GET_DUMPABLE in prctl(2)).
 */
#ifndef LC_GUARD_H
#define LC_GUARD_H

#include <linux/sched.h>

/**
 * enum lc_guard - who may look into a process
 * @LC_GUARD_MACHINE: who has CAP_SYS_PTRACE over the initial user namespace; also if it
 *		      is not known. The kernel may require less: the capability over a
 *		      namespace between that one and the process's own.
 * @LC_GUARD_USERNS: who has CAP_SYS_PTRACE over its user namespace
 * @LC_GUARD_USER: who may see it
 */
enum lc_guard {
	LC_GUARD_MACHINE,
	LC_GUARD_USERNS,
	LC_GUARD_USER,
};

enum lc_guard lc_guard_of(struct task_struct *task, enum lc_guard gone);

#endif /* LC_GUARD_H */
