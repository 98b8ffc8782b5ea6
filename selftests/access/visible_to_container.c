// SPDX-License-Identifier: GPL-2.0
/*
 * A container (with its own PID and cgroup namespaces; with or without a user namespace and
 * CAP_SYS_PTRACE) sees only its own tasks, in every file, by its own PIDs and below its own
 * cgroup.
 */
#include <fcntl.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "memhog.h"
#include "secret_task.h"
#include "table.h"
#include "userns.h"

#define BOX SECRET_CGROUP "/box"
#define SPACES (CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWCGROUP)

static struct secret_tasks secret_tasks;

/**
 * struct box - a container
 * @spaces: CLONE_NEWUSER if it has a user namespace
 * @ptrace: whether its root has CAP_SYS_PTRACE there
 * @run: what its init does after the setup
 */
struct box {
	int spaces;
	bool ptrace;
	void (*run)(struct box *box);
	struct gate mapped, ready;
};

static void drop_ptrace(void)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct caps[2];

	require(!syscall(SYS_capget, &header, caps), "capget: %s", strerror(errno));
	caps[0].effective &= ~(1 << CAP_SYS_PTRACE);
	caps[0].permitted &= ~(1 << CAP_SYS_PTRACE);
	require(!syscall(SYS_capset, &header, caps), "capset: %s", strerror(errno));
	/* An exec does not get it back. */
	require(!prctl(PR_CAPBSET_DROP, CAP_SYS_PTRACE), "prctl: %s", strerror(errno));
}

/* Numbers of all tasks are not for a container. */
static void expect_no_totals(void)
{
	static const char *const names[] = { "now_ns", "realtime_ns", "loaded_ns" };
	struct table *stats = values_read(LC_PROC "stats");

	expect_u64("values", stats->columns, ARRAY_SIZE(names));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		expect(table_column(stats, names[i]) >= 0, "%s is missing", names[i]);
	table_free(stats);
}

/* The tool does not tell root to be root. */
static void expect_tool_says(const char *message)
{
	FILE *tool = popen("lifecycle ps 2>&1 >/dev/null", "r");
	char text[256];
	size_t length;

	require(tool, "popen: %s", strerror(errno));
	length = fread(text, 1, sizeof(text) - 1, tool);
	text[length] = '\0';
	pclose(tool);
	expect_text("the tool", text, message);
}

/* Root's tasks, and other users' tasks in the container if they may be seen. */
static void look_around(struct box *box)
{
	struct gate ready;
	pid_t other, other_dead, alive[4] = { 1 }, gone[3] = { 0 };
	const struct own own = { alive, gone, 0 };

	gate_init(&ready);
	other = spawn(be_uid_1_and_block, &ready);
	gate_wait(&ready);
	other_dead = spawn(be_uid_1, NULL);
	reap(other_dead);
	alive[1] = spawn(block_forever, NULL);
	gone[0] = spawn_helper("@exit", 0);
	reap(gone[0]);
	if (!box->ptrace)
		drop_ptrace();
	else
		alive[2] = other, gone[1] = other_dead;
	expect_own_only(&secret_tasks, &own);
	expect_no_totals();
	/* The root of its cgroup namespace, whatever the path outside. */
	expect_cells(task_get(alive[1]), "cgroup=/ ppid=1");
	expect_cells(task_get(gone[0]), "cgroup=/ ppid=1");
	expect_cells(task_get(1), "cgroup=/ ppid=0 birth_ppid=0");
	if (!box->ptrace)
		expect_tool_says("lifecycle: showing only your own tasks; to see all, "
				 "CAP_SYS_PTRACE is required\n");
}

/* A container does not have debugfs mounted. */
static void make_mounts(void)
{
	require(!mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private: %s",
		strerror(errno));
	umount2("/sys/kernel/debug", MNT_DETACH);
	require(!mount("proc", "/proc", "proc", 0, NULL), "proc: %s", strerror(errno));
}

static void be_init(struct box *box)
{
	char byte;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "inner init");
	require(read(box->mapped.out, &byte, 1) == 1, "the ids are not mapped");
	if (box->spaces & CLONE_NEWUSER)
		require(!syscall(SYS_setresgid, 0, 0, 0) && !syscall(SYS_setresuid, 0, 0, 0),
			"ids: %s", strerror(errno));
	make_mounts();
	box->run(box);
	_exit(0);
}

/* Its cgroup is below a cgroup of the host whose name must not appear. */
static pid_t box_start(struct box *box)
{
	pid_t pid;

	require(!mkdir(BOX, 0755) && write_file(BOX "/cgroup.procs", "0"), "cgroup: %s",
		strerror(errno));
	gate_init(&box->mapped);
	pid = syscall(SYS_clone, SPACES | box->spaces | SIGCHLD, NULL, NULL, NULL, NULL);
	if (pid < 0)
		ktap_skip("no namespaces: %s", strerror(errno));
	if (!pid)
		be_init(box);
	if (box->spaces & CLONE_NEWUSER)
		userns_map(pid);
	gate_open(&box->mapped);
	require(write_file("/sys/fs/cgroup/cgroup.procs", "0"), "cgroup: %s", strerror(errno));
	return pid;
}

static void contain(int spaces, bool ptrace)
{
	struct box box = { spaces, ptrace, look_around };

	secret_tasks_make(&secret_tasks, BOB);
	expect_u64("status", reap(box_start(&box)), 0);
}

static void plain_without(void)
{
	contain(0, false);
}

static void plain_with(void)
{
	contain(0, true);
}

static void user_without(void)
{
	contain(CLONE_NEWUSER, false);
}

static void user_with(void)
{
	contain(CLONE_NEWUSER, true);
}

static void eat_and_block(void *data)
{
	eat(8 * MIB);
	gate_open(data);
	block_forever(NULL);
}

/* An outside cgroup hits its memory limit, and the allocating task is outside as well. */
static void look_at_victim(struct box *box)
{
	struct gate ready;
	struct table *oom;
	pid_t victim;

	gate_init(&ready);
	victim = spawn(eat_and_block, &ready);
	gate_wait(&ready);
	gate_open(&box->ready);
	table_free(expect_death(victim, "oom-cgroup"));
	oom = table_read(LC_PROC "oom");
	expect_u64("rows", oom->rows, 1);
	expect_cells(oom, "pid=%d trigger_pid=0 trigger_comm=- oom_cgroup=- cgroup=/", victim);
	expect_cells(dead_get(victim), "killer_pid=- killer_comm=- cgroup=/");
}

static void eat_outside(void *unused)
{
	secret_cgroup_enter();
	eat(12 * MIB);
}

/*
 * All tasks of the container except its init. The kernel may take a second victim if the
 * first one's memory is freed too late: no other task may be eligible.
 */
static void offer_victim(pid_t init)
{
	char *text = path_text(BOX "/cgroup.procs"), *at = text, path[64];
	pid_t pid;

	require(text, "cgroup.procs: %s", strerror(errno));
	while ((pid = strtol(at, &at, 10)) > 0) {
		snprintf(path, sizeof(path), "/proc/%d/oom_score_adj", pid);
		if (pid != init)
			require(write_file(path, "1000"), "%s: %s", path, strerror(errno));
	}
	free(text);
}

static void oom_outside(void)
{
	struct box box = { CLONE_NEWUSER, false, look_at_victim };
	pid_t pid;

	/* Children inherit it. */
	set_oom_adj(-1000);
	secret_tasks_make(&secret_tasks, BOB);
	gate_init(&box.ready);
	require(write_file(SECRET_CGROUP "/memory.max", "16777216"), "memory.max: %s",
		strerror(errno));
	pid = box_start(&box);
	close(box.ready.in);
	gate_wait(&box.ready);
	offer_victim(pid);
	table_free(expect_death(spawn(eat_outside, NULL), "exited"));
	expect_u64("status", reap(pid), 0);
}

static const struct ktap_case cases[] = {
	{ "a container without CAP_SYS_PTRACE sees only its own tasks", plain_without,
	  secret_tasks_cleanup },
	{ "a container with CAP_SYS_PTRACE sees only its own tasks", plain_with,
	  secret_tasks_cleanup },
	{ "the same in a user namespace, without CAP_SYS_PTRACE", user_without,
	  secret_tasks_cleanup },
	{ "the same in a user namespace, with CAP_SYS_PTRACE", user_with, secret_tasks_cleanup },
	{ "an OOM kill triggered outside hides the outside task", oom_outside,
	  secret_tasks_cleanup },
};

KTAP_MAIN(cases)
