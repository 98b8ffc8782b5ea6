// SPDX-License-Identifier: GPL-2.0
/*
 * A PID namespace sees only its own tasks, by its own PIDs; its parent sees all, by its
 * PIDs.
 */
#include <sched.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "namespace.h"
#include "row.h"

struct scene {
	struct gate report, go;
	pid_t outer_init;
};

static void block(void *data)
{
	struct scene *scene = data;

	gate_wait(&scene->go);
}

/* Inside the namespace: PIDs 1 and 2 live, 3 is dead. */
static void expect_inner_tables(void)
{
	struct table *tasks = table_read(LC_PROC "tasks"), *dead = table_read(LC_PROC "dead");
	int init = table_find(tasks, "pid", 1), child = table_find(tasks, "pid", 2);

	expect_u64("rows in tasks", tasks->rows, 2);
	require(init >= 0 && child >= 0, "pids 1 and 2 are not both in tasks");
	expect_u64("tgid of 1", table_u64(tasks, init, "tgid"), 1);
	expect_u64("ppid of 1", table_u64(tasks, init, "ppid"), 0);
	expect_u64("birth_ppid of 1", table_u64(tasks, init, "birth_ppid"), 0);
	expect_u64("ppid of 2", table_u64(tasks, child, "ppid"), 1);
	expect_u64("birth_ppid of 2", table_u64(tasks, child, "birth_ppid"), 1);
	expect_u64("rows in dead", dead->rows, 1);
	expect_u64("pid of the dead", table_u64(dead, 0, "pid"), 3);
	expect_u64("ppid of the dead", table_u64(dead, 0, "ppid"), 1);
	expect_u64("reaper of the dead", table_u64(dead, 0, "reaper_pid"), 1);
	expect_u64("exit_code of the dead", table_u64(dead, 0, "exit_code"), 33);
}

static void expect_inner_lookups(const struct scene *scene)
{
	struct table *self = values_read(LC_PROC "self"), *task;

	expect_u64("self", table_u64(self, 0, "pid"), 1);
	task = task_get(2);
	expect_u64("ppid of 2", table_u64(task, 0, "ppid"), 1);
	task = task_get(3);
	expect_text("state of 3", table_text(task, 0, "state"), "dead");
	expect(!task_ask(scene->outer_init) && errno == ESRCH, "a pid of the outer namespace: %s",
	       strerror(errno));
	expect(!task_ask(4) && errno == ESRCH, "an unused pid: %s", strerror(errno));
}

static void play_inside(struct scene *scene)
{
	pid_t child = spawn(block, scene), dead = spawn_helper("@exit", 33);

	require(child == 2 && dead == 3, "the children have pids %d and %d, not 2 and 3", child,
		dead);
	expect_u64("wait status", WEXITSTATUS(reap(dead)), 33);
	gate_receive(&scene->report, &scene->outer_init, sizeof(scene->outer_init));
	expect_inner_tables();
	expect_inner_lookups(scene);
	/* The same through a procfs mounted in the namespace. */
	if (!unshare(CLONE_NEWNS) && !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) &&
	    !mount("proc", "/proc", "proc", 0, NULL)) {
		expect_inner_tables();
		expect_inner_lookups(scene);
	} else {
		ktap_diag("no procfs in the namespace: %s", strerror(errno));
	}
}

static void be_init(void *data)
{
	struct scene *scene = data;

	play_inside(scene);
	gate_open(&scene->go);
	reap(2);
}

static void inside(void)
{
	struct scene scene;
	pid_t pid;

	gate_init(&scene.report);
	gate_init(&scene.go);
	pid = spawn_init(be_init, &scene);
	gate_send(&scene.report, &pid, sizeof(pid));
	expect_u64("status", reap(pid), 0);
}

static void bear_one(void *data)
{
	struct scene *scene = data;

	spawn(block, scene);
	gate_open(&scene->report);
	reap(2);
	_exit(12);
}

static void from_outside(void)
{
	struct table *tasks, *dead;
	struct scene scene;
	pid_t pid, child;

	gate_init(&scene.report);
	gate_init(&scene.go);
	pid = spawn_init(bear_one, &scene);
	gate_wait(&scene.report);
	child = outer_pid(pid, 2);
	tasks = table_read(LC_PROC "tasks");
	require(table_find(tasks, "pid", pid) >= 0, "the inner init is not in tasks");
	require(table_find(tasks, "pid", child) >= 0, "the inner init's child is not in tasks");
	expect_u64("ppid", table_u64(tasks, table_find(tasks, "pid", pid), "ppid"), getpid());
	expect_u64("ppid of the child", table_u64(tasks, table_find(tasks, "pid", child), "ppid"),
		   pid);
	gate_open(&scene.go);
	expect_u64("wait status", WEXITSTATUS(reap(pid)), 12);
	dead = dead_get(child);
	expect_u64("ppid of the dead child", table_u64(dead, 0, "ppid"), pid);
	expect_u64("reaper of the dead child", table_u64(dead, 0, "reaper_pid"), pid);
	dead = dead_get(pid);
	expect_u64("exit_code", table_u64(dead, 0, "exit_code"), 12);
}

/* Its PIDs in the namespaces 0, the initial one, to 3 are kept after its death. */
#define TOO_DEEP 4

struct nest {
	struct gate report;
	int level;
};

/* This procfs is that of the initial namespace. */
static void report_and_die(void *gate)
{
	char name[16] = "";
	pid_t pid;

	require(readlink("/proc/self", name, sizeof(name) - 1) > 0, "readlink: %s",
		strerror(errno));
	pid = atoi(name);
	gate_send(gate, &pid, sizeof(pid));
	_exit(33);
}

static void be_nested_init(void *data)
{
	struct nest *nest = data;

	nest->level++;
	if (nest->level < TOO_DEEP) {
		expect_u64("status", reap(spawn_init(be_nested_init, nest)), 0);
	} else {
		reap(spawn(report_and_die, &nest->report));
		expect_u64("self", table_u64(values_read(LC_PROC "self"), 0, "pid"), 1);
		expect_u64("rows in dead", table_read(LC_PROC "dead")->rows, 0);
		expect(!task_ask(2) && errno == ESRCH, "a dead task is seen: %s", strerror(errno));
	}
	if (nest->level == TOO_DEEP - 1)
		expect_cells(task_get(3), "state=dead ppid=2 exit_code=33");
}

static void too_deep(void)
{
	struct nest nest = { .level = 0 };
	pid_t pid;

	gate_init(&nest.report);
	expect_u64("status", reap(spawn_init(be_nested_init, &nest)), 0);
	gate_receive(&nest.report, &pid, sizeof(pid));
	expect_cells(dead_get(pid), "tgid=%d exit_code=33", pid);
}

static const struct ktap_case cases[] = {
	{ "inside, only the namespace's tasks are listed, by inner PIDs", inside },
	{ "outside, all tasks are listed, by outer PIDs", from_outside },
	{ "a dead task nested too deep is seen in the outer namespaces only", too_deep },
};

KTAP_MAIN(cases)
