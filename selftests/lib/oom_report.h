/* SPDX-License-Identifier: GPL-2.0 */
/* An OOM kill in the kernel's log. */
#ifndef SELFTESTS_OOM_REPORT_H
#define SELFTESTS_OOM_REPORT_H

#include <stdint.h>

#define OOM_REPORT_KILLS 16

struct oom_victim {
	int pid, uid, adj;
	char comm[32];
	uint64_t total_vm_kb, anon_kb, file_kb, shmem_kb, page_tables_kb;
};

/**
 * struct oom_report - one decision
 * @comm: the triggering task
 * @pid: the same
 * @gfp_mask: of its allocation
 * @gfp_flags: the same by name
 * @order: of its allocation
 * @cgroup: the cgroup that hit its limit, or empty
 * @own_cgroup: the cgroup of the process that was chosen
 * @victims: each once, although the log may contain it twice
 * @count: the number of victims
 */
struct oom_report {
	char comm[32], gfp_flags[200], cgroup[200], own_cgroup[200];
	int pid, order;
	unsigned int gfp_mask;
	struct oom_victim victims[OOM_REPORT_KILLS];
	int count;
};

/* Counts the lines "Killed process PID" in a log. */
int oom_report_lines(const char *log, int pid);
/* Parses a log (see kmsg.h) that contains one report. */
void oom_report_parse(const char *log, struct oom_report *report);

#endif
