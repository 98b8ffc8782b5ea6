// SPDX-License-Identifier: GPL-2.0
/* An unprivileged user sees only its own tasks, in every file. */
#include <fcntl.h>
#include <stdio.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "secret_task.h"
#include "table.h"

static struct secret_tasks secret_tasks;

/* Has one living and one dead child. */
static void look(void)
{
	pid_t dead = spawn_helper("@exit", 0), child = spawn(block_forever, NULL);
	const pid_t alive[] = { getpid(), child, 0 }, gone[] = { dead, 0 };
	const struct own own = { alive, gone, getppid() };

	prctl(PR_SET_NAME, "plain");
	reap(dead);
	expect_own_only(&secret_tasks, &own);
}

static void look_as_bob(void *unused)
{
	prctl(PR_SET_NAME, "plain");
	become(BOB);
	look();
}

static void plain(void)
{
	secret_tasks_make(&secret_tasks, BOB);
	expect_u64("status", reap(spawn(look_as_bob, NULL)), 0);
}

/* Access depends on the effective uid: like a set-user-ID program of Bob's. */
static void look_as_effective_bob(void *unused)
{
	struct table *tasks;
	int fd;

	prctl(PR_SET_NAME, "plain");
	require(!syscall(SYS_setresuid, ALICE, BOB, BOB), "setresuid: %s", strerror(errno));
	/* The real uid differs, so it may not see itself. */
	expect_u64("rows", table_read(LC_PROC "tasks")->rows, 0);
	expect(!task_ask(getpid()) && errno == ESRCH, "its own pid: %s", strerror(errno));
	fd = open(LC_PROC "self", O_RDONLY);
	expect(fd >= 0 && !file_text(fd) && errno == ESRCH, "self: %s", strerror(errno));
	expect_u64("rows of the dead", table_read(LC_PROC "dead")->rows, 0);
	/* With Alice's effective uid it sees Alice's tasks. */
	require(!syscall(SYS_setresuid, -1, ALICE, -1), "setresuid: %s", strerror(errno));
	tasks = table_read(LC_PROC "tasks");
	expect(tasks->rows >= 2, "only %d rows", tasks->rows);
	expect_u64("rows of Alice", table_count(tasks, "uid", ALICE), tasks->rows);
}

static void effective(void)
{
	secret_tasks_make(&secret_tasks, BOB);
	expect_u64("status", reap(spawn(look_as_effective_bob, NULL)), 0);
}

/* Root that has switched to Bob for good is Bob's task, although it is nondumpable. */
static void turn_into_bob(void *data)
{
	struct gate *gates = data;

	become(BOB);
	gate_open(&gates[0]);
	gate_wait(&gates[1]);
}

static void look_for(void *pid)
{
	become(BOB);
	table_free(task_get(*(pid_t *)pid));
}

static void turned(void)
{
	struct gate gates[2];
	pid_t pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	pid = spawn(turn_into_bob, gates);
	gate_wait(&gates[0]);
	expect_u64("status", reap(spawn(look_for, &pid)), 0);
	gate_open(&gates[1]);
	reap(pid);
	expect_u64("status", reap(spawn(look_for, &pid)), 0);
}

/* A procfs with hidepid=2 changes nothing about these files. */
static void look_through_hidepid(void *unused)
{
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("proc", "/proc", "proc", 0, "hidepid=2"))
		ktap_skip("no procfs with hidepid=2: %s", strerror(errno));
	look_as_bob(NULL);
}

static void hidepid(void)
{
	secret_tasks_make(&secret_tasks, BOB);
	expect_u64("status", reap(spawn(look_through_hidepid, NULL)), 0);
}

/* A procfs with subset=pid does not contain /proc/lifecycle. */
static void look_for_folder(void *unused)
{
	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("proc", "/proc", "proc", 0, "subset=pid"))
		ktap_skip("no procfs with subset=pid: %s", strerror(errno));
	expect(access("/proc/lifecycle", F_OK) && errno == ENOENT, "/proc/lifecycle: %s",
	       strerror(errno));
}

static void subset(void)
{
	expect_u64("status", reap(spawn(look_for_folder, NULL)), 0);
}

static const struct ktap_case cases[] = {
	{ "every file lists the user's own tasks only", plain, secret_tasks_cleanup },
	{ "access follows the effective uid", effective, secret_tasks_cleanup },
	{ "a process that root has switched to the user is listed", turned },
	{ "hidepid=2 changes nothing", hidepid, secret_tasks_cleanup },
	{ "subset=pid hides /proc/lifecycle", subset },
};

KTAP_MAIN(cases)
