// SPDX-License-Identifier: GPL-2.0
/*
 * Files that are open when the module is unloaded: those in procfs fail from then on; those
 * in debugfs keep the module loaded. load_reads_at_unload has files that are being read.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "child.h"
#include "files.h"
#include "ktap.h"
#include "module.h"
#include "table.h"
#include "text.h"

#define PLACE "/tmp/lc-bound"

static int references(void)
{
	char *text = path_text("/sys/module/lifecycle/refcnt");
	int count = text ? atoi(text) : -1;

	free(text);
	return count;
}

/* For reading, or whatever the mode allows. */
static int open_file(const struct lc_file *file)
{
	int fd = open(file->path, (file->mode & 0444) == 0 ? O_WRONLY :
		      file->mode & 0222 ? O_RDWR : O_RDONLY);

	require(fd >= 0, "%s: %s", file->path, strerror(errno));
	return fd;
}

static void ask_for_oneself(int fd)
{
	char number[16];
	int length = snprintf(number, sizeof(number), "%d", getpid());

	require(write(fd, number, length) == length, "ask: %s", strerror(errno));
}

static void begin_to_read(const struct lc_file *file, int fd)
{
	char bytes[20];

	if (!strcmp(file->path, LC_PROC "task"))
		ask_for_oneself(fd);
	if (file->mode & 0444)
		require(read(fd, bytes, sizeof(bytes)) == sizeof(bytes), "%s: %s", file->path,
			strerror(errno));
}

static void look_at_closed(void *data)
{
	files_expect_closed("a child's", *(int *)data);
}

static void open_in_proc(void)
{
	struct file_list list;
	int fds[FILES_ROOM], copy, folder, count = 0, place;
	char entries[1000];

	module_load("");
	files_list(&list);
	for (int i = 0; i < list.count; i++) {
		if (list.files[i].is_debug)
			continue;
		fds[count] = open_file(&list.files[i]);
		begin_to_read(&list.files[i], fds[count++]);
	}
	copy = dup(fds[0]);
	folder = open(LC_PROC, O_RDONLY | O_DIRECTORY);
	require(folder >= 0 && !chdir(LC_PROC), LC_PROC ": %s", strerror(errno));
	place = open(PLACE, O_CREAT | O_RDONLY, 0644);
	close(place);
	require(!mount(LC_PROC "tasks", PLACE, NULL, MS_BIND, NULL), "bind mount: %s",
		strerror(errno));
	expect_u64("references", references(), 0);
	module_unload();
	for (int i = 0; i < count; i++)
		files_expect_closed(list.files[i].path, fds[i]);
	files_expect_closed("a duplicate", copy);
	expect_u64("status", reap(spawn(look_at_closed, &fds[0])), 0);
	expect(open("tasks", O_RDONLY) < 0 && errno == ENOENT, "relative to the folder: %s",
	       strerror(errno));
	syscall(SYS_getdents64, folder, entries, sizeof(entries));
	place = open(PLACE, O_RDONLY);
	expect(place < 0 && errno == ENOENT, "the bind mount: %s", strerror(errno));
	/* The files of the next load are new ones. */
	module_load("");
	for (int i = 0; i < count; i++)
		files_expect_closed(list.files[i].path, fds[i]);
	table_free(table_read(LC_PROC "tasks"));
	for (int i = 0; i < count; i++)
		close(fds[i]);
	expect_u64("references", references(), 0);
	module_unload();
}

static void unbind(void)
{
	umount(PLACE);
	unlink(PLACE);
	module_cleanup();
}

static void open_in_debugfs(void)
{
	struct file_list list;
	int fds[FILES_ROOM], count = 0;

	module_load("");
	files_list(&list);
	for (int i = 0; i < list.count; i++) {
		if (!list.files[i].is_debug)
			continue;
		fds[count] = open_file(&list.files[i]);
		begin_to_read(&list.files[i], fds[count++]);
		expect_u64("references", references(), count);
	}
	for (; count > 0; close(fds[--count])) {
		int ret = module_try_unload();

		require(ret == -EAGAIN, "unload with %d files open: %s", count, strerror(-ret));
		table_free(table_read(LC_PROC "tasks"));
	}
	expect_u64("references", references(), 0);
	module_unload();
}

static const struct ktap_case cases[] = {
	{ "open files in procfs do not keep the module, and fail after the unload", open_in_proc,
	  unbind },
	{ "open files in debugfs keep the module loaded", open_in_debugfs, module_cleanup },
};

KTAP_MAIN(cases)
