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
 * - A memory address of a process is shown only with CAP_SYS_PTRACE, if the process's own
 *   user may not ptrace it, e.g. a set-user-ID program (PR_GET_DUMPABLE in prctl(2)).
 * - Paths of cgroups begin at the root of the reader's cgroup namespace. A path outside
 *   that root is not shown, nor a path truncated so far that this cannot be decided.
 *
 * The reader is the task that opened the file, not the one that holds the descriptor.
 */
#ifndef LC_ACCESS_H
#define LC_ACCESS_H

#include <linux/cgroup.h>
#include <linux/fs.h>
#include <linux/pid_namespace.h>
#include <linux/uidgid.h>

/* Buffer size for the path of a cgroup namespace's root. Below a longer one no path is shown. */
#define LC_CGROUP_ROOT_LEN 256

/**
 * struct lc_viewer - the reader of an open file
 * @file: open file, which holds the credentials
 * @ns: PID namespace of the task that opened it
 * @cgroup_ns: cgroup namespace of that task
 * @cgroup_root: path of the root of @cgroup_ns; empty if it is the machine's root
 * @capable_ns: user namespace that @capable is about; only compared, never dereferenced
 * @capable: whether the viewer may see every task in @capable_ns
 */
struct lc_viewer {
	const struct file *file;
	struct pid_namespace *ns;
	struct cgroup_namespace *cgroup_ns;
	char cgroup_root[LC_CGROUP_ROOT_LEN];
	const struct user_namespace *capable_ns;
	bool capable;
};

/**
 * struct lc_subject - a task whose visibility is checked
 * @pid: struct pid of the task
 * @user_ns: user namespace
 * @uid: real UID
 * @euid: effective UID
 * @suid: saved UID
 */
struct lc_subject {
	struct pid *pid;
	struct user_namespace *user_ns;
	kuid_t uid;
	kuid_t euid;
	kuid_t suid;
};

void lc_access_open(struct lc_viewer *viewer, const struct file *file);
void lc_access_close(struct lc_viewer *viewer);
void lc_access_pause(struct lc_viewer *viewer);
bool lc_access_may_see(struct lc_viewer *viewer, const struct lc_subject *subject);
bool lc_access_may_trace(struct lc_viewer *viewer, const struct lc_subject *subject);
bool lc_access_sees_all(struct lc_viewer *viewer);
const struct cgroup *lc_access_cgroup_root(const struct lc_viewer *viewer);
bool lc_access_sees_all_cgroups(const struct lc_viewer *viewer);
const char *lc_access_cgroup(const struct lc_viewer *viewer, const char *path);
uid_t lc_access_uid(const struct lc_viewer *viewer, kuid_t uid);

#endif /* LC_ACCESS_H */
