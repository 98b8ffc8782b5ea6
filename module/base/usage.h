/* SPDX-License-Identifier: GPL-2.0 */
/* Resource usage of a task or a process, counted as getrusage(2) does. */
#ifndef LC_USAGE_H
#define LC_USAGE_H

#include <linux/sched.h>

/**
 * struct lc_usage - resource usage
 * @user_ns: time in user mode
 * @system_ns: time in kernel mode
 * @faults_minor: page faults without I/O
 * @faults_major: page faults that waited for a disk
 * @rss_peak: peak RSS in pages, of a process that has released its memory; 0 if unknown
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
