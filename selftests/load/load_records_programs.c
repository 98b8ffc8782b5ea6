// SPDX-License-Identifier: GPL-2.0
/*
 * A process that is older than the module has the program that the kernel shows, but no arguments:
 * it may have replaced those since its exec.
 */
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "crowd.h"
#include "death.h"
#include "ktap.h"
#include "module.h"
#include "program.h"
#include "text.h"

#define BOB	1002
#define ROOT	"/tmp/lc-root"
#define FIRST	"/tmp/lc-first"
#define SHELL	"/bin/sh"
#define OTHER_SHELL ROOT "/sh"
#define LONG	"/tmp/lc-a-program-with-a-path-that-is-longer-than-what-is-recorded-of-it"

/* So many bytes are recorded, the end of a text included. */
#define ROOM	64

/* What the kernel shows, cut as the record is; "-" if there is nothing. */
static const char *kernel_exe(pid_t pid)
{
	static char wanted[PATH_MAX];
	char link[PATH_MAX], path[32];
	ssize_t length;

	snprintf(path, sizeof(path), "/proc/%d/exe", pid);
	length = readlink(path, link, sizeof(link) - 1);
	if (length <= 0)
		return "-";
	link[length] = '\0';
	if (length < ROOM)
		return memcpy(wanted, link, length + 1);
	snprintf(wanted, sizeof(wanted), "...%s", link + length - (ROOM - 4));
	return wanted;
}

static void expect_exe(const struct table *row, int number, const char *wanted)
{
	char exe[4 * ROOM];

	text_unescape(table_text(row, number, "exe"), exe, sizeof(exe));
	expect_text("exe", exe, wanted);
}

static void expect_program(pid_t pid, const char *wanted)
{
	struct table *row = task_get(pid);

	expect_exe(row, 0, wanted);
	expect_cells(row, "args=- execs=0");
	table_free(row);
}

/**
 * struct scene - a process that executes a program and waits
 * @path: the program, a copy of this one
 * @root: its root, or NULL
 * @input: closed for it to end
 */
struct scene {
	const char *path;
	const char *root;
	struct gate input;
};

static void execute(void *data)
{
	struct scene *scene = data;

	require(!scene->root || (!chroot(scene->root) && !chdir("/")), "chroot: %s",
		strerror(errno));
	require(dup2(scene->input.out, STDIN_FILENO) == STDIN_FILENO, "dup2: %s", strerror(errno));
	close(scene->input.in);
	execl(scene->path, "name", "@block", "0", NULL);
	_exit(errno);
}

/* Its program is that of the test until the exec. */
static pid_t spawn_program(struct scene *scene)
{
	char path[32], before[PATH_MAX] = "", now[PATH_MAX] = "";
	pid_t pid;

	gate_init(&scene->input);
	pid = spawn(execute, scene);
	snprintf(path, sizeof(path), "/proc/%d/exe", pid);
	require(readlink("/proc/self/exe", before, sizeof(before) - 1) > 0, "no link");
	do
		require(readlink(path, now, sizeof(now) - 1) > 0, "%s: %s", scene->path,
			strerror(errno));
	while (!strcmp(now, before));
	return pid;
}

static void programs_remove(void)
{
	module_cleanup();
	unlink(FIRST);
	unlink(LONG);
	umount2(ROOT, MNT_DETACH);
	unlink(OTHER_SHELL);
	rmdir(ROOT);
}

static void of_all(void)
{
	struct table *tasks;
	int row, users = 0;

	program_copy(LONG);
	spawn_program(&(struct scene) { .path = LONG });
	program_copy(FIRST);
	spawn_program(&(struct scene) { .path = FIRST });
	unlink(FIRST);
	module_load("");
	tasks = table_read(LC_PROC "tasks");
	for (row = 0; row < tasks->rows; row++) {
		pid_t pid = table_u64(tasks, row, "pid");

		if (pid != (pid_t)table_u64(tasks, row, "tgid"))
			continue;
		users += !table_none(tasks, row, "exe");
		expect_exe(tasks, row, kernel_exe(pid));
	}
	expect(users >= 4, "only %d have a program", users);
	expect_cells(task_get(2), "exe=- args=-");
}

static void of_dead(void)
{
	struct scene scene = { .path = FIRST };
	struct table *dead;
	pid_t pid;

	program_copy(FIRST);
	pid = spawn_program(&scene);
	module_load("");
	expect_program(pid, FIRST);
	close(scene.input.in);
	dead = expect_death(pid, "exited");
	expect_exe(dead, 0, FIRST);
	expect_cells(dead, "args=-");
}

static void in_root(void)
{
	struct scene scene = { .path = "/program", .root = ROOT };
	pid_t pid;

	mkdir(ROOT, 0755);
	require(!mount("none", ROOT, "tmpfs", 0, NULL), "mount: %s", strerror(errno));
	program_copy(ROOT "/program");
	pid = spawn_program(&scene);
	module_load("");
	expect_program(pid, "/program");
	close(scene.input.in);
	expect_death(pid, "exited");
	expect(!umount(ROOT), "its file is still in use: %s", strerror(errno));
}

static void of_zombie(void)
{
	pid_t pid = spawn_helper("@exit", 0);

	wait_exited(pid);
	module_load("");
	expect_program(pid, "-");
	reap(pid);
}

static void of_child(void)
{
	struct gate gate;

	gate_init(&gate);
	module_load("");
	expect_program(spawn(block_on, &gate), kernel_exe(getpid()));
}

static void become_bob(void *gates)
{
	become(BOB);
	gate_open(gates);
	block_forever(NULL);
}

static void become_dumpable(void *gates)
{
	become(BOB);
	prctl(PR_SET_DUMPABLE, 1);
	gate_open(gates);
	block_forever(NULL);
}

static void look_as_bob(void *pids)
{
	const pid_t *pid = pids;

	become(BOB);
	expect_cells(task_get(pid[0]), "exe=-");
	expect_cells(task_get(pid[1]), "exe=%s", program_self());
}

static void guarded(void)
{
	struct gate ready;
	pid_t pid[2];

	gate_init(&ready);
	pid[0] = spawn(become_bob, &ready);
	pid[1] = spawn(become_dumpable, &ready);
	gate_wait(&ready);
	gate_wait(&ready);
	module_load("");
	expect_u64("status", reap(spawn(look_as_bob, pid)), 0);
	expect_program(pid[0], program_self());
}

/* More than the reserve holds. */
static void of_crowd(void)
{
	static struct crowd crowd;
	struct table *tasks;
	int row, known = 0;

	crowd_begin(&crowd, 1500);
	module_load("");
	expect_u64("lost_programs", stats_get("lost_programs"), 0);
	tasks = table_read(LC_PROC "tasks");
	for (row = 0; row < tasks->rows; row++)
		known += !strcmp(table_text(tasks, row, "exe"), program_self());
	expect(known >= crowd_size(&crowd), "%d of %d programs are known", known,
	       crowd_size(&crowd));
	crowd_end(&crowd);
}

#define EXEC_OTHER "exec \"$0\" -c \"$2\" \"$1\" \"$0\" \"$2\""

static void exec_forever(void *unused)
{
	execl(SHELL, "sh", "-c", EXEC_OTHER, OTHER_SHELL, SHELL, EXEC_OTHER, NULL);
	_exit(errno);
}

/* Two shells execute each other. Stopped, such a process shows one of them. */
static void execs_meanwhile(void)
{
	pid_t pid;
	int status;

	mkdir(ROOT, 0755);
	require(!system("cp -L " SHELL " " OTHER_SHELL), "no other shell");
	pid = spawn(exec_forever, NULL);
	for (int i = 0; i < 10; i++) {
		module_load("");
		kill(pid, SIGSTOP);
		require(waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status),
			"it has not stopped: %x", status);
		expect_exe(task_get(pid), 0, kernel_exe(pid));
		module_unload();
		kill(pid, SIGCONT);
	}
	kill(pid, SIGKILL);
	reap(pid);
}

static const struct ktap_case cases[] = {
	{ "each process has the program that the kernel shows", of_all, programs_remove },
	{ "it has it until it is evicted", of_dead, programs_remove },
	{ "the path is relative to the root of the process, and its file is not kept", in_root,
	  programs_remove },
	{ "a zombie has none", of_zombie, programs_remove },
	{ "a child that is forked later has the same", of_child, programs_remove },
	{ "a program is hidden from a user who may not trace the process", guarded,
	  programs_remove },
	{ "more processes than reserved programs have theirs", of_crowd, programs_remove },
	{ "a process that executes programs meanwhile has the newest", execs_meanwhile,
	  programs_remove },
};

KTAP_MAIN(cases)
