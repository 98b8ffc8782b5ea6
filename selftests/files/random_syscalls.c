// SPDX-License-Identifier: GPL-2.0
/*
 * System calls that the module's files do not support fail with the right errno, and a
 * process can open as many files as its limit allows.
 */
#include <fcntl.h>
#include <limits.h>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <asm/ioctls.h>
#include <asm/sockios.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "child.h"
#include "files.h"
#include "ktap.h"
#include "random.h"
#include "table.h"
#include "text.h"

#define ROUNDS 300
#define OPEN_FILES 3000

static struct file_list list;
static int pipe_ends[2];

static int way_of(const struct lc_file *file)
{
	if (!(file->mode & 0222))
		return O_RDONLY;
	return file->mode & 0444 ? O_RDWR : O_WRONLY;
}

static int open_file(const struct lc_file *file)
{
	int fd = open(file->path, way_of(file));

	require(fd >= 0, "%s: %s", file->path, strerror(errno));
	return fd;
}

static void expect_errno(const char *path, const char *call, long result, const int *allowed)
{
	int error = errno;

	require(result < 0, "%s: %s returns %ld", path, call, result);
	for (; *allowed; allowed++)
		if (error == *allowed)
			return;
	require(false, "%s: %s: %s", path, call, strerror(error));
}

#define refused(path, call, ...) \
	expect_errno(path, #call, (errno = 0, (long)(call)), (const int[]){ __VA_ARGS__, 0 })

static void try_mmap(const char *path, int fd)
{
	static const int protections[] = {
		PROT_NONE, PROT_READ, PROT_WRITE, PROT_READ | PROT_EXEC
	};
	int protection = protections[random_below(ARRAY_SIZE(protections))];
	int sharing = random_below(2) ? MAP_SHARED : MAP_PRIVATE;

	refused(path, mmap(NULL, random_size(1 << 20), protection, sharing, fd,
			   random_below(8) * 4096), ENODEV, EIO, EACCES, EPERM);
}

/* Answered by the VFS, whatever the file. */
static bool is_for_all(unsigned long request)
{
	return request == FIONREAD || request == FIONBIO || request == FIOASYNC ||
	       request == FIOCLEX || request == FIONCLEX || request == FIOQSIZE ||
	       request == FIFREEZE || request == FITHAW;
}

static void try_ioctl(const char *path, int fd)
{
	static const unsigned long requests[] = {
		TCGETS, TIOCGWINSZ, TIOCSTI, FIBMAP, BLKSSZGET, FS_IOC_GETFLAGS, FICLONE,
		FS_IOC_FIEMAP, FIOSETOWN,
	};
	unsigned long request = random_below(2) ? random_next() & UINT_MAX :
			    requests[random_below(ARRAY_SIZE(requests))];
	long argument[1024] = { 0 };

	if (is_for_all(request))
		return;
	refused(path, ioctl(fd, request, random_below(3) ? argument : (void *)8), ENOTTY,
		EINVAL, EFAULT, EBADF, EPERM, EOPNOTSUPP, EISDIR, EXDEV);
}

/* splice, sendfile, copy_file_range: data moved inside the kernel is the file's. */
static void try_splice(const char *path, int fd)
{
	char bytes[4096];
	ssize_t got;

	switch (random_below(4)) {
	case 0:
		got = splice(fd, NULL, pipe_ends[1], NULL, sizeof(bytes), SPLICE_F_NONBLOCK);
		break;
	case 1:
		got = sendfile(pipe_ends[1], fd, NULL, sizeof(bytes));
		break;
	case 2:
		require(write(pipe_ends[1], "x", 1) == 1, "pipe: %s", strerror(errno));
		refused(path, splice(pipe_ends[0], NULL, fd, NULL, 1, SPLICE_F_NONBLOCK), EINVAL,
			EBADF, EIO);
		require(read(pipe_ends[0], bytes, 1) == 1, "pipe: %s", strerror(errno));
		return;
	default:
		/* Nothing is refused or copied: such a file has size 0. */
		got = syscall(SYS_copy_file_range, fd, NULL, fd, NULL, 100, 0);
		require(got <= 0, "%s: %zd bytes copied", path, got);
		return;
	}
	if (got < 0) {
		require(errno == EINVAL || errno == EBADF, "%s: %s", path, strerror(errno));
		return;
	}
	require(!got || read(pipe_ends[0], bytes, got) == got, "pipe: %s", strerror(errno));
	require(text_dirt(bytes, got) < 0, "%s returned bytes that are not its own", path);
}

/* poll() reports data at once. */
static void try_poll(const char *path, int fd)
{
	struct pollfd poll_fd = { fd, POLLIN | POLLOUT, 0 };

	require(poll(&poll_fd, 1, 0) >= 0, "%s: poll: %s", path, strerror(errno));
}

static void try_space(const char *path, int fd)
{
	char bytes[512];

	switch (random_below(5)) {
	case 0:
		refused(path, fallocate(fd, random_below(4), 0, random_size(1 << 20)), EBADF,
			EOPNOTSUPP, ENODEV, ESPIPE, EPERM);
		break;
	case 1:
		refused(path, fsync(fd), EINVAL);
		break;
	case 2:
		refused(path, syscall(SYS_getdents64, fd, bytes, sizeof(bytes)), ENOTDIR);
		break;
	case 3:
		refused(path, fsetxattr(fd, "user.x", "y", 1, 0), EOPNOTSUPP, EPERM, EBADF, EIO);
		break;
	default:
		/* May be allowed, without effect. */
		if (ftruncate(fd, random_size(1 << 20)) || readahead(fd, 0, 4096))
			require(errno == EINVAL || errno == EBADF, "%s: %s", path,
				strerror(errno));
	}
}

static void try_lock(const char *path, int fd)
{
	struct flock lock = { .l_type = F_RDLCK, .l_whence = SEEK_SET, .l_len = random_size(100) };

	require(!flock(fd, LOCK_EX | LOCK_NB) && !flock(fd, LOCK_UN), "%s: flock: %s", path,
		strerror(errno));
	if (fcntl(fd, F_SETLK, &lock))
		require(errno == EBADF, "%s: F_SETLK: %s", path, strerror(errno));
	refused(path, fcntl(fd, F_SETPIPE_SZ, 4096), EBADF);
	refused(path, fcntl(fd, F_ADD_SEALS, 1), EINVAL, EPERM, EBADF);
}

static void try_flags(const char *path, int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (fcntl(fd, F_SETFL, flags ^ (random_below(2) ? O_APPEND : O_NONBLOCK)))
		require(errno == EPERM || errno == EINVAL, "%s: F_SETFL: %s", path,
			strerror(errno));
	refused(path, fcntl(fd, F_SETFL, flags | O_DIRECT), EINVAL);
}

static void (* const tries[])(const char *path, int fd) = {
	try_mmap, try_ioctl, try_splice, try_poll, try_space, try_lock, try_flags,
};

/* Mode and content are unchanged afterwards. */
static void expect_sound(const struct lc_file *file)
{
	struct stat stat;
	char *text;

	require(!lstat(file->path, &stat) && stat.st_mode == file->mode, "%s has changed its mode",
		file->path);
	if (!(file->mode & 0444) || !strcmp(file->path, LC_PROC "task"))
		return;
	text = path_text(file->path);
	require(text && !strncmp(text, "# lifecycle 2\n", 14) &&
		text_dirt(text, strlen(text)) < 0, "%s: %s", file->path, strerror(errno));
	free(text);
}

static void by_lot(void)
{
	random_begin();
	files_list(&list);
	require(!pipe2(pipe_ends, O_NONBLOCK), "pipe: %s", strerror(errno));
	for (int i = 0; i < list.count; i++) {
		int fd = open_file(&list.files[i]);

		for (int round = 0; round < ROUNDS; round++)
			tries[random_below(ARRAY_SIZE(tries))](list.files[i].path, fd);
		close(fd);
		expect_sound(&list.files[i]);
	}
}

/* By path instead of by descriptor. */
static void by_name(void)
{
	files_list(&list);
	for (int i = 0; i < list.count; i++) {
		const struct lc_file *file = &list.files[i];
		const char *path = file->path;
		char byte, beside[150];
		int fd;

		snprintf(beside, sizeof(beside), "%s-beside", path);
		refused(path, open(path, way_of(file) | O_DIRECT), EINVAL);
		refused(path, open(path, O_RDONLY | O_DIRECTORY), ENOTDIR);
		refused(path, open(path, O_RDWR | O_CREAT | O_EXCL, 0644), EEXIST);
		refused(path, open(beside, O_RDWR | O_CREAT, 0644), ENOENT, EPERM, EACCES);
		refused(path, mkdir(beside, 0755), ENOENT, EPERM, EACCES);
		refused(path, rename(path, beside), EPERM, ENOENT, EACCES, EXDEV);
		refused(path, link(path, beside), EPERM, ENOENT, EACCES, EXDEV);
		refused(path, unlink(path), EPERM, EACCES, ENOENT);
		refused(path, rmdir(path), ENOTDIR, EPERM, EACCES);
		fd = open(path, O_PATH);
		require(fd >= 0, "%s: O_PATH: %s", path, strerror(errno));
		refused(path, read(fd, &byte, 1), EBADF);
		refused(path, write(fd, "1", 1), EBADF);
		close(fd);
		expect_sound(file);
	}
}

/* Each open file has a buffer of its own, which is freed. */
static void very_many(void)
{
	struct rlimit limit = { OPEN_FILES, OPEN_FILES };
	int fds[OPEN_FILES], count = 0, fd;
	char byte;

	files_list(&list);
	require(!setrlimit(RLIMIT_NOFILE, &limit), "setrlimit: %s", strerror(errno));
	for (int i = 0; (fd = open(list.files[i % list.count].path,
				   way_of(&list.files[i % list.count]))) >= 0; i++)
		fds[count++] = fd;
	require(errno == EMFILE && count > OPEN_FILES - 20, "%d files: %s", count,
		strerror(errno));
	for (int i = 0; i < count; i++) {
		const struct lc_file *file = &list.files[i % list.count];
		bool answers = (file->mode & 0444) && strcmp(file->path, LC_PROC "task");

		require((read(fds[i], &byte, 1) == 1) == answers, "%s, number %d: %s", file->path,
			i, strerror(errno));
	}
	for (int i = 0; i < count; i++)
		close(fds[i]);
}

static const struct ktap_case cases[] = {
	{ "unsupported calls on each descriptor are refused", by_lot },
	{ "unsupported calls on each path are refused", by_name },
	{ "as many files can be opened as RLIMIT_NOFILE allows", very_many },
};

KTAP_MAIN(cases)
