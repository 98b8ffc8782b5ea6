// SPDX-License-Identifier: GPL-2.0
/* Whom a memory cgroup's OOM killer takes is told apart from who is killed by someone. */
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "ktap.h"
#include "row.h"

#define TOO_MUCH (64UL << 20)

static void eat(void *unused)
{
	char *memory;

	cgroup_enter();
	memory = mmap(NULL, TOO_MUCH, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	/* Populating is best effort: touch it. */
	for (size_t at = 0; memory != MAP_FAILED && at < TOO_MUCH; at += 4096)
		((volatile char *)memory)[at] = 1;
}

static void killed(void)
{
	uint64_t kills = stats_get("oom_kills");
	struct table *dead;
	int status;
	pid_t pid;

	cgroup_make("memory.max");
	cgroup_set("memory.max", "16777216");
	pid = spawn(eat, NULL);
	status = reap(pid);
	require(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "it ended with %x", status);
	expect_u64("the cgroup's own count", cgroup_event("memory.events", "oom_kill"), 1);
	dead = dead_get(pid);
	expect_text("cause", table_text(dead, 0, "cause"), "oom-cgroup");
	expect_text("oom_kind", table_text(dead, 0, "oom_kind"), "cgroup");
	expect_u64("exit_signal", table_u64(dead, 0, "exit_signal"), SIGKILL);
	expect_text("killer_pid", table_text(dead, 0, "killer_pid"), "-");
	expect_u64("oom_kills", stats_get("oom_kills") - kills, 1);
	expect_u64("deaths_oom-cgroup", stats_get("deaths_oom-cgroup"), 1);
}

static const struct ktap_case cases[] = {
	{ "the victim's cause is oom-cgroup", killed, cgroup_cleanup },
};

KTAP_MAIN(cases)
