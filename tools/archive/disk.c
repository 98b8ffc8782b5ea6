// SPDX-License-Identifier: GPL-2.0
/* Files that are whole or not there, also after a power cut. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/disk.h"

/* Its name has to last as well. */
static int sync_parent(const char *path)
{
	char *copy = strdup(path), *slash;
	int fd, ret;

	if (!copy)
		return -ENOMEM;
	slash = strrchr(copy, '/');
	if (slash)
		slash[slash == copy] = '\0';
	fd = open(slash ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	ret = fd < 0 || fsync(fd) ? -errno : 0;
	if (fd >= 0)
		close(fd);
	free(copy);
	return ret;
}

static int make_folder(const char *path, mode_t mode)
{
	if (!mkdir(path, mode))
		return sync_parent(path);
	return errno == EEXIST ? 0 : -errno;
}

/**
 * lct_disk_folder() - create a folder and those above it, unless they exist
 * @path:	its path
 * @mode:	permissions of those created
 *
 * Return: 0, or a negative errno.
 */
int lct_disk_folder(const char *path, mode_t mode)
{
	char *copy = strdup(path), *slash;
	int ret = 0;

	if (!copy)
		return -ENOMEM;
	for (slash = strchr(copy + 1, '/'); slash && !ret; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		ret = make_folder(copy, mode);
		*slash = '/';
	}
	if (!ret)
		ret = make_folder(copy, mode);
	free(copy);
	return ret;
}

/**
 * lct_disk_write() - write all bytes at an offset
 * @fd:		the file
 * @data:	the bytes
 * @len:	how many
 * @at:		the offset
 *
 * Return: 0, or a negative errno; then some of them may have been written.
 */
int lct_disk_write(int fd, const char *data, size_t len, off_t at)
{
	ssize_t n;

	while (len) {
		n = pwrite(fd, data, len, at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n ? -errno : -ENOSPC;
		data += n;
		len -= n;
		at += n;
	}
	return 0;
}

/**
 * lct_disk_replace() - replace a file by another content, or create it
 * @folder:	its folder
 * @name:	its name
 * @data:	the content
 * @len:	its length
 *
 * Return: 0, or a negative errno; then the file is as before, or if that was the last step,
 * may be after a power cut.
 */
int lct_disk_replace(int folder, const char *name, const char *data, size_t len)
{
	char draft[NAME_MAX + 1];
	int fd, ret;

	snprintf(draft, sizeof(draft), ".%s.new", name);
	fd = openat(folder, draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
	if (fd < 0)
		return -errno;
	ret = lct_disk_write(fd, data, len, 0);
	if (!ret && fdatasync(fd))
		ret = -errno;
	close(fd);
	if (!ret && renameat(folder, draft, folder, name))
		ret = -errno;
	if (ret)
		unlinkat(folder, draft, 0);
	/* The name has to last as well. */
	return ret ? ret : fsync(folder) ? -errno : 0;
}

/**
 * lct_disk_read() - read a whole file
 * @folder:	its folder, or AT_FDCWD
 * @name:	its name
 * @data:	receives its content, followed by a NUL byte; freed by the caller
 *
 * The size of a file in /proc is not known before it has been read.
 *
 * Return: its length, or a negative errno.
 */
ssize_t lct_disk_read(int folder, const char *name, char **data)
{
	size_t len = 0, room = 4096;
	char *more;
	ssize_t n;
	int fd;

	*data = malloc(room);
	fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	if (!*data || fd < 0) {
		n = fd < 0 ? -errno : -ENOMEM;
		goto out;
	}
	while ((n = read(fd, *data + len, room - len - 1)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			n = -errno;
			goto out;
		}
		len += n;
		if (len + 1 < room)
			continue;
		more = realloc(*data, room * 2);
		if (!more) {
			n = -ENOMEM;
			goto out;
		}
		*data = more;
		room *= 2;
	}
	(*data)[len] = '\0';
	n = len;
out:
	if (fd >= 0)
		close(fd);
	if (n < 0) {
		free(*data);
		*data = NULL;
	}
	return n;
}
