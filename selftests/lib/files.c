// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "ktap.h"
#include "table.h"

/* Reads of these wait, and they cannot seek. */
static bool is_stream(const char *name)
{
	return !strcmp(name, "events") || !strcmp(name, "switches") || !strcmp(name, "waits");
}

static void walk(struct file_list *list, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	require(dir, "%s: %s", folder, strerror(errno));
	while ((entry = readdir(dir))) {
		struct lc_file *file = &list->files[list->count];
		struct stat stat;

		if (entry->d_name[0] == '.' || is_stream(entry->d_name))
			continue;
		require(list->count < FILES_ROOM, "more than %d files", FILES_ROOM);
		snprintf(file->path, sizeof(file->path), "%.80s%.32s", folder, entry->d_name);
		require(!lstat(file->path, &stat), "%s: %s", file->path, strerror(errno));
		if (S_ISDIR(stat.st_mode)) {
			char inner[120];

			snprintf(inner, sizeof(inner), "%.110s/", file->path);
			walk(list, inner);
			continue;
		}
		file->mode = stat.st_mode;
		file->is_debug = !strncmp(folder, LC_DEBUG, strlen(LC_DEBUG));
		list->count++;
	}
	closedir(dir);
}

void files_list(struct file_list *list)
{
	int in_proc;

	list->count = 0;
	walk(list, LC_PROC);
	in_proc = list->count;
	walk(list, LC_DEBUG);
	require(in_proc >= 6 && list->count - in_proc >= 3, "only %d files in proc, %d in debugfs",
		in_proc, list->count - in_proc);
}

void files_expect_closed(const char *path, int fd)
{
	struct pollfd poll_fd = { fd, POLLIN | POLLOUT, 0 };
	struct stat stat;
	char bytes[20], again[40];

	expect(read(fd, bytes, sizeof(bytes)) < 0 && errno == EIO, "%s: read: %s", path,
	       strerror(errno));
	expect(pread(fd, bytes, sizeof(bytes), 0) < 0 && errno == EIO, "%s: pread: %s", path,
	       strerror(errno));
	expect(write(fd, "1", 1) < 0 && (errno == EIO || errno == EBADF), "%s: write: %s", path,
	       strerror(errno));
	expect(lseek(fd, 0, SEEK_SET) < 0 && errno == EINVAL, "%s: lseek: %s", path,
	       strerror(errno));
	expect(ioctl(fd, 0x5401, bytes) < 0 && errno == ENOTTY, "%s: ioctl: %s", path,
	       strerror(errno));
	expect(mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED, "%s: mmap", path);
	expect(poll(&poll_fd, 1, 0) >= 0, "%s: poll: %s", path, strerror(errno));
	expect(!fstat(fd, &stat), "%s: fstat: %s", path, strerror(errno));
	snprintf(again, sizeof(again), "/proc/self/fd/%d", fd);
	expect(open(again, O_RDONLY) < 0, "%s can be opened again", path);
}
