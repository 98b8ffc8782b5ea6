// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "kmsg.h"
#include "ktap.h"

int kmsg_open(void)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	require(log >= 0, "/dev/kmsg: %s", strerror(errno));
	require(lseek(log, 0, SEEK_END) >= 0, "/dev/kmsg: %s", strerror(errno));
	return log;
}

char *kmsg_text(int log)
{
	size_t room = 1 << 20, used = 0;
	char *text = malloc(room), record[8192], *message;
	ssize_t got;

	require(text, "no memory");
	while ((got = read(log, record, sizeof(record) - 1)) > 0) {
		record[got] = '\0';
		/* "level,number,time,flags;message", then lines of properties */
		message = strchr(record, ';');
		require(message, "a message without a header: '%.60s'", record);
		message[strcspn(message, "\n") + 1] = '\0';
		require(used + strlen(message) < room, "the kernel logs too much");
		used = stpcpy(text + used, message + 1) - text;
	}
	require(errno == EAGAIN, "/dev/kmsg: %s", strerror(errno));
	text[used] = '\0';
	return text;
}
