// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>

#include "ktap.h"
#include "oom_report.h"

static const char *find(const char *log, const char *what)
{
	const char *at = strstr(log, what);

	require(at, "the kernel's log has no '%s'", what);
	return at;
}

/* "COMM invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, ..." */
static void parse_trigger(const char *log, struct oom_report *report)
{
	const char *at = strstr(log, " invoked oom-killer: "), *begin = at;

	if (!at)
		ktap_skip("the kernel suppressed its report: more than 10 in 5 s");
	while (begin > log && begin[-1] != '\n')
		begin--;
	snprintf(report->comm, sizeof(report->comm), "%.*s", (int)(at - begin), begin);
	require(sscanf(at, " invoked oom-killer: gfp_mask=%x(%199[^)]), order=%d",
		       &report->gfp_mask, report->gfp_flags, &report->order) == 3,
		"'%.100s' cannot be parsed", at);
	at = find(at, " PID: ");
	require(sscanf(at, " PID: %d", &report->pid) == 1, "'%.100s' cannot be parsed", at);
}

static void parse_cgroup(const char *log, struct oom_report *report)
{
	const char *at = find(log, "oom-kill:constraint=");
	const char *cgroup = strstr(at, "oom_memcg="), *end = strchr(at, '\n');

	report->cgroup[0] = '\0';
	if (cgroup && cgroup < end)
		sscanf(cgroup, "oom_memcg=%199[^,]", report->cgroup);
	cgroup = strstr(at, "task_memcg=");
	require(cgroup && cgroup < end &&
		sscanf(cgroup, "task_memcg=%199[^,]", report->own_cgroup) == 1,
		"the kernel's log has no task_memcg");
}

static bool is_new(const struct oom_report *report, int pid)
{
	for (int i = 0; i < report->count; i++)
		if (report->victims[i].pid == pid)
			return false;
	return true;
}

static void parse_victim(const char *line, struct oom_report *report)
{
	struct oom_victim victim;
	unsigned long long sizes[5];

	require(sscanf(line, "Killed process %d (%31[^)]) total-vm:%llukB, anon-rss:%llukB, "
		       "file-rss:%llukB, shmem-rss:%llukB, UID:%d pgtables:%llukB "
		       "oom_score_adj:%d", &victim.pid, victim.comm, &sizes[0], &sizes[1],
		       &sizes[2], &sizes[3], &victim.uid, &sizes[4], &victim.adj) == 9,
		"'%.150s' cannot be parsed", line);
	victim.total_vm_kb = sizes[0];
	victim.anon_kb = sizes[1];
	victim.file_kb = sizes[2];
	victim.shmem_kb = sizes[3];
	victim.page_tables_kb = sizes[4];
	if (!is_new(report, victim.pid))
		return;
	require(report->count < OOM_REPORT_KILLS, "too many victims");
	report->victims[report->count++] = victim;
}

int oom_report_lines(const char *log, int pid)
{
	char wanted[40];
	int lines = 0;

	snprintf(wanted, sizeof(wanted), "Killed process %d ", pid);
	while ((log = strstr(log, wanted))) {
		lines++;
		log++;
	}
	return lines;
}

void oom_report_parse(const char *log, struct oom_report *report)
{
	const char *at = log;

	report->count = 0;
	parse_trigger(log, report);
	parse_cgroup(log, report);
	while ((at = strstr(at, "Killed process "))) {
		parse_victim(at, report);
		at++;
	}
	require(report->count, "the report has no victim");
}
