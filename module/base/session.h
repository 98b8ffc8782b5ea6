/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where a process belongs: its process group, its session with the terminal, and the login
 * that it comes from.
 */
#ifndef LC_SESSION_H
#define LC_SESSION_H

#include "base/nspid.h"

/**
 * union lc_terminal - the controlling terminal of a session; copied as one
 * @sid: session, by its PID in the initial PID namespace
 * @nr: device number, as in /proc/PID/stat; 0 if it had none
 * @all: both
 */
union lc_terminal {
	struct {
		pid_t sid;
		u32 nr;
	};
	u64 all;
};

/**
 * struct lc_session - where a process belongs
 * @pgid: process group; all zeros once the task has been released, like @sid
 * @sid: session
 * @loginuid: login UID (audit), or invalid
 * @id: ID of the login session (audit), or AUDIT_SID_UNSET
 * @tty: device number of the controlling terminal, 0 if there is none
 */
struct lc_session {
	struct lc_nspid pgid;
	struct lc_nspid sid;
	kuid_t loginuid;
	u32 id;
	u32 tty;
};

void lc_session_terminal(union lc_terminal *terminal, struct task_struct *task);
void lc_session_read(struct lc_session *session, struct task_struct *task, struct pid *pid,
		     const union lc_terminal *last);

#endif /* LC_SESSION_H */
