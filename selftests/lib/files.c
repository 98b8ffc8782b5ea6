// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "files.h"
#include "ktap.h"
#include "table.h"

static void walk(struct file_list *list, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	require(dir, "%s: %s", folder, strerror(errno));
	while ((entry = readdir(dir))) {
		struct lc_file *file = &list->files[list->count];
		struct stat stat;

		if (entry->d_name[0] == '.')
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
