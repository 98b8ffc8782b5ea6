// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ktap.h"
#include "program.h"

void program_write(int fd)
{
	int self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	struct stat st;

	require(self >= 0 && !fstat(self, &st), "/proc/self/exe: %s", strerror(errno));
	for (off_t left = st.st_size; left > 0;) {
		ssize_t sent = sendfile(fd, self, NULL, left);

		require(sent > 0, "sendfile: %s", strerror(errno));
		left -= sent;
	}
	close(self);
}

void program_copy(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0755);

	require(fd >= 0, "%s: %s", path, strerror(errno));
	program_write(fd);
	close(fd);
}

const char *program_self(void)
{
	static char self[300];
	ssize_t length = readlink("/proc/self/exe", self, sizeof(self) - 1);

	require(length > 0, "/proc/self/exe: %s", strerror(errno));
	self[length] = '\0';
	return self;
}
