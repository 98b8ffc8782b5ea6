// SPDX-License-Identifier: GPL-2.0
/* Which recordings there are, and which of them is meant. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/disk.h"
#include "archive/recordings.h"
#include "text/cell.h"
#include "text/warn.h"

#define BOOT_ID	"/proc/sys/kernel/random/boot_id"

/* Its lines are `name: value`, and not of the module's format: all versions can read them. */
static bool get(const char *data, const char *name, char *out, size_t room)
{
	const size_t n = strlen(name);
	const char *line;

	for (line = data; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		if (strncmp(line, name, n) || line[n] != ':' || line[n + 1] != ' ')
			continue;
		line += n + 2;
		snprintf(out, room, "%.*s", (int)strcspn(line, "\n"), line);
		return true;
	}
	*out = '\0';
	return false;
}

/* Folders that are no recordings do not matter. */
static int read_about(struct lct_recording *r, int archive, const char *name)
{
	char path[NAME_MAX + sizeof(LCT_RECORDING_ABOUT) + 2], text[24], *data;
	ssize_t len;

	snprintf(path, sizeof(path), "%s/" LCT_RECORDING_ABOUT, name);
	len = lct_disk_read(archive, path, &data);
	if (len < 0)
		return len;
	*r = (struct lct_recording){ .number = 0 };
	snprintf(r->name, sizeof(r->name), "%s", name);
	get(data, "number", text, sizeof(text));
	lct_cell_number(text, &r->number);
	get(data, "loaded_ns", text, sizeof(text));
	lct_cell_number(text, &r->loaded_ns);
	get(data, "boot_id", r->boot_id, sizeof(r->boot_id));
	get(data, "kernel", r->kernel, sizeof(r->kernel));
	get(data, "host", r->host, sizeof(r->host));
	free(data);
	return 0;
}

/**
 * lct_recording_name() - find a name for a new recording
 * @archive:	path of the archive
 * @r:		the recording, whose boot ID is set
 *
 * It is the first one that no recording has, even if an earlier one has been deleted.
 *
 * Return: 0 or -ENOMEM.
 */
int lct_recording_name(const char *archive, struct lct_recording *r)
{
	char *path, number[16] = "";
	bool taken;
	int n = 1;

	do {
		snprintf(r->name, sizeof(r->name), "%s%s", r->boot_id, number);
		if (asprintf(&path, "%s/%s/" LCT_RECORDING_ABOUT, archive, r->name) < 0)
			return -ENOMEM;
		taken = !access(path, F_OK);
		free(path);
		snprintf(number, sizeof(number), ".%d", ++n);
	} while (taken);
	return 0;
}

/**
 * lct_recording_put() - write what a recording says of itself
 * @folder:	its folder
 * @r:		the recording
 *
 * Return: 0, or a negative errno.
 */
int lct_recording_put(int folder, const struct lct_recording *r)
{
	char about[512];
	int len;

	len = snprintf(about, sizeof(about),
		       "number: %lld\nboot_id: %s\nloaded_ns: %lld\nkernel: %s\nhost: %s\n",
		       (long long)r->number, r->boot_id, (long long)r->loaded_ns, r->kernel,
		       r->host);
	return lct_disk_replace(folder, LCT_RECORDING_ABOUT, about, len);
}

/**
 * lct_recording_open() - open a folder of a recording
 * @archive:	path of the archive
 * @name:	the recording's name
 * @below:	which folder of it
 *
 * Return: a descriptor, or a negative errno.
 */
int lct_recording_open(const char *archive, const char *name, const char *below)
{
	char *path;
	int fd;

	if (asprintf(&path, "%s/%s/%s", archive, name, below) < 0)
		return -ENOMEM;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	fd = fd < 0 ? -errno : fd;
	free(path);
	return fd;
}

/**
 * lct_recording_this_boot() - get the ID of the running boot
 * @boot_id:	receives it, with hyphens
 *
 * Return: 0, or a negative errno.
 */
int lct_recording_this_boot(char boot_id[LCT_BOOT_ID])
{
	ssize_t len;
	char *data;

	len = lct_disk_read(AT_FDCWD, BOOT_ID, &data);
	if (len < 0)
		return len;
	snprintf(boot_id, LCT_BOOT_ID, "%.*s", (int)strcspn(data, "\n"), data);
	free(data);
	return 0;
}

static int by_number(const void *a, const void *b)
{
	const struct lct_recording *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

static void find_current(struct lct_recordings *list)
{
	char boot_id[LCT_BOOT_ID];
	size_t i;

	list->current = list->nr;
	if (lct_recording_this_boot(boot_id))
		return;
	for (i = 0; i < list->nr; i++)
		if (!strcmp(list->recording[i].boot_id, boot_id))
			list->current = i;
}

/**
 * lct_recordings_list() - list the recordings in an archive
 * @list:	receives them, oldest first; freed by the caller, also on failure
 * @archive:	the folder
 *
 * Return: 0, or a negative errno.
 */
int lct_recordings_list(struct lct_recordings *list, const char *archive)
{
	DIR *dir = opendir(archive);
	struct lct_recording *more;
	struct dirent *entry;
	int ret = 0;

	*list = (struct lct_recordings){ .nr = 0 };
	if (!dir)
		return -errno;
	while (!ret && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		more = reallocarray(list->recording, list->nr + 1, sizeof(*more));
		if (!more) {
			ret = -ENOMEM;
			break;
		}
		list->recording = more;
		if (!read_about(&more[list->nr], dirfd(dir), entry->d_name))
			list->nr++;
	}
	closedir(dir);
	if (list->nr)
		qsort(list->recording, list->nr, sizeof(*list->recording), by_number);
	find_current(list);
	return ret;
}

/**
 * lct_recordings_free() - free a list
 * @list:	the list
 */
void lct_recordings_free(struct lct_recordings *list)
{
	free(list->recording);
	*list = (struct lct_recordings){ .nr = 0 };
}

/* 0 is this boot, -1 the one before; the newest is -1 if this one is not recorded. */
static const struct lct_recording *at_offset(const struct lct_recordings *list, int64_t offset)
{
	if ((uint64_t)-offset > list->current || (!offset && list->current == list->nr))
		return NULL;
	return &list->recording[list->current + offset];
}

/* A boot ID, or its beginning; of several recordings of a boot the newest. */
static const struct lct_recording *with_id(const struct lct_recordings *list, const char *id)
{
	const struct lct_recording *found = NULL;
	size_t i;

	for (i = 0; i < list->nr; i++) {
		const struct lct_recording *r = &list->recording[i];

		if (strncmp(r->name, id, strlen(id)))
			continue;
		if (found && strcmp(found->boot_id, r->boot_id))
			return NULL;
		found = r;
	}
	return found;
}

/* Later recordings of a boot have a number behind the ID. */
static const struct lct_recording *with_name(const struct lct_recordings *list, const char *name)
{
	size_t i;

	for (i = 0; i < list->nr; i++)
		if (!strcmp(list->recording[i].name, name))
			return &list->recording[i];
	return NULL;
}

static const struct lct_recording *choose(const struct lct_recordings *list, const char *which)
{
	int64_t offset;

	if (lct_cell_number(which, &offset) && (*which == '-' || !offset))
		return at_offset(list, offset);
	if (strchr(which, '.'))
		return with_name(list, which);
	return *which ? with_id(list, which) : NULL;
}

static int not_found(const struct lct_recordings *list, const char *archive, const char *which)
{
	if (!list->nr)
		lct_warn("no boot is recorded in %s: 'lifecycle record' does that", archive);
	else if (!strcmp(which, "0"))
		lct_warn("this boot is not recorded in %s; 'lifecycle boots' lists those that are",
			 archive);
	else
		lct_warn("no boot '%s' is recorded in %s, or several; 'lifecycle boots' lists those that are",
			 which, archive);
	return EXIT_FAILURE;
}

/**
 * lct_recordings_find() - find the recording that an argument means
 * @archive:	the folder
 * @which:	0, -1, -2 ...: this boot, the one before, ...; or a boot ID or its beginning
 * @root:	receives the recording's folder, freed by the caller
 *
 * Return: an exit status.
 */
int lct_recordings_find(const char *archive, const char *which, char **root)
{
	const struct lct_recording *r;
	struct lct_recordings list;
	int ret, status = 0;

	ret = lct_recordings_list(&list, archive);
	if (ret && ret != -ENOENT) {
		lct_warn("%s: %s", archive, strerror(-ret));
		lct_recordings_free(&list);
		return EXIT_FAILURE;
	}
	r = choose(&list, which);
	if (!r)
		status = not_found(&list, archive, which);
	else if (asprintf(root, "%s/%s", archive, r->name) < 0)
		status = lct_warn_no_memory();
	lct_recordings_free(&list);
	return status;
}
