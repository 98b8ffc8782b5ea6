/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Who may see whom. The whole rule is here:
 *
 * - A reader sees tasks of its own pid namespace and of those below.
 * - Of these it sees the ones whose real, effective and saved uid are all its
 *   own, in its own user namespace or below, and those over whose user namespace it
 *   has CAP_SYS_PTRACE.
 * - The living and the dead alike; for the dead, what they were at the end.
 * - Where a process has its memory, only the latter if its user may not look into it,
 *   as that of a set-user-ID program may not (PR_GET_DUMPABLE in prctl(2)).
 * - Paths of cgroups begin at the root of its cgroup namespace; what is outside of
 *   that is not shown, nor what was shortened so that nobody can tell.
 *
 * The reader is whoever opened the file, not whoever holds the descriptor.
 */
#ifndef LC_ACCESS_H
#define LC_ACCESS_H

#include <linux/cgroup.h>
#include <linux/fs.h>
#include <linux/pid_namespace.h>
#include <linux/uidgid.h>

/* Room for the path of a cgroup namespace's root; below a longer one no path is shown. */
#define LC_CGROUP_ROOT_LEN 256

/**
 * struct lc_viewer - who reads
 * @file: the open file, which knows the credentials
 * @ns: the pid namespace of whoever opened it
 * @cgroup_ns: the cgroup namespace likewise
 * @cgroup_root: path of its root; empty if that is everybody's
 * @capable_ns: the user namespace that @capable is about, only to be compared
 * @capable: whether the viewer may see everybody in it
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
 * struct lc_subject - who is looked at
 * @pid: identity
 * @user_ns: user namespace
 * @uid: real uid
 * @euid: effective uid
 * @suid: saved uid
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
bool lc_access_may_see(struct lc_viewer *viewer, const struct lc_subject *subject);
bool lc_access_may_trace(struct lc_viewer *viewer, const struct lc_subject *subject);
bool lc_access_sees_all(struct lc_viewer *viewer);
const struct cgroup *lc_access_cgroup_root(const struct lc_viewer *viewer);
bool lc_access_sees_all_cgroups(const struct lc_viewer *viewer);
const char *lc_access_cgroup(const struct lc_viewer *viewer, const char *path);
uid_t lc_access_uid(const struct lc_viewer *viewer, kuid_t uid);

#endif /* LC_ACCESS_H */
