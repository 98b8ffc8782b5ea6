// SPDX-License-Identifier: GPL-2.0
/*
 * Replaces the userland of the initramfs by that of a disk: either all of it, or all but
 * process 1, the module, the tool and the working folder.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/nvme_ioctl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk.h"
#include "verdict.h"

/* The number that QEMU gives the first namespace */
#define DISK_NSID	1
#define DISK		"/disk"
#define INIT		"/sbin/init"
#define WAIT_US		1000
#define WAITS_MAX	10000

/* Including all mounts below them */
static const char * const moved[] = { "/proc", "/sys", "/dev", "/tmp", "/run" };

static const struct share {
	const char *path;
	int is_folder;
} shared[] = {
	{ "/root", 1 },
	{ "/usr/lib/modules", 1 },
	{ "/usr/bin/lifecycle", 0 },
	{ "/usr/bin/busybox", 0 },
};

#define COUNT(array)	(sizeof(array) / sizeof(*(array)))

/*
 * Namespaces are named in the order in which they are found, which is any since
 * 4e893ca81170 ("nvme_core: scan namespaces asynchronously", v6.12).
 */
static const char *find_disk(void)
{
	static const char * const names[] = { "/dev/nvme0n1", "/dev/nvme0n2" };
	int fd, nsid;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		fd = open(names[i], O_RDONLY | O_CLOEXEC);
		nsid = fd < 0 ? -1 : ioctl(fd, NVME_IOCTL_ID);
		if (fd >= 0)
			close(fd);
		if (nsid == DISK_NSID)
			return names[i];
	}
	errno = ENOENT;
	return NULL;
}

/*
 * The driver probes its disks asynchronously. For a moment a disk has a name and cannot be
 * opened, so a kernel that looks for its root itself may panic, even with rootwait.
 */
static void mount_disk(void)
{
	const char *device;
	int waits = 0;

	mkdir(DISK, 0755);
	while (!(device = find_disk()) || mount(device, DISK, "ext4", MS_NOATIME, NULL)) {
		if ((errno != ENOENT && errno != ENXIO) || ++waits > WAITS_MAX)
			fail("cannot mount the disk");
		usleep(WAIT_US);
	}
}

static void move_to_disk(const char *path)
{
	char target[64];

	snprintf(target, sizeof(target), DISK "%s", path);
	mkdir(target, 0755);
	if (mount(path, target, NULL, MS_MOVE, NULL))
		fail(target);
}

static void share(const struct share *what)
{
	char target[64];

	if (access(what->path, F_OK))
		return;
	snprintf(target, sizeof(target), DISK "%s", what->path);
	if (what->is_folder)
		mkdir(target, 0755);
	else
		close(open(target, O_WRONLY | O_CREAT | O_CLOEXEC, 0755));
	if (mount(what->path, target, NULL, MS_BIND, NULL))
		fail(target);
}

void disk_enter(void)
{
	size_t i;

	mount_disk();
	for (i = 0; i < COUNT(moved); i++)
		move_to_disk(moved[i]);
	for (i = 0; i < COUNT(shared); i++)
		share(&shared[i]);
	if (chroot(DISK) || chdir("/"))
		fail(DISK);
}

void disk_boot(char **argv)
{
	if (mount("devtmpfs", "/dev", "devtmpfs", 0, "mode=0755"))
		fail("/dev");
	mount_disk();
	if (mount("/dev", DISK "/dev", NULL, MS_MOVE, NULL) || chdir(DISK) ||
	    mount(".", "/", NULL, MS_MOVE, NULL) || chroot(".") || chdir("/"))
		fail(DISK);
	ports_close();
	argv[0] = INIT;
	execv(INIT, argv);
	fail(INIT);
}
