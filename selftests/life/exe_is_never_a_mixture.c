// SPDX-License-Identifier: GPL-2.0
/* A file that is renamed while it is executed has one of its names, or one that is cut. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "death.h"
#include "ktap.h"
#include "program.h"
#include "sender.h"

#define FOLDER	"/tmp/lc-renames"
#define EXECS	200

/**
 * struct scene - a program with two paths
 * @here: its path at first, and again and again
 * @there: the other
 * @from: what is renamed
 * @to: its other name
 */
struct scene {
	const char *here, *there;
	const char *from, *to;
	int fd;
};

static void rename_on_and_on(void *data)
{
	const struct scene *scene = data;

	while (!rename(scene->from, scene->to) && !rename(scene->to, scene->from))
		;
	_exit(errno);
}

static void exec_descriptor(void *data)
{
	static char *const argv[] = { "name", "@exit", "0", NULL };
	static char *const none[] = { NULL };
	const struct scene *scene = data;

	fexecve(scene->fd, argv, none);
	_exit(errno);
}

/* The path is cut before the last component that is known. */
static bool is_end(const char *exe, const char *path)
{
	size_t length = strlen(exe), whole = strlen(path);

	return length >= 3 && length - 3 <= whole && !strncmp(exe, "...", 3) &&
	       !strcmp(exe + 3, path + whole - (length - 3)) && (length == 3 || exe[3] == '/');
}

static void play(struct scene *scene)
{
	int here = 0, there = 0, cut = 0;
	pid_t renamer;

	program_copy(scene->here);
	scene->fd = open(scene->here, O_RDONLY | O_CLOEXEC);
	renamer = spawn(rename_on_and_on, scene);
	/* A path that is cut has met the renames, and was noticed. */
	for (int i = 0; i < EXECS && !(here && there && cut); i++) {
		pid_t pid = spawn(exec_descriptor, scene);
		struct table *dead;
		const char *exe;

		expect_u64("wait status", reap(pid), 0);
		dead = task_get(pid);
		exe = table_text(dead, 0, "exe");
		if (!strcmp(exe, scene->here))
			here++;
		else if (!strcmp(exe, scene->there))
			there++;
		else if (expect(is_end(exe, scene->here) || is_end(exe, scene->there),
				"exe is '%s'", exe))
			cut++;
		table_free(dead);
	}
	ktap_diag("%d at first, %d at the other, %d cut", here, there, cut);
	expect(here + there >= cut, "most are cut");
	send_signal(renamer, SIGKILL);
	table_free(expect_death(renamer, "killed"));
}

static void short_names(void)
{
	struct scene scene = { .here = FOLDER "/a", .there = FOLDER "/bbbbbbbbbbbbbbbbbbbbbbb",
			       .from = FOLDER "/a", .to = FOLDER "/bbbbbbbbbbbbbbbbbbbbbbb" };

	require(!mkdir(FOLDER, 0755), FOLDER ": %s", strerror(errno));
	play(&scene);
}

static void long_names(void)
{
#define NAME "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
	struct scene scene = { .here = FOLDER "/a", .there = FOLDER "/" NAME,
			       .from = FOLDER "/a", .to = FOLDER "/" NAME };

	require(!mkdir(FOLDER, 0755), FOLDER ": %s", strerror(errno));
	play(&scene);
}

static void folders(void)
{
	struct scene scene = { .here = FOLDER "/one/aaaa/program",
			       .there = FOLDER "/two/bbbbbbbbbbb/program",
			       .from = FOLDER "/one/aaaa", .to = FOLDER "/two/bbbbbbbbbbb" };

	require(!mkdir(FOLDER, 0755) && !mkdir(FOLDER "/one", 0755) &&
		!mkdir(FOLDER "/two", 0755) && !mkdir(scene.from, 0755), FOLDER ": %s",
		strerror(errno));
	play(&scene);
}

static void remove_programs(void)
{
	if (system("rm -rf " FOLDER))
		ktap_diag("the folder is not removed");
}

static const struct ktap_case cases[] = {
	{ "between short names", short_names, remove_programs },
	{ "between a short and a long name", long_names, remove_programs },
	{ "a folder above the program", folders, remove_programs },
	{ "no death has an unknown cause", none_unknown },
};

KTAP_MAIN(cases)
