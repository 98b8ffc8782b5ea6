// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ktap.h"
#include "process.h"

pid_t process_find(bool (*is_wanted)(pid_t pid, const void *data), const void *data)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	pid_t found = 0;

	require(proc, "/proc: %s", strerror(errno));
	while (!found && (entry = readdir(proc))) {
		pid_t pid = atoi(entry->d_name);

		if (pid > 0 && is_wanted(pid, data))
			found = pid;
	}
	closedir(proc);
	return found;
}
