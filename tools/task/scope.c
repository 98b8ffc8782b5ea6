// SPDX-License-Identifier: GPL-2.0
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#include "task/scope.h"
#include "text/warn.h"

#define CAP_SYS_PTRACE_BIT	19
/* Their number in uid_map: all user IDs except the invalid one. */
#define ALL_UIDS		4294967295ULL

/* The module checks CAP_SYS_PTRACE. Without /proc, assume it, so that nothing is printed. */
static bool may_trace_all(void)
{
	unsigned long long caps = ~0ULL;
	char line[128];
	FILE *f;

	f = fopen("/proc/self/status", "re");
	if (!f)
		return true;
	while (fgets(line, sizeof(line), f))
		if (sscanf(line, "CapEff: %llx", &caps) == 1)
			break;
	fclose(f);
	return caps >> CAP_SYS_PTRACE_BIT & 1;
}

/* The group that the module's parameter gid= names, -1 for none */
static long long group_that_sees_all(void)
{
	long long gid = -1;
	FILE *f;

	f = fopen("/sys/module/lifecycle/parameters/gid", "re");
	if (!f)
		return -1;
	if (fscanf(f, "%lld", &gid) != 1)
		gid = -1;
	fclose(f);
	return gid;
}

static bool is_member(long long gid)
{
	gid_t groups[NGROUPS_MAX];
	int n;

	n = getgroups(NGROUPS_MAX, groups);
	while (n > 0)
		if (groups[--n] == gid)
			return true;
	return getegid() == gid;
}

/* Is this another than the initial user namespace, which maps each user ID to itself? */
static bool is_user_namespace(void)
{
	unsigned long long inside = 0, outside = 0, count = ALL_UIDS;
	FILE *f;

	f = fopen("/proc/self/uid_map", "re");
	if (!f)
		return false;
	/* A namespace without a mapping has an empty map. */
	if (fscanf(f, "%llu %llu %llu", &inside, &outside, &count) != 3)
		count = 0;
	fclose(f);
	return inside || outside || count != ALL_UIDS;
}

static bool is_in_group(char *group, size_t room)
{
	const long long gid = group_that_sees_all();

	*group = '\0';
	if (gid < 0)
		return false;
	snprintf(group, room, " or group %lld", gid);
	return is_member(gid);
}

/**
 * lct_scope_sees_all() - check whether all tasks are shown
 */
bool lct_scope_sees_all(void)
{
	char group[40];

	return is_in_group(group, sizeof(group)) || (may_trace_all() && !is_user_namespace());
}

/**
 * lct_scope_warn() - warn if not all tasks are shown
 * @root: folder that stands for /, or NULL
 */
void lct_scope_warn(const char *root)
{
	char group[40];

	if (root || is_in_group(group, sizeof(group)))
		return;
	if (!may_trace_all())
		lct_warn("showing only your own tasks; to see all, CAP_SYS_PTRACE%s%s is required",
			 geteuid() ? " (root)" : "", group);
	else if (is_user_namespace())
		lct_warn("showing only the tasks of your user namespace");
}
