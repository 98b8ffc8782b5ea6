/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The one word for why a task died, out of what is known when it is reaped.
 * Integers only, so that it is unit-tested in userspace too.
 */
#ifndef LC_VERDICT_H
#define LC_VERDICT_H

#include "account.h"

/**
 * enum lc_origin - who made the signal that was last seen coming
 * @LC_ORIGIN_NONE: no signal was seen
 * @LC_ORIGIN_USER: a task sent it
 * @LC_ORIGIN_PARENT: the kernel sent it because the parent died, as was asked for
 * @LC_ORIGIN_PIDNS: the init of its pid namespace took it along when it died
 * @LC_ORIGIN_KERNEL: the kernel made it (fault, timer, terminal, pipe, OOM)
 */
enum lc_origin {
	LC_ORIGIN_NONE,
	LC_ORIGIN_USER,
	LC_ORIGIN_PARENT,
	LC_ORIGIN_PIDNS,
	LC_ORIGIN_KERNEL,
};

/**
 * struct lc_evidence - what the verdict rests on
 * @status: exit status as wait(2) gives it: code << 8 | core << 7 | signal
 * @is_thread: not the leader of its group
 * @group_exit: the whole group was told to exit
 * @group_exec: the group was told to make way for an exec
 * @sent_sig: the fatal signal last seen on its way, 0 if none
 * @origin: who made @sent_sig, an enum lc_origin
 * @sent_self: @sent_sig was sent by the group itself
 * @oom: an enum lc_oom
 */
struct lc_evidence {
	int status;
	bool is_thread;
	bool group_exit;
	bool group_exec;
	int sent_sig;
	u8 origin;
	bool sent_self;
	u8 oom;
};

enum lc_cause lc_verdict(const struct lc_evidence *e);

#endif /* LC_VERDICT_H */
