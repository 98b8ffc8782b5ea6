// SPDX-License-Identifier: GPL-2.0
/*
 * Debug features of a kernel that are switched on or queried at run time. Other
 * kernels lack the files, and nothing happens.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "debug.h"
#include "verdict.h"

#define KCSAN	 "/sys/kernel/debug/kcsan"
#define KMEMLEAK "/sys/kernel/debug/kmemleak"

/* kmemleak reports no younger object; in seconds */
#define LEAK_AGE 5

static int write_file(const char *path, const char *word)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), written;

	if (fd < 0)
		return 0;
	written = write(fd, word, strlen(word)) == (ssize_t)strlen(word);
	close(fd);
	return written;
}

static void copy_to_console(const char *path)
{
	FILE *from = fopen(path, "re"), *to = fopen("/dev/console", "we");
	char line[512];

	while (from && to && fgets(line, sizeof(line), from))
		fputs(line, to);
	if (from)
		fclose(from);
	if (to)
		fclose(to);
}

void debug_begin(void)
{
	/* Not from boot: with KCSAN on, booting takes minutes */
	write_file(KCSAN, "on");
}

void debug_end(void)
{
	write_file(KCSAN, "off");
	if (access(KMEMLEAK, W_OK))
		return;
	sleep(LEAK_AGE + 1);
	/* A suspect of the first scan is reported only if the second finds it unchanged */
	if (!write_file(KMEMLEAK, "scan") || !write_file(KMEMLEAK, "scan"))
		fail(KMEMLEAK);
	copy_to_console(KMEMLEAK);
}
