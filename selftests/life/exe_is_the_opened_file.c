// SPDX-License-Identifier: GPL-2.0
/* The recorded program is the file that was opened, by whatever name it was executed. */
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "program.h"
#include "text.h"
#include "time.h"

#define FOLDER	"/tmp/lc-exe"
#define PROGRAM	FOLDER "/a program"

/* As many bytes of a path are kept, and a NUL. */
#define ROOM	64

/* More mounts on top of each other than the module crosses. */
#define MOUNTS	70

/**
 * struct scene - an exec
 * @path: what is executed; NULL for @fd
 * @fd: likewise, as with fexecve(3)
 * @root: the root of the process, NULL for that of the test
 * @execed: closed by the exec
 * @input: the program ends when this does
 */
struct scene {
	const char *path;
	int fd;
	const char *root;
	struct gate execed, input;
};

static void exec_scene(void *data)
{
	static char *const argv[] = { "name", "@block", "0", NULL };
	static char *const none[] = { NULL };
	struct scene *scene = data;

	close(scene->input.in);
	close(scene->execed.out);
	dup2(scene->input.out, STDIN_FILENO);
	if (scene->root && chroot(scene->root))
		_exit(errno);
	if (scene->path)
		execve(scene->path, argv, none);
	else
		fexecve(scene->fd, argv, none);
	_exit(errno);
}

struct look {
	const char *root;
	pid_t pid;
	struct gate seen;
};

/* The link in /proc is relative to the root of its reader. */
static void look(void *data)
{
	struct look *this = data;
	char number[32], link[PATH_MAX] = "";
	int proc = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);

	require(!this->root || !chroot(this->root), "chroot: %s", strerror(errno));
	snprintf(number, sizeof(number), "%d/exe", this->pid);
	require(readlinkat(proc, number, link, sizeof(link) - 1) > 0, "%s: %s", number,
		strerror(errno));
	gate_send(&this->seen, link, sizeof(link));
}

static void witness(const struct scene *scene, pid_t pid, char *link)
{
	struct look this = { .root = scene->root, .pid = pid };

	gate_init(&this.seen);
	reap(spawn(look, &this));
	gate_receive(&this.seen, link, PATH_MAX);
}

static void expect_exe(const struct table *table, const char *link)
{
	const size_t length = strlen(link);
	char wanted[PATH_MAX], exe[4 * ROOM];

	if (length < ROOM)
		snprintf(wanted, sizeof(wanted), "%s", link);
	else
		snprintf(wanted, sizeof(wanted), "...%s", link + length - (ROOM - 4));
	text_unescape(table_text(table, 0, "exe"), exe, sizeof(exe));
	expect_text("exe", exe, wanted);
}

/* The exec closes the gate before it is recorded, which no event reports: poll. */
static void wait_exec(const struct scene *scene, pid_t pid)
{
	uint64_t deadline = clock_ns() + PATIENCE_NS;
	char byte;

	close(scene->execed.in);
	require(read(scene->execed.out, &byte, 1) == 0, "no exec");
	for (;;) {
		struct table *task = task_get(pid);
		bool done = table_u64(task, 0, "execs") == 1;

		table_free(task);
		if (done)
			return;
		require(clock_ns() < deadline, "no exec is recorded");
		sched_yield();
	}
}

/* Executes, compares with the link in /proc, and returns the link; @path is what it must be. */
static void play(struct scene scene, const char *path)
{
	char link[PATH_MAX];
	struct table *dead;
	pid_t pid;

	gate_init(&scene.execed);
	gate_init(&scene.input);
	pid = spawn(exec_scene, &scene);
	wait_exec(&scene, pid);
	witness(&scene, pid, link);
	if (path)
		expect_text("the link in /proc", link, path);
	expect_exe(task_get(pid), link);
	close(scene.input.in);
	dead = expect_death(pid, "exited");
	expect_exe(dead, link);
	expect_cells(dead, "execs=1");
	table_free(dead);
}

static void make_program(void)
{
	require(!mkdir(FOLDER, 0755), FOLDER ": %s", strerror(errno));
	program_copy(PROGRAM);
}

static void own_mounts(void)
{
	require(!unshare(CLONE_NEWNS) && !mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL),
		"no mount namespace: %s", strerror(errno));
}

static void bind(const char *from, const char *to)
{
	require(!mount(from, to, NULL, MS_BIND, NULL), "bind %s: %s", to, strerror(errno));
}

static void make_folder(const char *path)
{
	require(!mkdir(path, 0755), "%s: %s", path, strerror(errno));
}

static void names(void)
{
	make_program();
	require(!symlink(PROGRAM, FOLDER "/a link"), "symlink: %s", strerror(errno));
	require(!symlink(FOLDER, FOLDER "/folder"), "symlink: %s", strerror(errno));
	require(!chdir(FOLDER), FOLDER ": %s", strerror(errno));
	play((struct scene) { .path = PROGRAM }, PROGRAM);
	play((struct scene) { .path = "./a program" }, PROGRAM);
	play((struct scene) { .path = "../lc-exe/./a program" }, PROGRAM);
	play((struct scene) { .path = FOLDER "/a link" }, PROGRAM);
	play((struct scene) { .path = "folder/folder/a link" }, PROGRAM);
	play((struct scene) { .path = "/proc/self/exe" }, program_self());
}

static void descriptors(void)
{
	int fd, memory = memfd_create("pay load", MFD_CLOEXEC);

	make_program();
	fd = open(PROGRAM, O_RDONLY | O_CLOEXEC);
	play((struct scene) { .fd = fd }, PROGRAM);
	require(!rename(PROGRAM, FOLDER "/new"), "rename: %s", strerror(errno));
	play((struct scene) { .fd = fd }, FOLDER "/new");
	require(!unlink(FOLDER "/new"), "unlink: %s", strerror(errno));
	play((struct scene) { .fd = fd }, FOLDER "/new (deleted)");
	require(memory >= 0, "memfd: %s", strerror(errno));
	program_write(memory);
	play((struct scene) { .fd = memory }, "/memfd:pay load (deleted)");
}

/* The interpreter is opened last, and is the program; the script is its argument. */
static void scripts(void)
{
	static const char script[] = "#!" FOLDER "/interpreter @block\n";
	int fd;

	require(!mkdir(FOLDER, 0755), FOLDER ": %s", strerror(errno));
	program_copy(FOLDER "/interpreter");
	fd = open(FOLDER "/script", O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
	require(write(fd, script, sizeof(script) - 1) > 0, "write: %s", strerror(errno));
	close(fd);
	play((struct scene) { .path = FOLDER "/script" }, FOLDER "/interpreter");
}

static void roots(void)
{
	make_program();
	play((struct scene) { .path = "/a program", .root = FOLDER }, "/a program");
	play((struct scene) { .fd = open(PROGRAM, O_RDONLY | O_CLOEXEC), .root = "/proc" },
	     PROGRAM);
}

static void mounts(void)
{
	own_mounts();
	make_program();
	make_folder(FOLDER "/here");
	make_folder(FOLDER "/memory");
	bind(FOLDER, FOLDER "/here");
	play((struct scene) { .path = FOLDER "/here/a program" }, FOLDER "/here/a program");
	require(!mount("lc", FOLDER "/memory", "tmpfs", 0, NULL), "tmpfs: %s", strerror(errno));
	make_folder(FOLDER "/memory/below");
	bind(FOLDER, FOLDER "/memory/below");
	play((struct scene) { .path = FOLDER "/memory/below/a program" },
	     FOLDER "/memory/below/a program");
	/* A mount whose root is a file. */
	program_copy(FOLDER "/file");
	bind(PROGRAM, FOLDER "/file");
	play((struct scene) { .path = FOLDER "/file" }, FOLDER "/file");
}

static void overlay(void)
{
	own_mounts();
	make_folder(FOLDER);
	require(!mount("lc", FOLDER, "tmpfs", 0, NULL), "tmpfs: %s", strerror(errno));
	make_folder(FOLDER "/lower");
	make_folder(FOLDER "/upper");
	make_folder(FOLDER "/work");
	make_folder(FOLDER "/merged");
	program_copy(FOLDER "/lower/program");
	if (mount("lc", FOLDER "/merged", "overlay", 0,
		  "lowerdir=" FOLDER "/lower,upperdir=" FOLDER "/upper,workdir=" FOLDER "/work"))
		ktap_skip("no overlayfs: %s", strerror(errno));
	play((struct scene) { .path = FOLDER "/merged/program" }, FOLDER "/merged/program");
}

/* A tree that is not mounted any more, and a file that has left what is mounted. */
static void unreachable(void)
{
	int fd;

	own_mounts();
	make_folder(FOLDER);
	make_folder(FOLDER "/mount");
	require(!mount("lc", FOLDER "/mount", "tmpfs", 0, NULL), "tmpfs: %s", strerror(errno));
	make_folder(FOLDER "/mount/in");
	program_copy(FOLDER "/mount/in/program");
	fd = open(FOLDER "/mount/in/program", O_RDONLY | O_CLOEXEC);
	require(!umount2(FOLDER "/mount", MNT_DETACH), "umount: %s", strerror(errno));
	play((struct scene) { .fd = fd }, NULL);
	close(fd);
	make_folder(FOLDER "/tree");
	make_folder(FOLDER "/tree/in");
	program_copy(FOLDER "/tree/in/program");
	bind(FOLDER "/tree", FOLDER "/mount");
	fd = open(FOLDER "/mount/in/program", O_RDONLY | O_CLOEXEC);
	require(!rename(FOLDER "/tree/in", FOLDER "/out"), "rename: %s", strerror(errno));
	play((struct scene) { .fd = fd }, NULL);
}

static void long_paths(void)
{
	char path[600] = FOLDER;

	make_folder(FOLDER);
	for (int i = 0; i < 5; i++) {
		sprintf(path + strlen(path), "/%0*d", 50 + i, i);
		make_folder(path);
	}
	for (int length = 1; length <= 70; length += length < 55 ? 18 : 1) {
		char file[700];

		snprintf(file, sizeof(file), "%s/%0*d", path, length, 0);
		program_copy(file);
		play((struct scene) { .path = file }, file);
		unlink(file);
		snprintf(file, sizeof(file), FOLDER "/%0*d", length, 0);
		program_copy(file);
		play((struct scene) { .path = file }, file);
		unlink(file);
	}
}

static void exec_program(void *unused)
{
	execl(PROGRAM, "name", "@exit", "0", NULL);
	_exit(errno);
}

/* Walking up is bounded: the beginning of such a path is cut off. */
static void many_mounts(void)
{
	own_mounts();
	make_program();
	for (int i = 0; i < MOUNTS; i++)
		bind(FOLDER, FOLDER);
	expect_cells(expect_death(spawn(exec_program, NULL), "exited"),
		     "exe=.../a\\040program");
}

static void remove_programs(void)
{
	if (system("rm -rf " FOLDER))
		ktap_diag("the folder is not removed");
}

static const struct ktap_case cases[] = {
	{ "relative paths and symbolic links are resolved", names, remove_programs },
	{ "a file that was executed by descriptor has its own name", descriptors, remove_programs },
	{ "the program of a script is its interpreter", scripts, remove_programs },
	{ "paths begin at the root of the process", roots, remove_programs },
	{ "paths lead across mounts", mounts, remove_programs },
	{ "a file of an overlay has its path there", overlay, remove_programs },
	{ "a path that leads nowhere is shown as /proc does", unreachable, remove_programs },
	{ "a long path keeps its end", long_paths, remove_programs },
	{ "very many mounts cut the path", many_mounts, remove_programs },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
