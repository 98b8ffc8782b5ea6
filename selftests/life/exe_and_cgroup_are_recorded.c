// SPDX-License-Identifier: GPL-2.0
/* The newest program and the cgroup of a task are recorded, living or dead. */
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "death.h"
#include "ktap.h"
#include "load.h"
#include "program.h"

#define FOLDER "/tmp/lc-programs"

static void end_at_once(void *unused)
{
}

static void exec_path(void *path)
{
	execl(path, path, "@exit", "0", NULL);
	_exit(errno);
}

static void fork_then_exec(void *data)
{
	pid_t pid = spawn(end_at_once, NULL);

	/* The child has its parent's program, and keeps it. */
	expect_cells(expect_death(pid, "exited"), "exe=%s execs=0",
		     table_text(values_read(LC_PROC "self"), 0, "exe"));
	exec_path(FOLDER "/a name");
}

static void inherited(void)
{
	require(!mkdir(FOLDER, 0755), FOLDER ": %s", strerror(errno));
	program_copy(FOLDER "/a name");
	/* The shell that runs the tests executed this one. */
	expect(!table_none(values_read(LC_PROC "self"), 0, "exe"),
	       "the test's own exe is not recorded");
	expect_cells(expect_death(spawn(fork_then_exec, NULL), "exited"),
		     "exe=" FOLDER "/a\\040name execs=1");
}

/* load_records_programs has more of those from before the load. Kernel threads have no program. */
static void of_kernel_thread(void)
{
	expect_cells(task_get(2), "exe=- cgroup=/");
}

/* The end of a long path is kept, not its beginning. Returns how much is kept. */
static size_t expect_end(const char *cell, const char *path)
{
	size_t kept = strlen(cell);

	expect(!strncmp(cell, "...", 3), "'%s' is not cut", cell);
	expect(kept > 20 && kept < strlen(path) &&
	       !strcmp(cell + 3, path + strlen(path) - kept + 3),
	       "'%s' is not the end of '%s'", cell, path);
	return kept;
}

/* @most: what is kept of a longer one */
static void expect_fitted(const char *cell, const char *path, size_t most)
{
	if (strlen(path) <= most)
		expect_text("what fits", cell, path);
	else
		expect_u64("what is kept", expect_end(cell, path), most);
}

static const char *exe_of(char *path)
{
	program_copy(path);
	return table_text(expect_death(spawn(exec_path, path), "exited"), 0, "exe");
}

static void long_path(void)
{
	char path[600] = FOLDER;
	size_t most;

	require(!mkdir(FOLDER, 0755), FOLDER ": %s", strerror(errno));
	for (int i = 0; i < 5; i++) {
		sprintf(path + strlen(path), "/%0*d", 90 + i, i);
		require(!mkdir(path, 0755), "%s: %s", path, strerror(errno));
	}
	strcat(path, "/program");
	most = expect_end(exe_of(path), path);
	ktap_diag("%zu of %zu characters", most, strlen(path));
	for (size_t length = most - 1; length <= most + 2; length++) {
		sprintf(path, FOLDER "/%0*d", (int)(length - strlen(FOLDER "/")), 7);
		expect_fitted(exe_of(path), path, most);
	}
}

static void remove_programs(void)
{
	if (system("rm -rf " FOLDER))
		ktap_diag("the folder is not removed");
}

static void move_and_wait(void *data)
{
	struct gate *gates = data;

	cgroup_enter();
	gate_open(&gates[0]);
	gate_wait(&gates[1]);
}

static void cgroups(void)
{
	struct gate gates[2];
	pid_t pid;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	cgroup_make("cgroup.procs");
	expect_cells(task_get(getpid()), "cgroup=/");
	pid = spawn(move_and_wait, gates);
	gate_wait(&gates[0]);
	expect_cells(task_get(pid), "cgroup=/lc-test");
	gate_open(&gates[1]);
	expect_cells(expect_death(pid, "exited"), "cgroup=/lc-test");
}

/* The path in /proc/PID/cgroup, relative to the reader's cgroup namespace. */
static char *proc_cgroup(pid_t pid)
{
	char path[64], *text, *at;

	snprintf(path, sizeof(path), "/proc/%d/cgroup", pid);
	text = path_text(path);
	require(text, "%s: %s", path, strerror(errno));
	at = strstr(text, "0::");
	require(at, "%s has no cgroup of version 2", path);
	at[strcspn(at, "\n")] = '\0';
	return at + 3;
}

static void expect_as_proc(pid_t pid)
{
	expect_text("cgroup", table_text(task_get(pid), 0, "cgroup"), proc_cgroup(pid));
}

static void move_next_and_stay(void *moved)
{
	cgroup_enter_next();
	gate_open(moved);
	block_forever(NULL);
}

static void look_from_inside(void *data)
{
	struct gate *gates = data;
	pid_t pid, outside = getppid(), next;
	struct gate moved;

	gate_init(&moved);
	next = spawn(move_next_and_stay, &moved);
	gate_wait(&moved);
	cgroup_enter();
	if (unshare(CLONE_NEWCGROUP))
		ktap_skip("no cgroup namespace: %s", strerror(errno));
	expect_cells(values_read(LC_PROC "self"), "cgroup=/");
	expect_as_proc(getpid());
	/* A cgroup outside of the namespace is hidden. */
	expect_cells(task_get(outside), "cgroup=-");
	expect_cells(task_get(next), "cgroup=-");
	end_child(next);
	expect_cells(dead_get(next), "cgroup=-");
	pid = spawn(end_at_once, NULL);
	expect_cells(expect_death(pid, "exited"), "cgroup=/");
	gate_send(&gates[0], &pid, sizeof(pid));
	gate_wait(&gates[1]);
}

/* The path is relative to each reader's cgroup namespace, for the dead too. */
static void namespaces(void)
{
	struct gate gates[2];
	pid_t pid, dead;

	gate_init(&gates[0]);
	gate_init(&gates[1]);
	cgroup_make("cgroup.procs");
	pid = spawn(look_from_inside, gates);
	close(gates[0].in);
	gate_receive(&gates[0], &dead, sizeof(dead));
	expect_as_proc(pid);
	expect_as_proc(getpid());
	expect_cells(task_get(pid), "cgroup=/lc-test");
	expect_cells(dead_get(dead), "cgroup=/lc-test");
	gate_open(&gates[1]);
	table_free(expect_death(pid, "exited"));
}

/* The cgroup of a task that was in the cgroup below the test's with this name. */
static const char *cgroup_of(const char *name)
{
	char folder[400], path[420], number[16];
	struct gate gate;
	const char *cell;
	pid_t pid;

	gate_init(&gate);
	sprintf(folder, CGROUP "/%s", name);
	require(!mkdir(folder, 0755), "%s: %s", folder, strerror(errno));
	pid = spawn(block_on, &gate);
	sprintf(number, "%d", pid);
	sprintf(path, "%s/cgroup.procs", folder);
	require(write_file(path, number), "%s: %s", path, strerror(errno));
	gate_open(&gate);
	cell = table_text(expect_death(pid, "exited"), 0, "cgroup");
	rmdir(folder);
	return cell;
}

/* As long as the paths of Kubernetes, and of podman in a user's session. */
static void container(void)
{
	char wanted[400];

	cgroup_make("cgroup.procs");
	sprintf(wanted, "/lc-test/libpod-%064d.scope-container-%0100d", 1, 2);
	expect_text("cgroup", cgroup_of(wanted + strlen("/lc-test/")), wanted);
}

/* A name chosen by the user: escaped like any text; a long path keeps its end. */
static void long_cgroup(void)
{
	char wanted[400] = "/lc-test/";
	char *name = wanted + strlen(wanted);
	size_t most;

	cgroup_make("cgroup.procs");
	sprintf(name, "a b%0252d", 0);
	most = expect_end(cgroup_of(name), wanted);
	ktap_diag("%zu of %zu characters", most, strlen(wanted));
	for (size_t length = most - 1; length <= most + 2; length++) {
		sprintf(name, "%0*d", (int)(length - strlen("/lc-test/")), 7);
		expect_fitted(cgroup_of(name), wanted, most);
	}
}

static const struct ktap_case cases[] = {
	{ "exe is inherited by a fork and replaced by an exec", inherited, remove_programs },
	{ "exe is '-' for kernel threads", of_kernel_thread },
	{ "a long program path keeps its end", long_path, remove_programs },
	{ "a task's cgroup follows a move", cgroups, cgroup_cleanup },
	{ "the cgroup is relative to the reader's namespace", namespaces, cgroup_cleanup },
	{ "a container's cgroup path fits", container, cgroup_cleanup },
	{ "a long cgroup path keeps its end", long_cgroup, cgroup_cleanup },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
