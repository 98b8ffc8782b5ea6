// SPDX-License-Identifier: GPL-2.0
/*
 * The OOM killer selects processes that are dying already, or that somebody else kills, too:
 * both are recorded, and the cause of death stays the signal that was first. A tracer keeps
 * the dying at their exit, where they still have their memory.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "memhog.h"
#include "oom.h"
#include "sender.h"

struct member {
	int adj;
	size_t size;
	bool threaded;
	struct gate *ready, *go;
};

static void *idle(void *unused)
{
	block_forever(NULL);
	return NULL;
}

static void be_member(void *data)
{
	struct member *member = data;
	pthread_t thread;

	cgroup_enter();
	set_oom_adj(member->adj);
	prctl(PR_SET_NAME, "member");
	if (member->threaded)
		require(!pthread_create(&thread, NULL, idle, NULL), "no thread");
	eat(member->size);
	gate_open(member->ready);
	gate_wait(member->go);
	_exit(3);
}

static void be_hungry(void *size)
{
	cgroup_enter();
	set_oom_adj(-1000);
	prctl(PR_SET_NAME, "hungry");
	eat(*(size_t *)size);
}

/* A child that will stop when it exits. */
static pid_t start_held(struct oom_scene *scene, int adj, bool threaded)
{
	struct member member = { adj, 8 * MIB, threaded, &scene->ready, &scene->go };
	pid_t pid = spawn(be_member, &member);

	gate_wait(&scene->ready);
	wait_blocked(pid);
	require(!ptrace(PTRACE_SEIZE, pid, NULL, PTRACE_O_TRACEEXIT), "ptrace: %s",
		strerror(errno));
	return pid;
}

static void wait_held(pid_t pid)
{
	int status;

	require(waitpid(pid, &status, __WALL) == pid, "wait: %s", strerror(errno));
	require(WIFSTOPPED(status) && status >> 8 == (SIGTRAP | PTRACE_EVENT_EXIT << 8),
		"not held at its exit: status %#x", status);
}

static void let_go(pid_t pid)
{
	/* Where the kernel queued another SIGKILL, it goes on without that. */
	if (ptrace(PTRACE_DETACH, pid, NULL, NULL))
		require(errno == ESRCH, "detach: %s", strerror(errno));
}

static void exhaust(size_t size)
{
	expect_cells(expect_death(spawn(be_hungry, &size), "exited"), "oom_seq=-");
}

static void limit_cgroup(struct oom_scene *scene)
{
	cgroup_make("memory.max");
	cgroup_set("memory.max", "16777216");
	oom_scene_begin(scene);
}

static void expect_only_marked(const struct table *oom, const struct table *dead, pid_t pid)
{
	expect_row(oom, 0, "pid=%d comm=member selection=chosen already_dying=1 sigkill_sent=0 "
		   "also_killer_pid=- oom_cgroup=/lc-test", pid);
	expect_text("oom_seq", table_text(dead, 0, "oom_seq"), table_text(oom, 0, "oom_seq"));
	expect(table_u64(oom, 0, "rss_anon_bytes") > 4 * MIB, "rss_anon_bytes is %s",
	       table_text(oom, 0, "rss_anon_bytes"));
}

/* It is marked, its memory is taken away, and no kill is logged. */
static void after_sigkill(void)
{
	struct oom_scene scene;
	struct table *dead;
	pid_t pid;

	limit_cgroup(&scene);
	pid = start_held(&scene, 1000, false);
	send_signal(pid, SIGKILL);
	wait_held(pid);
	exhaust(12 * MIB);
	let_go(pid);
	dead = expect_death(pid, "killed");
	expect_cells(dead, "signal_origin=user killer_pid=%d oom_kind=-", getpid());
	expect_only_marked(oom_scene_rows(&scene, 1), dead, pid);
}

static void after_exit(void)
{
	struct oom_scene scene;
	struct table *dead;
	pid_t pid;

	limit_cgroup(&scene);
	pid = start_held(&scene, 1000, true);
	gate_open(&scene.go);
	wait_held(pid);
	exhaust(12 * MIB);
	let_go(pid);
	dead = expect_death(pid, "failed");
	expect_cells(dead, "exit_code=3 signal_origin=- oom_kind=-");
	expect_only_marked(oom_scene_rows(&scene, 1), dead, pid);
}

static void be_victim(void *unused)
{
	cgroup_enter();
	prctl(PR_SET_NAME, "victim");
	eat(64 * MIB);
}

/* Its log line has a row, but it died of the earlier signal. */
static void in_group(void)
{
	struct oom_scene scene;
	struct table *oom, *dead;
	pid_t pid, victim;
	int row;

	limit_cgroup(&scene);
	if (access(CGROUP "/memory.oom.group", F_OK))
		ktap_skip("no memory.oom.group in this kernel");
	cgroup_set("memory.oom.group", "1");
	pid = start_held(&scene, -999, false);
	send_signal(pid, SIGKILL);
	wait_held(pid);
	victim = spawn(be_victim, NULL);
	table_free(expect_death(victim, "oom-cgroup"));
	let_go(pid);
	dead = expect_death(pid, "killed");
	expect_cells(dead, "signal_origin=user killer_pid=%d oom_kind=-", getpid());
	oom = oom_scene_rows(&scene, 2);
	row = table_find(oom, "pid", pid);
	require(row >= 0, "no row of the dying member");
	expect_row(oom, row, "selection=group already_dying=1 sigkill_sent=1 oom_seq=%s",
		   table_text(dead, 0, "oom_seq"));
	row = table_find(oom, "pid", victim);
	require(row >= 0, "no row of the victim");
	expect_row(oom, row, "selection=chosen already_dying=0 sigkill_sent=1");
}

/* The OOM killer was first. */
static void before_sigkill(void)
{
	struct oom_scene scene;
	struct table *oom, *dead;
	pid_t pid;

	limit_cgroup(&scene);
	pid = start_held(&scene, 1000, false);
	exhaust(12 * MIB);
	wait_held(pid);
	send_signal(pid, SIGKILL);
	let_go(pid);
	dead = expect_death(pid, "oom-cgroup");
	expect_kernel_signal(dead, "oom", SIGKILL);
	oom = oom_scene_rows(&scene, 1);
	expect_row(oom, 0, "pid=%d selection=chosen already_dying=0 sigkill_sent=1 "
		   "also_killer_pid=%d also_killer_comm=%s", pid, getpid(), own_comm());
	expect_between("also_killed_ns", table_u64(oom, 0, "killed_ns"),
		       table_u64(oom, 0, "also_killed_ns"), table_u64(oom, 0, "freed_ns"));
}

static const struct ktap_case cases[] = {
	{ "a process that SIGKILL has reached before is marked as dying", after_sigkill,
	  cgroup_cleanup },
	{ "so is one that exits by itself", after_exit, cgroup_cleanup },
	{ "so is a member of a group that is killed, with its line in the log", in_group,
	  cgroup_cleanup },
	{ "a SIGKILL that comes after the OOM killer's is recorded beside it", before_sigkill,
	  cgroup_cleanup },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
