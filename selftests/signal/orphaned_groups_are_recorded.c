// SPDX-License-Identifier: GPL-2.0
/*
 * SIGHUP for an orphaned process group is no hangup: there need not be a terminal. It names
 * the process whose end orphaned the group.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"

/**
 * struct scene - a session without a terminal
 * @in_group: the parent is a member of the group; its own parent is the last link
 * @report: PID of the stopped process
 * @go: what the parent waits for
 */
struct scene {
	bool in_group;
	struct gate report, go;
};

static void stop(void *unused)
{
	prctl(PR_SET_PDEATHSIG, 0);
	raise(SIGSTOP);
	block_forever(NULL);
}

static void be_parent(void *data)
{
	struct scene *scene = data;
	siginfo_t info;
	pid_t pid;

	prctl(PR_SET_NAME, "a parent");
	if (scene->in_group)
		setpgid(0, 0);
	else
		setsid();
	pid = spawn(stop, NULL);
	if (!scene->in_group)
		setpgid(pid, pid);
	require(!waitid(P_PID, pid, &info, WSTOPPED), "wait: %s", strerror(errno));
	gate_send(&scene->report, &pid, sizeof(pid));
	gate_wait(&scene->go);
}

/* The session's leader lives on: nothing hangs up. */
static void lead(void *data)
{
	struct scene *scene = data;
	pid_t pid;

	setsid();
	pid = spawn(be_parent, scene);
	gate_send(&scene->report, &pid, sizeof(pid));
	reap(pid);
	block_forever(NULL);
}

static void expect_orphaned(pid_t pid, pid_t parent)
{
	expect_cells(expect_death(pid, "killed"), "signal_origin=orphan exit_signal=%d "
		     "signal_code=%d signal_state=stopped killer_pid=%d killer_comm=a\\040parent "
		     "orphaned_by_pid=%d", SIGHUP, SI_KERNEL, parent, parent);
}

static void start(struct scene *scene)
{
	require(!prctl(PR_SET_CHILD_SUBREAPER, 1), "subreaper: %s", strerror(errno));
	gate_init(&scene->report);
	gate_init(&scene->go);
}

static void by_a_parent_outside(void)
{
	struct scene scene = { .in_group = false };
	pid_t parent, pid;

	start(&scene);
	parent = spawn(be_parent, &scene);
	gate_receive(&scene.report, &pid, sizeof(pid));
	gate_open(&scene.go);
	table_free(expect_death(parent, "exited"));
	expect_orphaned(pid, parent);
}

/* Its exit is part of a signal that it takes. */
static void by_a_killed_parent(void)
{
	struct scene scene = { .in_group = false };
	pid_t parent, pid;

	start(&scene);
	parent = spawn(be_parent, &scene);
	gate_receive(&scene.report, &pid, sizeof(pid));
	kill(parent, SIGKILL);
	table_free(expect_death(parent, "killed"));
	expect_orphaned(pid, parent);
}

static void by_a_member(void)
{
	struct scene scene = { .in_group = true };
	pid_t leader, parent, pid;

	start(&scene);
	leader = spawn(lead, &scene);
	gate_receive(&scene.report, &parent, sizeof(parent));
	gate_receive(&scene.report, &pid, sizeof(pid));
	gate_open(&scene.go);
	wait_gone(parent);
	expect_orphaned(pid, parent);
	kill(leader, SIGKILL);
	reap(leader);
}

static const struct ktap_case cases[] = {
	{ "the end of a parent outside the group names the parent", by_a_parent_outside },
	{ "so does its end by a signal", by_a_killed_parent },
	{ "the end of the member that linked the group names it", by_a_member },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
