/* SPDX-License-Identifier: GPL-2.0 */
/* What a task, or a process, has used: as getrusage(2) counts it. */
#ifndef LC_USAGE_H
#define LC_USAGE_H

#include <linux/sched.h>

/**
 * struct lc_usage - what was used
 * @user_ns: time in user space
 * @system_ns: time in the kernel
 * @faults_minor: page faults
 * @faults_major: page faults that had to wait for a disk
 * @rss_peak: pages, of a process that has given its memory back; 0 if not known
 */
struct lc_usage {
	u64 user_ns;
	u64 system_ns;
	u64 faults_minor;
	u64 faults_major;
	u64 rss_peak;
};

void lc_usage_read(struct lc_usage *usage, struct task_struct *task);

#endif /* LC_USAGE_H */
