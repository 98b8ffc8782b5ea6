// SPDX-License-Identifier: GPL-2.0
/*
 * Processes that share the memory of an OOM victim are killed with it. Those are not in the
 * kernel's log, but in /proc/lifecycle/oom, and marked there.
 */
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "memhog.h"
#include "oom.h"

/**
 * struct sharing - a process that shares its memory
 * @go: never opened
 * @ready: opened by the sharer
 * @report: receives the sharer's PID
 * @elsewhere: the sharer leaves the cgroup
 */
struct sharing {
	struct gate *go, ready, report;
	bool elsewhere;
};

static int share(void *data)
{
	struct sharing *sharing = data;

	if (sharing->elsewhere)
		cgroup_enter_next();
	gate_open(&sharing->ready);
	gate_wait(sharing->go);
	return 0;
}

static void eat_shared(void *data)
{
	static char stack[65536] __attribute__((aligned(16)));
	struct sharing *sharing = data;
	pid_t pid;

	cgroup_enter();
	prctl(PR_SET_NAME, "hungry");
	pid = clone(share, stack + sizeof(stack), CLONE_VM | SIGCHLD, sharing);
	require(pid > 0, "clone: %s", strerror(errno));
	gate_wait(&sharing->ready);
	gate_send(&sharing->report, &pid, sizeof(pid));
	eat(64 * MIB);
}

static struct table *kill_sharers(bool elsewhere, pid_t *pid, pid_t *other)
{
	struct oom_scene scene;
	struct sharing sharing = { .elsewhere = elsewhere };

	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	gate_init(&sharing.report);
	gate_init(&sharing.ready);
	oom_scene_begin(&scene);
	sharing.go = &scene.go;
	*pid = spawn(eat_shared, &sharing);
	gate_receive(&sharing.report, other, sizeof(*other));
	expect_cells(expect_death(*pid, "oom-cgroup"), "oom_kind=cgroup");
	expect_kernel_signal(expect_death(*other, "oom-cgroup"), "oom", SIGKILL);
	return oom_scene_rows(&scene, 2);
}

static void limit_cgroup(void)
{
	cgroup_make("memory.max");
	cgroup_set("memory.max", "16777216");
}

/* Both are equally bad: either may be chosen, by the allocation of @trigger. */
static void expect_rows(const struct table *oom, pid_t trigger, const char *selection)
{
	int chosen = strcmp(table_text(oom, 0, "selection"), "chosen") ? 1 : 0;

	expect_row(oom, chosen, "selection=chosen oom_cgroup=/lc-test trigger_pid=%d", trigger);
	expect_row(oom, !chosen, "selection=%s points=- oom_cgroup=/lc-test trigger_pid=%d "
		   "already_dying=0 sigkill_sent=1", selection, trigger);
	expect_text("oom_event", table_text(oom, 0, "oom_event"), table_text(oom, 1, "oom_event"));
	expect_text("total_vm_bytes", table_text(oom, 0, "total_vm_bytes"),
		    table_text(oom, 1, "total_vm_bytes"));
}

static void expect_cgroup(const struct table *oom, pid_t pid, const char *cgroup)
{
	int row = table_find(oom, "pid", pid);

	require(row >= 0, "no row of %d", pid);
	expect_text("cgroup", table_text(oom, row, "cgroup"), cgroup);
}

static void beside(void)
{
	struct table *oom;
	pid_t pid, other;

	limit_cgroup();
	oom = kill_sharers(false, &pid, &other);
	expect_rows(oom, pid, "shared-mm");
	expect_cgroup(oom, pid, "/lc-test");
	expect_cgroup(oom, other, "/lc-test");
}

static void in_another(void)
{
	struct table *oom;
	pid_t pid, other;

	limit_cgroup();
	oom = kill_sharers(true, &pid, &other);
	expect_rows(oom, pid, "shared-mm");
	expect_cgroup(oom, pid, "/lc-test");
	expect_cgroup(oom, other, "/lc-test-2");
}

/* The kernel kills it for its memory first, and then as a member of the group. */
static void in_group(void)
{
	struct table *oom;
	pid_t pid, other;
	bool group;

	limit_cgroup();
	if (access(CGROUP "/memory.oom.group", F_OK))
		ktap_skip("no memory.oom.group in this kernel");
	cgroup_set("memory.oom.group", "1");
	oom = kill_sharers(false, &pid, &other);
	/* It may have released its memory before the kernel comes to the group. */
	group = !strcmp(table_text(oom, 0, "selection"), "group") ||
		!strcmp(table_text(oom, 1, "selection"), "group");
	expect_rows(oom, pid, group ? "group" : "shared-mm");
}

static const struct ktap_case cases[] = {
	{ "a process that shares the victim's memory is marked", beside, cgroup_cleanup },
	{ "so is one in another cgroup, which is recorded", in_another, cgroup_cleanup },
	{ "one that is also killed as a member of the group has one row", in_group,
	  cgroup_cleanup },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
