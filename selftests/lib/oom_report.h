/* SPDX-License-Identifier: GPL-2.0 */
/* What the kernel's log says of an act of the OOM killer. */
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
 * @comm: who wanted memory
 * @pid: the same
 * @gfp_mask: of that wish
 * @gfp_flags: the same by name
 * @order: of that wish
 * @cgroup: which ran out, or empty
 * @victims: each once, though the log may say it twice
 * @count: how many
 */
struct oom_report {
	char comm[32], gfp_flags[200], cgroup[200];
	int pid, order;
	unsigned int gfp_mask;
	struct oom_victim victims[OOM_REPORT_KILLS];
	int count;
};

/* Out of a log, see kmsg.h, that has one of them. */
void oom_report_parse(const char *log, struct oom_report *report);

#endif
