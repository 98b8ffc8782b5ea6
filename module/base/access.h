/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which tasks a reader may see. All rules are here:
 *
 * - A reader sees tasks of its own PID namespace and of those below it.
 * - Of these it sees a task whose real, effective and saved UID all equal the reader's
 *   own, in the reader's user namespace or below. It also sees a task over whose user
 *   namespace it has CAP_SYS_PTRACE.
 * - The same holds for living and dead tasks. A dead task is judged by what it was at
 *   its end.
 * - A dead task keeps no namespace. Once its user namespace is gone, those have
 *   CAP_SYS_PTRACE over it who would have had it by the rules of capabilities: its owner
 *   in the namespace around it, and who has the capability there. A security module is
 *   asked about the latter only, as it cannot be asked about what is gone.
 * - A dead task that was in more than LC_NSPID_LEVELS nested PID namespaces is shown in the
 *   outer ones only.
 * - A memory address and the program of a process whose own user may not ptrace it, e.g.
 *   because it has changed its credentials, are shown only with CAP_SYS_PTRACE, see guard.h.
 *   What it was when the fault happened, or at the end of a dead task, counts.
 * - The errno and the path of a failed exec are shown likewise. Who might look into the process
 *   when the exec failed counts, and only while the task has the UID that it had then.
 * - Paths of cgroups begin at the root of the reader's cgroup namespace. A path outside
 *   that root is not shown, nor a path truncated so far that this cannot be decided.
 * - Members of the group gid= see all tasks of these PID namespaces, their programs and
 *   errors, but no address that others would not see.
 * - Totals of the machine are shown outside of containers: to readers in the initial PID
 *   namespace. The numbers death_seq, oom_seq and event_seq count the tasks of all.
 * - Points in time are those of CLOCK_MONOTONIC in the reader's time namespace.
 *
 * The reader is the task that opened the file, not the one that holds the descriptor.
 */
#ifndef LC_ACCESS_H
#define LC_ACCESS_H

#include <linux/cgroup.h>
#include <linux/fs.h>
#include <linux/pid_namespace.h>
#include <linux/uidgid.h>

#include "base/guard.h"
#include "base/identity.h"

/* Buffer size for the path of a cgroup namespace's root. Below a longer one no path is shown. */
#define LC_CGROUP_ROOT_LEN 256

/**
 * struct lc_viewer - the reader of an open file
 * @file: open file, which holds the credentials
 * @ns: PID namespace of the task that opened it
 * @ns_born_ns: start_time of the init of @ns: @ns is older
 * @clock_offset_ns: what CLOCK_MONOTONIC in the time namespace of that task is ahead
 * @member: whether that task is in the group that sees all tasks
 * @cgroup_ns: cgroup namespace of that task
 * @cgroup_root: path of the root of @cgroup_ns; empty if it is the machine's root
 * @capable_ns: user namespace that @capable is about; only compared, never dereferenced
 * @capable: whether the viewer may see every task in @capable_ns
 */
struct lc_viewer {
	const struct file *file;
	struct pid_namespace *ns;
	u64 ns_born_ns;
	s64 clock_offset_ns;
	bool member;
	struct cgroup_namespace *cgroup_ns;
	char cgroup_root[LC_CGROUP_ROOT_LEN];
	const struct user_namespace *capable_ns;
	bool capable;
};

/**
 * struct lc_subject - a task whose visibility is checked
 * @nr: PID of the task in the viewer's PID namespace, 0 if it has none
 * @pid: struct pid of a living task
 * @user_ns: user namespace; of a dead task, the innermost that is not gone
 * @ns_gone: namespaces in @user_ns are gone; for a dead task only
 * @ns_owner: owner of the outermost of these, whose parent is @user_ns
 * @uid: real UID
 * @euid: effective UID
 * @suid: saved UID
 */
struct lc_subject {
	pid_t nr;
	struct pid *pid;
	struct user_namespace *user_ns;
	bool ns_gone;
	kuid_t ns_owner;
	kuid_t uid;
	kuid_t euid;
	kuid_t suid;
};

void lc_access_open(struct lc_viewer *viewer, const struct file *file);
void lc_access_close(struct lc_viewer *viewer);
void lc_access_pause(struct lc_viewer *viewer);
pid_t lc_access_pid(const struct lc_viewer *viewer, const struct lc_identity *id);
bool lc_access_may_see(struct lc_viewer *viewer, const struct lc_subject *subject);
bool lc_access_may_trace(struct lc_viewer *viewer, const struct lc_subject *subject,
			 enum lc_guard guard);
bool lc_access_sees_all(struct lc_viewer *viewer);
bool lc_access_is_outside(const struct lc_viewer *viewer);
const struct cgroup *lc_access_cgroup_root(const struct lc_viewer *viewer);
bool lc_access_sees_all_cgroups(const struct lc_viewer *viewer);
const char *lc_access_cgroup(const struct lc_viewer *viewer, const char *path);
uid_t lc_access_uid(const struct lc_viewer *viewer, kuid_t uid);

#endif /* LC_ACCESS_H */
