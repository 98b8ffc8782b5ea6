/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one word for why a task died, out of what is known when it is reaped.
 * Integers only, so that it is unit-tested in userspace too.
 */
#ifndef LC_VERDICT_H
#define LC_VERDICT_H

#include "base/account.h"

/**
 * struct lc_evidence - what the verdict rests on
 * @status: exit status as wait(2) gives it: code << 8 | core << 7 | signal
 * @is_thread: not the leader of its group
 * @group_exit: the whole group was told to exit
 * @group_exec: the group was told to make way for an exec
 * @sent_sig: the fatal signal last seen on its way, 0 if none
 * @origin: who made @sent_sig, an enum lc_origin
 * @oom: an enum lc_oom
 * @seccomp: it was ended for a system call, without a signal
 */
struct lc_evidence {
	int status;
	bool is_thread;
	bool group_exit;
	bool group_exec;
	int sent_sig;
	u8 origin;
	u8 oom;
	bool seccomp;
};

enum lc_cause lc_verdict(const struct lc_evidence *e);

#endif /* LC_VERDICT_H */
