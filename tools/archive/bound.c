// SPDX-License-Identifier: GPL-2.0
/*
 * Keeping an archive within its bounds: the oldest parts of the oldest recording are deleted
 * first, then the recording. The open part of the one that is being written stays.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

#include "archive/bound.h"
#include "archive/part.h"
#include "archive/recordings.h"
#include "archive/segment.h"

#define FILES_DEPTH	8
/* After an hour, nobody will set the clock. */
#define UNSET_SECONDS	3600

static int open_below(int folder, const char *name)
{
	return openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Size of all files below a folder, whose descriptor is consumed; they are deleted on demand. */
static int64_t walk(int folder, bool deletes, int depth)
{
	DIR *dir = folder < 0 ? NULL : fdopendir(folder);
	struct dirent *entry;
	int64_t bytes = 0;
	struct stat st;

	if (!dir) {
		if (folder >= 0)
			close(folder);
		return 0;
	}
	while ((entry = readdir(dir))) {
		const char *name = entry->d_name;

		if (!strcmp(name, ".") || !strcmp(name, "..") ||
		    fstatat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW))
			continue;
		if (S_ISDIR(st.st_mode) && depth)
			bytes += walk(open_below(dirfd(dir), name), deletes, depth - 1);
		else
			bytes += st.st_size;
		if (deletes)
			unlinkat(dirfd(dir), name, S_ISDIR(st.st_mode) ? AT_REMOVEDIR : 0);
	}
	closedir(dir);
	return bytes;
}

/* What makes it a recording goes last: what is left after a power cut is deleted later. */
static int64_t delete_recording(int archive, const char *name)
{
	char files[NAME_MAX + sizeof("/proc")];
	int64_t bytes;

	snprintf(files, sizeof(files), "%s/proc", name);
	bytes = walk(open_below(archive, files), true, FILES_DEPTH);
	bytes += walk(open_below(archive, name), true, FILES_DEPTH);
	unlinkat(archive, name, AT_REMOVEDIR);
	return bytes;
}

/*
 * A clock that has not been set yet may be wrong by years. If nobody sets it, it is what the
 * machine has.
 */
static bool is_clock_set(void)
{
	struct timex tx = { .modes = 0 };
	struct timespec up;

	clock_gettime(CLOCK_BOOTTIME, &up);
	return adjtimex(&tx) != TIME_ERROR || up.tv_sec >= UNSET_SECONDS;
}

static bool is_beyond(const struct lct_bound *bound, int64_t total, time_t written)
{
	return total > bound->bytes ||
	       (is_clock_set() && written < time(NULL) - bound->seconds);
}

/* When a recording was written last. */
static time_t written(int folder)
{
	struct stat st;

	if (fstatat(folder, "stats", &st, AT_SYMLINK_NOFOLLOW) && fstat(folder, &st))
		return time(NULL);
	return st.st_mtime;
}

/*
 * Delete parts of a recording until the archive is within its bounds. Returns the bytes
 * deleted; sets @left to what it has still.
 */
static int64_t delete_parts(const struct lct_bound *bound, int folder, int64_t total,
			    size_t *left)
{
	struct lct_segments list;
	int64_t deleted = 0;
	size_t i;

	*left = 0;
	if (lct_segments_list(&list, folder, LCT_PART_FILE))
		*left = 1;
	for (i = 0; i < list.nr; i++) {
		const struct lct_segment *s = &list.segment[i];

		if (!is_beyond(bound, total - deleted, s->time) || unlinkat(folder, s->name, 0)) {
			*left = list.nr - i;
			break;
		}
		deleted += s->size;
	}
	lct_segments_free(&list);
	return deleted;
}

/**
 * lct_bound_size() - get the size of a recording
 * @archive:	path of the archive
 * @name:	the recording's name
 *
 * Return: bytes in all its files; 0 if they cannot be read.
 */
int64_t lct_bound_size(const char *archive, const char *name)
{
	return walk(lct_recording_open(archive, name, "."), false, FILES_DEPTH);
}

/**
 * lct_bound_apply() - delete what an archive holds beyond its bounds
 * @bound:	the bounds
 * @archive:	path of the archive
 * @current:	name of the recording that is being written
 *
 * Return: 0, or a negative errno.
 */
int lct_bound_apply(const struct lct_bound *bound, const char *archive, const char *current)
{
	struct lct_recordings list;
	int64_t total = 0;
	int fd, ret;
	size_t i;

	fd = open(archive, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	ret = lct_recordings_list(&list, archive);
	for (i = 0; i < list.nr; i++)
		total += lct_bound_size(archive, list.recording[i].name);
	for (i = 0; i < list.nr && !ret; i++) {
		const char *name = list.recording[i].name;
		char path[NAME_MAX + sizeof("/" LCT_RECORDING_FILES)];
		bool beyond;
		size_t left;
		int folder;

		snprintf(path, sizeof(path), "%s/" LCT_RECORDING_FILES, name);
		folder = open_below(fd, path);
		if (folder < 0)
			continue;
		total -= delete_parts(bound, folder, total, &left);
		beyond = is_beyond(bound, total, written(folder));
		close(folder);
		if (!left && beyond && strcmp(name, current))
			total -= delete_recording(fd, name);
	}
	lct_recordings_free(&list);
	close(fd);
	return ret;
}
