// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "ktap.h"
#include "table.h"
#include "time.h"

#define NEXT CGROUP "-2"

void cgroup_make(const char *needed)
{
	char path[100];

	if (mkdir(CGROUP, 0755) && errno != EEXIST)
		ktap_skip("no cgroup can be made: %s", strerror(errno));
	snprintf(path, sizeof(path), CGROUP "/%s", needed);
	if (access(path, F_OK))
		ktap_skip("cgroups have no %s here", needed);
}

void cgroup_set(const char *file, const char *value)
{
	char path[100];

	snprintf(path, sizeof(path), CGROUP "/%s", file);
	require(write_file(path, value), "%s: %s", path, strerror(errno));
}

void cgroup_enter(void)
{
	cgroup_set("cgroup.procs", "0");
}

void cgroup_enter_next(void)
{
	require(!mkdir(NEXT, 0755) || errno == EEXIST, NEXT ": %s", strerror(errno));
	require(write_file(NEXT "/cgroup.procs", "0"), NEXT ": %s", strerror(errno));
}

uint64_t cgroup_event(const char *file, const char *name)
{
	char path[100], wanted[40], *text, *at;
	uint64_t value;

	snprintf(path, sizeof(path), CGROUP "/%s", file);
	text = path_text(path);
	require(text, "%s: %s", path, strerror(errno));
	snprintf(wanted, sizeof(wanted), "%s ", name);
	at = text;
	while (at && strncmp(at, wanted, strlen(wanted))) {
		at = strchr(at, '\n');
		if (at)
			at++;
	}
	require(at, "%s has no %s", path, name);
	value = strtoull(at + strlen(wanted), NULL, 10);
	free(text);
	return value;
}

/* The last task may still be exiting: the directory is busy until then. */
static void cleanup(const char *folder)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	char path[100];

	snprintf(path, sizeof(path), "%s/cgroup.kill", folder);
	while (rmdir(folder) && errno == EBUSY && clock_ns() < deadline)
		write_file(path, "1");
}

void cgroup_cleanup(void)
{
	cleanup(CGROUP);
	cleanup(NEXT);
}
